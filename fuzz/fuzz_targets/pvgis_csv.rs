//! The reader of `weather::pvgis_csv`: no panic, no unbounded memory, and what it takes gives a finite year.
#![no_main]

use libfuzzer_sys::fuzz_target;
use solar::{PlaneSystem, Site, weather};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(year) = weather::pvgis_csv::read("fuzz", bytes) {
        let planes = [PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 1.0 }];
        assert!(Site::of(&year).production(&planes, 0).annual_kwh.is_finite());
    }
});
