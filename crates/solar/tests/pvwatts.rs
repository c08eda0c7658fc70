//! Our model against NREL's PVWatts 8 (through PySAM) and pvlib's Perez, on every reference row whose weather file is there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "the helpers of a test may fail it")]

use std::{collections::BTreeMap, io::Write, path::Path};

use solar::{PlaneSystem, Production, Site, weather};

/// One row of `pv_reference.csv`.
struct Reference {
    file: String,
    model: String,
    plane: PlaneSystem,
    annual_kwh: f64,
    monthly_kwh: Vec<f64>,
    poa_kwh_m2: f64,
}

/// Relative errors, as fractions.
struct Errors(Vec<f64>);

impl Errors {
    fn count(&self) -> f64 {
        f64::from(u32::try_from(self.0.len()).unwrap())
    }
    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.count()
    }
    fn rms(&self) -> f64 {
        (self.0.iter().map(|error| error * error).sum::<f64>() / self.count()).sqrt()
    }
    fn largest(&self) -> f64 {
        self.0.iter().fold(0.0, |most, error| most.max(error.abs()))
    }
    /// What 99 of 100 stay below.
    fn p99(&self) -> f64 {
        let mut sorted: Vec<f64> = self.0.iter().map(|error| error.abs()).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() * 99 / 100]
    }
    fn print(&self, name: &str) {
        let [mean, rms, p99, most] = [self.mean(), self.rms(), self.p99(), self.largest()].map(|error| 100.0 * error);
        println!("{name:<44} {:5} values  mean {mean:+.4} %  rms {rms:.4} %  p99 {p99:.3} %  max {most:.3} %", self.0.len());
    }
}

fn references(data: &str) -> Vec<Reference> {
    let table = std::fs::read_to_string(format!("{data}/pv_reference/pv_reference.csv")).unwrap();
    let reference = |row: &str| {
        let fields: Vec<&str> = row.split(',').collect();
        let number = |index: usize| fields[index].parse::<f64>().unwrap();
        Reference {
            file: fields[0].to_owned(),
            model: fields[7].to_owned(),
            plane: PlaneSystem { tilt_deg: number(5), azimuth_deg: number(6), kw_dc: 1.0 },
            annual_kwh: number(8),
            monthly_kwh: (9..21).map(number).collect(),
            poa_kwh_m2: number(21),
        }
    };
    table.lines().skip(1).map(reference).filter(|row| Path::new(&format!("{data}/weather/{}", row.file)).exists()).collect()
}

#[test]
fn every_reference_row_is_met() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so nothing was compared with PVWatts").unwrap();
        return;
    };
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    let (mut annual, mut monthly, mut poa_sam, mut poa_pvlib) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut by_site: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in references(&data) {
        let site = sites.entry(row.file.clone()).or_insert_with(|| {
            let bytes = std::fs::read(format!("{data}/weather/{}", row.file)).unwrap();
            Site::of(&weather::read(&row.file, &bytes).unwrap())
        });
        let ours: Production = site.production(&[row.plane], 0);
        match row.model.as_str() {
            "pysam_pvwattsv8" => {
                let error = ours.annual_kwh / row.annual_kwh - 1.0;
                annual.push(error);
                by_site.entry(row.file.clone()).or_default().push(error);
                poa_sam.push(ours.poa_kwh_m2 / row.poa_kwh_m2 - 1.0);
                monthly.extend(ours.monthly_kwh.iter().zip(&row.monthly_kwh).map(|(ours, theirs)| ours / theirs - 1.0));
            }
            "pvlib_pvwatts_perez" => poa_pvlib.push(ours.poa_kwh_m2 / row.poa_kwh_m2 - 1.0),
            _ => {}
        }
    }
    assert!(sites.len() >= 8 && annual.len() >= 184, "{} sites, {} rows", sites.len(), annual.len());
    for (file, errors) in by_site {
        Errors(errors).print(&file);
    }
    let (annual, monthly, poa_sam, poa_pvlib) = (Errors(annual), Errors(monthly), Errors(poa_sam), Errors(poa_pvlib));
    annual.print("AC of the year against PySAM");
    monthly.print("AC of the months against PySAM");
    poa_sam.print("plane of array against PySAM");
    poa_pvlib.print("plane of array against pvlib, Perez");
    assert!(annual.mean().abs() <= 0.000_3 && annual.rms() <= 0.001 && annual.largest() <= 0.004);
    assert!(monthly.rms() <= 0.002 && monthly.p99() <= 0.006);
    assert!(!poa_pvlib.0.is_empty() && poa_pvlib.rms() <= 0.003);
}
