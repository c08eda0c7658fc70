//! Our sun against the Solar Position Algorithm of NREL, as `solar-positioning` has it: topocentric and unrefracted.

use solar::sun::{position::direction, series::days_from_epoch};
use solar_positioning::{Location, SolarPositions, delta_t, time::JulianDate};

#[test]
fn the_sun_is_within_a_hundredth_of_a_degree_from_1980_to_2050() {
    let places = [(39.74, -104.99), (-33.87, 151.2), (0.3, 32.6), (69.6, 18.9), (-54.8, -68.3), (28.6, 77.2), (84.0, 10.0)];
    let first = days_from_epoch(1980, 1, 1);
    let last = days_from_epoch(2051, 1, 1);
    let (mut worst, mut squares, mut count) = (0.0_f64, 0.0, 0.0);
    // 5 hours 37 minutes apart: all times of the day and of the year come along.
    let mut seconds = f64::from(first) * 86_400.0;
    let mut step: usize = 0;
    while seconds < f64::from(last) * 86_400.0 {
        let (latitude, longitude) = places[step % places.len()];
        let year = 1970.0 + seconds / 31_556_952.0;
        let time = JulianDate::new(seconds / 86_400.0 + 2_440_587.5, delta_t::estimate(year).unwrap()).unwrap();
        let theirs = SolarPositions::new().at_from_julian(time, Location { latitude, longitude }, 0.0, None).unwrap();
        let ours = direction(seconds, latitude, longitude);
        let (sin_zenith, cos_zenith) = theirs.zenith_angle().to_radians().sin_cos();
        let (sin_azimuth, cos_azimuth) = theirs.azimuth().to_radians().sin_cos();
        let [east, north, up] = [ours.east - sin_zenith * sin_azimuth, ours.north - sin_zenith * cos_azimuth, ours.up - cos_zenith];
        let error = east.hypot(north).hypot(up).to_degrees();
        worst = worst.max(error);
        squares += error * error;
        count += 1.0;
        seconds += 20_220.0;
        step += 1;
    }
    println!("{count} moments from 1980 to 2050 against SPA: rms {:.5}°, max {worst:.5}°", f64::sqrt(squares / count));
    assert!(count > 100_000.0 && worst < 0.01, "{worst}°");
    // What the series promises of itself.
    assert!(worst < 0.002, "{worst}°");
}

#[test]
fn elevation_and_azimuth_say_the_same_as_the_direction() {
    let noon = direction(f64::from(days_from_epoch(2019, 6, 21)) * 86_400.0 + 19.03 * 3_600.0, 39.74, -104.99);
    assert!((noon.elevation_deg() - 73.7).abs() < 0.1 && (noon.azimuth_deg() - 180.0).abs() < 2.0, "{noon:?}");
    let morning = direction(f64::from(days_from_epoch(2019, 6, 21)) * 86_400.0 + 13.0 * 3_600.0, 39.74, -104.99);
    assert!((60.0..90.0).contains(&morning.azimuth_deg()) && morning.elevation_deg() > 0.0);
}
