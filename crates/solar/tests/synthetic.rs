//! Years made from true monthly means, against the hours that the means were taken from.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may fail it")]

use std::io::Write;

use solar::{
    MonthlyClimate, Site, Weather,
    sun::{extraterrestrial_normal, position::direction, series::days_from_epoch},
    synthetic,
    weather::{self, year::DAYS},
};

/// Monthly means of a year of hours.
fn means(weather: &Weather) -> MonthlyClimate {
    let station = &weather.station;
    let start = f64::from(days_from_epoch(2019, 1, 1)) * 86_400.0;
    let mut climate = MonthlyClimate { clearness: [0.0; 12], temperature_c: [0.0; 12], wind_m_s: 0.0, borrowed: false };
    let mut hour = 0;
    for (month, days) in DAYS.into_iter().enumerate() {
        let (mut inside, mut outside, mut warmth) = (0.0, 0.0, 0.0);
        for _ in 0..usize::from(days) * 24 {
            let number = f64::from(u16::try_from(hour).unwrap());
            let up = direction(
                start + (number + weather.moment_h - station.utc_offset_h) * 3_600.0,
                station.latitude_deg,
                station.longitude_deg,
            )
            .up;
            let extraterrestrial = extraterrestrial_normal(u16::try_from(hour / 24 + 1).unwrap()) * up.max(0.0);
            let beam = f64::from(weather.hours.beam[hour]) * up.max(0.0);
            // Hours that the model leaves out are left out here.
            if beam <= extraterrestrial {
                inside += beam + f64::from(weather.hours.diffuse[hour]);
            }
            outside += extraterrestrial;
            warmth += f64::from(weather.hours.air_c[hour]);
            climate.wind_m_s += f64::from(weather.hours.wind_m_s[hour]).powi(2) / 8_760.0;
            hour += 1;
        }
        climate.clearness[month] = inside / outside;
        climate.temperature_c[month] = warmth / (24.0 * f64::from(days));
    }
    climate.wind_m_s = climate.wind_m_s.sqrt();
    climate
}

fn rms(errors: &[f64]) -> f64 {
    (errors.iter().map(|error| error * error).sum::<f64>() / f64::from(u32::try_from(errors.len()).unwrap())).sqrt()
}

#[test]
fn true_monthly_means_give_nearly_the_year_they_were_taken_from() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so no made year was compared with a measured one")
            .unwrap();
        return;
    };
    let (mut equator, mut sides, mut pole) = (Vec::new(), Vec::new(), Vec::new());
    for entry in std::fs::read_dir(format!("{data}/weather")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // One of the three forms of the one year of PVGIS.
        if name.ends_with(".md") || name.ends_with(".json") || name == "pvgis_tmy_45_8.epw" {
            continue;
        }
        let measured = weather::read(&name, &std::fs::read(&path).unwrap()).unwrap();
        let made = synthetic::year(measured.station.latitude_deg, measured.station.longitude_deg, &means(&measured));
        let (true_site, made_site) = (Site::of(&measured), Site::of(&made));
        let error =
            |tilt: f64, azimuth: f64| 100.0 * (made_site.specific_yield(tilt, azimuth) / true_site.specific_yield(tilt, azimuth) - 1.0);
        println!(
            "{name}: south 20° {:+.2} %, 30° {:+.2} %, east {:+.2} %, west {:+.2} %, north {:+.2} %",
            error(20.0, 180.0),
            error(30.0, 180.0),
            error(30.0, 90.0),
            error(30.0, 270.0),
            error(30.0, 0.0)
        );
        equator.extend([error(20.0, 180.0), error(30.0, 180.0)]);
        sides.extend([error(30.0, 90.0), error(30.0, 270.0)]);
        pole.push(error(30.0, 0.0));
    }
    println!(
        "{} planes to the equator: rms {:.2} %; to the east or west: rms {:.2} %; to the pole: rms {:.2} %",
        equator.len(),
        rms(&equator),
        rms(&sides),
        rms(&pole)
    );
    assert!(equator.len() >= 20 && rms(&equator) <= 2.5);
    assert!(rms(&sides) <= 5.0);
}
