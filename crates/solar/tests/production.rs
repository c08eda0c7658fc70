//! Laws that hold for every plane at every place.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may fail it")]

use domain::place::Coordinates;
use proptest::prelude::{ProptestConfig, prop_assert, proptest};
use solar::{
    Horizon, NoClimate, PlaneSystem, Site, Weather, production,
    weather::{HOURS, Hours, Source, Station},
};

fn place(latitude: &str, longitude: &str) -> Coordinates {
    Coordinates::parse(latitude, longitude).unwrap()
}

fn denver() -> Site {
    Site::prepare(place("39.74", "-104.99")).unwrap()
}

fn plane(tilt_deg: f64, azimuth_deg: f64, kw_dc: f64) -> PlaneSystem {
    PlaneSystem { tilt_deg, azimuth_deg, kw_dc }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn energy_is_never_negative_and_below_what_the_sun_sends(
        latitude in -55.0..70.0_f64, longitude in -180.0..180.0_f64,
        tilt in 0.0..90.0_f64, azimuth in 0.0..360.0_f64, shade in 0_u16..=1000,
    ) {
        let place = Coordinates::parse(&format!("{latitude:.4}"), &format!("{longitude:.4}")).unwrap();
        match production(place, &[plane(tilt, azimuth, 5.0)], shade) {
            Err(NoClimate::Sea) => {}
            Err(NoClimate::Polar) => prop_assert!(!(-60.0..=84.0).contains(&latitude)),
            Ok(year) => {
                prop_assert!(year.monthly_kwh.iter().all(|kwh| kwh.is_finite() && *kwh >= 0.0));
                prop_assert!((year.monthly_kwh.iter().sum::<f64>() - year.annual_kwh).abs() < 1e-6);
                // Half the year is day everywhere, and no plane gets more than the solar constant then.
                prop_assert!(year.poa_kwh_m2 > 0.0 && year.poa_kwh_m2 < 1.367 * 4_450.0 * 0.75);
                prop_assert!(year.annual_kwh <= 5.0 * year.poa_kwh_m2, "more than the light at rated efficiency: {year:?}");
                prop_assert!(year.band.low_annual_kwh <= year.annual_kwh && year.annual_kwh <= year.band.high_annual_kwh);
            }
        }
    }
}

/// A year of any light at a place, the same at each hour of the clock.
fn weather(latitude_deg: f64, longitude_deg: f64, light: &[(f32, f32)], air_c: f32, wind: f32) -> Weather {
    let mut hours = Hours::default();
    for hour in 0..HOURS {
        (hours.beam[hour], hours.diffuse[hour]) = light[hour % light.len()];
        (hours.air_c[hour], hours.wind_m_s[hour]) = (air_c, wind);
    }
    let station = Station::new("", latitude_deg, longitude_deg, longitude_deg / 15.0, 100.0).unwrap();
    Weather { source: Source::Synthetic, station, moment_h: 0.5, warnings: Vec::new(), hours }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_weather_gives_negative_endless_or_impossible_energy(
        latitude in -90.0..=90.0_f64, longitude in -180.0..=180.0_f64, tilt in 0.0..=90.0_f64, azimuth in 0.0..360.0_f64,
        light in proptest::collection::vec((-100.0..2_000.0_f32, -100.0..2_000.0_f32), 1..48), air_c in -300.0..400.0_f32, wind in -50.0..500.0_f32,
    ) {
        let weather = weather(latitude, longitude, &light, air_c, wind);
        let site = Site::of(&weather);
        let hourly = site.hourly(&[plane(tilt, azimuth, 3.0)], 0);
        let lit = site.plane_hours(tilt, azimuth);
        for hour in 0..HOURS {
            let (ac, poa) = (hourly.ac_kw[hour], lit.poa_w_m2[hour]);
            prop_assert!((0.0..=3.0 / 1.15 + 1e-4).contains(&ac) && poa >= 0.0 && poa.is_finite(), "hour {hour}: {ac} kW of {poa} W/m²");
            // The sun in full, and the sky around it at most as Perez brightens it when it stands low.
            let (beam, diffuse) = (weather.hours.beam[hour].max(0.0), weather.hours.diffuse[hour].max(0.0));
            prop_assert!(poa <= beam + 18.0 * diffuse + 0.2 * (beam + diffuse) + 1.0, "hour {hour}: {poa} of {beam} and {diffuse}");
            prop_assert!(ac == 0.0 || beam <= 1_367.0 * 1.034, "a void hour gives nothing");
        }
        let year = site.production(&[plane(tilt, azimuth, 3.0)], 0);
        let sum: f64 = hourly.ac_kw.iter().map(|kw| f64::from(*kw)).sum();
        prop_assert!((sum - year.annual_kwh).abs() <= 1e-3 + 1e-4 * sum, "{sum} {}", year.annual_kwh);
    }

    #[test]
    fn a_little_more_tilt_or_turn_is_a_little_more_or_less_energy(tilt in 0.0..89.9_f64, azimuth in 0.0..360.0_f64) {
        static DENVER: std::sync::LazyLock<Site> = std::sync::LazyLock::new(denver);
        let here = DENVER.specific_yield(tilt, azimuth);
        for (tilt, azimuth) in [(tilt + 0.1, azimuth), (tilt, azimuth + 0.1)] {
            prop_assert!((DENVER.specific_yield(tilt, azimuth) - here).abs() < 0.004 * here);
        }
    }

    #[test]
    fn energy_is_linear_in_size(kw in 0.1..500.0_f64, tilt in 0.0..90.0_f64, azimuth in 0.0..360.0_f64) {
        static DENVER: std::sync::LazyLock<Site> = std::sync::LazyLock::new(denver);
        let (one, many) = (DENVER.specific_yield(tilt, azimuth), DENVER.production(&[plane(tilt, azimuth, kw)], 0).annual_kwh);
        prop_assert!((many / one / kw - 1.0).abs() < 1e-6, "{one} {many}");
    }
}

#[test]
fn on_weather_that_does_not_know_the_time_east_and_west_are_equal() {
    for latitude in [-45.0, 0.0, 23.4, 50.0] {
        let site = Site::of(&weather(latitude, 30.0, &[(500.0, 120.0)], 15.0, 2.0));
        for tilt in [15.0, 45.0, 90.0] {
            let (east, west) = (site.specific_yield(tilt, 90.0), site.specific_yield(tilt, 270.0));
            assert!((east / west - 1.0).abs() < 0.01, "{latitude}° at {tilt}°: {east} {west}");
        }
    }
}

#[test]
fn a_made_year_is_never_above_the_clear_sky() {
    for (latitude, longitude) in [("39.74", "-104.99"), ("64.8", "-147.7"), ("-33.9", "18.5"), ("9", "38.8")] {
        let site = Site::prepare(place(latitude, longitude)).unwrap();
        for (tilt, azimuth) in [(0.0, 0.0), (30.0, 180.0), (45.0, 0.0), (90.0, 90.0)] {
            let lit = site.plane_hours(tilt, azimuth);
            // No hour of a clear sky is brighter than the sun outside the air and a tenth of it from sky and ground.
            assert!(lit.poa_w_m2.iter().all(|poa| *poa < 1_367.0 * 1.034 * 1.1), "{latitude} {tilt} {azimuth}");
            assert!(lit.cell_c.iter().all(|cell| (-60.0..95.0).contains(cell)));
        }
    }
}

#[test]
fn a_horizon_takes_the_sun_behind_it_and_no_more() {
    let year = weather(40.0, 0.0, &[(600.0, 100.0)], 15.0, 2.0);
    let open = Site::of(&year);
    let mut shaded = Site::of(&year);
    let with = |site: &mut Site, heights: &[f64]| {
        site.refill(&year, Horizon::new(heights).as_ref());
        (site.specific_yield(30.0, 90.0), site.specific_yield(30.0, 270.0))
    };
    let (east, west) = (open.specific_yield(30.0, 90.0), open.specific_yield(30.0, 270.0));
    assert_eq!(with(&mut shaded, &[0.0; 36]), (east, west));
    // A hill of 25° in the east (sectors of 90°, the first to the north).
    let (east_of_hill, west_of_hill) = with(&mut shaded, &[0.0, 25.0, 0.0, 0.0]);
    assert!(east_of_hill < 0.9 * east && west_of_hill < west && west_of_hill > 0.9 * west, "{east_of_hill} {east} {west_of_hill} {west}");
    let (buried, _) = with(&mut shaded, &[90.0]);
    assert!(buried.abs() < 1e-9);
    assert!(Horizon::new(&[]).is_none() && Horizon::new(&[-1.0]).is_none() && Horizon::new(&[f64::NAN]).is_none());
    assert_eq!(with(&mut shaded, &[]), (east, west), "buffers keep nothing of the year before");
}

#[test]
fn east_and_west_give_nearly_the_same() {
    for (latitude, longitude) in [("39.74", "-104.99"), ("25.8", "-80.2"), ("64.8", "-147.7"), ("-33.9", "18.5")] {
        let site = Site::prepare(place(latitude, longitude)).unwrap();
        for tilt in [10.0, 30.0, 60.0, 90.0] {
            let (east, west) = (site.specific_yield(tilt, 90.0), site.specific_yield(tilt, 270.0));
            // The afternoon is warmer, so the west gives a little less.
            assert!(west <= east * 1.003 && west > east * 0.97, "{latitude} at {tilt}°: {east} {west}");
        }
    }
}

#[test]
fn a_degree_of_tilt_or_azimuth_makes_no_jump() {
    let site = denver();
    for azimuth in [0.0, 90.0, 135.0, 180.0] {
        for tilt in 0..90 {
            let tilt = f64::from(tilt);
            let (here, next) = (site.specific_yield(tilt, azimuth), site.specific_yield(tilt + 1.0, azimuth));
            assert!((here - next).abs() < 0.025 * here, "{tilt}° {azimuth}°: {here} {next}");
        }
    }
    for azimuth in 0..360 {
        let azimuth = f64::from(azimuth);
        let (here, next) = (site.specific_yield(35.0, azimuth), site.specific_yield(35.0, azimuth + 1.0));
        assert!((here - next).abs() < 0.01 * here, "{azimuth}°: {here} {next}");
    }
    assert!((site.specific_yield(0.0, 0.0) - site.specific_yield(0.0, 123.0)).abs() < 1e-6);
    assert!((site.specific_yield(30.0, 360.0) - site.specific_yield(30.0, 0.0)).abs() < 1e-9);
}

#[test]
fn twice_the_modules_give_twice_the_energy_and_one_inverter_is_shared() {
    let site = denver();
    let one = site.production(&[plane(25.0, 200.0, 1.0)], 0).annual_kwh;
    let many = site.production(&[plane(25.0, 200.0, 7.3)], 0).annual_kwh;
    assert!((many / one - 7.3).abs() < 1e-5, "the inverter grows with the modules");
    // East and west peak at different hours: behind one inverter they clip no more than alone.
    let alone = site.production(&[plane(40.0, 90.0, 3.0)], 0).annual_kwh + site.production(&[plane(40.0, 270.0, 3.0)], 0).annual_kwh;
    let together = site.production(&[plane(40.0, 90.0, 3.0), plane(40.0, 270.0, 3.0)], 0).annual_kwh;
    assert!(together >= alone * 0.995 && together < alone * 1.02, "{together} {alone}");
}

#[test]
fn the_equator_facing_slope_is_the_best_on_both_halves_of_the_earth() {
    for (latitude, longitude, best, worst) in [("39.74", "-104.99", 180.0, 0.0), ("-33.9", "18.5", 0.0, 180.0)] {
        let site = Site::prepare(place(latitude, longitude)).unwrap();
        let (best, side, worst) = (site.specific_yield(30.0, best), site.specific_yield(30.0, 90.0), site.specific_yield(30.0, worst));
        assert!(best > side && side > worst && worst > 0.3 * best);
    }
}

#[test]
fn shade_takes_its_share_and_widens_the_band() {
    let site = denver();
    let planes = [plane(30.0, 180.0, 6.0)];
    let (open, some, dark) = (site.production(&planes, 0), site.production(&planes, 80), site.production(&planes, 1000));
    assert!((some.annual_kwh / open.annual_kwh - 0.92).abs() < 1e-9);
    assert!(some.band.relative_sigma > open.band.relative_sigma);
    assert!(dark.annual_kwh.abs() < 1e-9 && site.production(&planes, u16::MAX).annual_kwh.abs() < 1e-9);
}

#[test]
fn no_modules_and_nonsense_give_nothing() {
    let site = denver();
    for planes in [
        vec![],
        vec![plane(30.0, 180.0, 0.0)],
        vec![plane(f64::NAN, 180.0, 5.0)],
        vec![plane(30.0, f64::INFINITY, 5.0)],
        vec![plane(30.0, 180.0, -5.0)],
    ] {
        let year = site.production(&planes, 0);
        assert!(year.annual_kwh.abs() < 1e-12 && year.poa_kwh_m2.abs() < 1e-12 && year.band.high_annual_kwh.abs() < 1e-12);
    }
}

#[test]
fn sea_and_poles_are_refused() {
    assert_eq!(production(place("30", "-40"), &[], 0), Err(NoClimate::Sea));
    assert_eq!(production(place("90", "0"), &[], 0), Err(NoClimate::Polar));
}

#[test]
fn the_same_place_gives_the_same_year() {
    let planes = [plane(30.0, 180.0, 6.0), plane(30.0, 90.0, 2.0)];
    assert_eq!(production(place("47.6", "-122.3"), &planes, 0), production(place("47.6", "-122.3"), &planes, 0));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this test is about time")]
fn eight_planes_take_less_than_five_milliseconds() {
    let planes: Vec<PlaneSystem> = (0..8).map(|n| plane(5.0 * f64::from(n), 45.0 * f64::from(n), 2.0)).collect();
    let place = place("39.74", "-104.99");
    // The quickest of several: what else the machine does is not meant.
    let quickest = (0..20)
        .map(|_| {
            let start = std::time::Instant::now();
            assert!(production(place, &planes, 0).unwrap().annual_kwh > 0.0);
            start.elapsed()
        })
        .min()
        .unwrap();
    println!("eight planes: {quickest:?}");
    assert!(quickest.as_millis() < 5, "{quickest:?}");
}
