//! The embedded climate and our model against NREL's PVWatts 8 on measured typical years, US sites.
//!
//! The climate table was fitted to stations that include most of these, so this is no independent test of the climate;
//! `band` has the cross-validated figures. It finds errors of sign, time, unit and direction, and a drift of the model.

#![expect(clippy::unwrap_used, reason = "the helpers of a test may fail it")]

use std::{collections::BTreeMap, io::Write};

use domain::place::Coordinates;
use solar::{Climate, Site};

struct Case {
    file: String,
    tilt_deg: f64,
    azimuth_deg: f64,
    reference_kwh: f64,
    reference_poa: f64,
    reference_months: Vec<f64>,
}

/// The folder of reference data; without it, a line on the terminal says what was left out.
fn reference_data(consequence: &str) -> Option<String> {
    let folder = std::env::var("SUNWARD_REFERENCE_DATA").ok();
    if folder.is_none() {
        #[expect(clippy::explicit_write, reason = "the harness keeps what a passing test prints to itself, but not what it writes")]
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so {consequence}").unwrap();
    }
    folder
}

/// Mean and root mean square of the errors of a group of cases.
fn mean_and_rms(errors: &[f64]) -> (f64, f64) {
    let count = f64::from(u32::try_from(errors.len()).unwrap());
    (errors.iter().sum::<f64>() / count, (errors.iter().map(|e| e * e).sum::<f64>() / count).sqrt())
}

#[test]
fn us_sites_agree_with_pvwatts_within_the_band() {
    let Some(data) = reference_data("nothing was compared with PVWatts") else { return };
    let table = std::fs::read_to_string(format!("{data}/pv_reference/pv_reference.csv")).unwrap();
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    let mut cases = Vec::new();
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let number = |index: usize| fields[index].parse::<f64>().unwrap();
        let american = (-125.0..-66.5).contains(&number(2)) && (24.0..49.5).contains(&number(1));
        if fields[7] != "pysam_pvwattsv8" || !american {
            continue;
        }
        sites.entry(fields[0].to_owned()).or_insert_with(|| Site::prepare(Coordinates::parse(fields[1], fields[2]).unwrap()).unwrap());
        cases.push(Case {
            file: fields[0].to_owned(),
            tilt_deg: number(5),
            azimuth_deg: number(6),
            reference_kwh: number(8),
            reference_months: (9..21).map(number).collect(),
            reference_poa: number(21),
        });
    }
    assert!(sites.len() >= 5 && cases.len() >= 100, "{} sites, {} cases", sites.len(), cases.len());

    let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for case in &cases {
        let plane = solar::PlaneSystem { tilt_deg: case.tilt_deg, azimuth_deg: case.azimuth_deg, kw_dc: 1.0 };
        let ours = sites[&case.file].production(&[plane], 0);
        let error = 100.0 * (ours.annual_kwh / case.reference_kwh - 1.0);
        let side = match case.azimuth_deg {
            _ if case.tilt_deg == 0.0 => "level",
            azimuth if (azimuth - 180.0).abs() <= 45.0 => "facing the equator",
            0.0 => "facing the pole",
            _ => "facing east or west",
        };
        groups.entry(side.to_owned()).or_default().push(error);
        groups.entry("all".to_owned()).or_default().push(error);
        groups.entry("irradiation on the plane, all".to_owned()).or_default().push(100.0 * (ours.poa_kwh_m2 / case.reference_poa - 1.0));
        groups.entry(format!("site {}", case.file)).or_default().push(error);
        for (ours, reference) in ours.monthly_kwh.iter().zip(&case.reference_months) {
            // In percent of a mean month: a dark December counts for what it weighs.
            groups.entry("months, all".to_owned()).or_default().push(100.0 * (ours - reference) / (case.reference_kwh / 12.0));
        }
    }
    for (group, errors) in &groups {
        let (mean, rms) = mean_and_rms(errors);
        println!("{group}: {} cases, mean {mean:+.1} %, rms {rms:.1} %", errors.len());
    }
    let (_, equator) = mean_and_rms(&groups["facing the equator"]);
    let (_, all) = mean_and_rms(&groups["all"]);
    assert!(equator <= 10.0, "planes facing the equator: {equator} %");
    assert!(all <= 10.0, "all planes: {all} %");
}

#[test]
fn the_embedded_table_says_what_its_source_says() {
    let Some(data) = reference_data("the climate table was not compared with its source") else { return };
    let source = std::fs::read_to_string(format!("{data}/climate/climate_1deg.csv")).unwrap();
    let mut cells = 0;
    for row in source.lines().skip(1) {
        let fields: Vec<f64> = row.split(',').map(|field| field.parse().unwrap()).collect();
        let ours = Climate::at(Coordinates::parse(&fields[0].to_string(), &fields[1].to_string()).unwrap()).unwrap();
        for month in 0..12 {
            assert!((ours.clearness[month] - fields[2 + month]).abs() <= 0.002 + 1e-9, "{row}");
            assert!((ours.temperature_c[month] - fields[14 + month]).abs() <= 0.25 + 1e-9, "{row}");
        }
        assert!((ours.wind_m_s - fields[26]).abs() <= 0.05 + 1e-9, "{row}");
        cells += 1;
    }
    assert!(cells > 16_000, "{cells}");
}
