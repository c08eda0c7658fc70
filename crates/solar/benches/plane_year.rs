//! Wall time of a plane-year: preparing a site, its first plane, each further one, and reading weather.
//! `SUNWARD_REFERENCE_DATA=… cargo bench -p sunward-solar`; without it the year is made from the embedded climate.

#![expect(clippy::unwrap_used, reason = "a bench may stop when it has no data")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::place::Coordinates;
use solar::{Climate, PlaneSystem, Site, Weather, synthetic, weather};

const FILE: &str = "weather/USA_Denver_TMY3.epw";

fn file() -> Option<Vec<u8>> {
    let data = std::env::var("SUNWARD_REFERENCE_DATA").ok()?;
    std::fs::read(format!("{data}/{FILE}")).ok()
}

fn denver() -> Weather {
    let made = || {
        let place = Coordinates::parse("39.83", "-104.65").unwrap();
        synthetic::year(place.latitude(), place.longitude(), &Climate::at(place).unwrap())
    };
    file().map_or_else(made, |bytes| weather::read(FILE, &bytes).unwrap())
}

fn plane_year(c: &mut Criterion) {
    let weather = denver();
    let mut site = Site::of(&weather);
    let planes = [PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 1.0 }];
    c.bench_function("site preparation", |bencher| bencher.iter(|| site.refill(black_box(&weather), None)));
    c.bench_function("first plane with site preparation", |bencher| {
        bencher.iter(|| {
            site.refill(black_box(&weather), None);
            site.production(black_box(&planes), 0)
        });
    });
    c.bench_function("further plane", |bencher| bencher.iter(|| site.production(black_box(&planes), 0)));
    c.bench_function("place of the embedded climate to site", |bencher| {
        let place = Coordinates::parse("39.83", "-104.65").unwrap();
        bencher.iter(|| Site::prepare(black_box(place)).unwrap());
    });
    if let Some(bytes) = file() {
        c.bench_function("read an EPW file", |bencher| bencher.iter(|| weather::read(FILE, black_box(&bytes)).unwrap()));
    }
}

criterion_group!(benches, plane_year);
criterion_main!(benches);
