//! CPU time of a plane-year, for `scripts/compare-pvlib`: `plane_year WEATHER-FILE REPEATS`.
//!
//! Prints, as JSON, microseconds of CPU for the first plane with the preparation of its site and for each further plane,
//! medians over the repeats, and the energy so that both sides can be seen to have done the work. Linux only: the CPU
//! time of the thread is read from `/proc`.

#![expect(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, reason = "a program for measuring, not part of the product")]

use std::hint::black_box;

use solar::{PlaneSystem, Site, weather};

/// Planes per reading of the clock, which moves by some milliseconds at a time.
const BATCH: u32 = 1_024;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap();
    let repeats: usize = arguments.next().unwrap().parse().unwrap();
    let weather = weather::read(&file, &std::fs::read(&file).unwrap()).unwrap();
    let mut site = Site::of(&weather);

    // Each plane is another one, so that nothing can be kept from the last.
    let plane = |number: u32| PlaneSystem { tilt_deg: f64::from(number % 60), azimuth_deg: 90.0 + f64::from(number % 180), kw_dc: 1.0 };
    let mut first = Vec::with_capacity(repeats);
    let mut further = Vec::with_capacity(repeats);
    let mut number = 0;
    let mut run = |site: &mut Site, prepare: bool| {
        let start = cpu_ns();
        for _ in 0..BATCH {
            number += 1;
            if prepare {
                site.refill(black_box(&weather), None);
            }
            black_box(site.production(&[black_box(plane(number))], 0));
        }
        (cpu_ns() - start) / 1e3 / f64::from(BATCH)
    };
    for _ in 0..repeats {
        first.push(run(&mut site, true));
        further.push(run(&mut site, false));
    }
    let reference = site.production(&[PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 1.0 }], 0);
    println!(
        "{{\"first_us\":{:.2},\"further_us\":{:.2},\"ac_annual_kwh\":{:.3},\"poa_annual_kwh_m2\":{:.3}}}",
        median(first),
        median(further),
        reference.annual_kwh,
        reference.poa_kwh_m2
    );
}

/// CPU time of this thread, nanoseconds.
fn cpu_ns() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
