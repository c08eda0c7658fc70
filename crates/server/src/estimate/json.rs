//! The year as JSON.

use serde::Serialize;

use super::engine::Year;
use crate::failure::Failure;

#[derive(Serialize)]
struct Estimate<'a> {
    model: &'static str,
    kw_dc: f64,
    planes: Vec<Plane>,
    shade_percent: f64,
    /// Heights, degrees, clockwise from the north.
    horizon_deg: Option<&'a [f64]>,
    ac_annual_kwh: f64,
    ac_monthly_kwh: [f64; 12],
    poa_annual_kwh_m2: f64,
    uncertainty: Uncertainty,
    weather: Weather<'a>,
}

#[derive(Serialize)]
struct Plane {
    tilt_deg: f64,
    azimuth_deg: f64,
    kw_dc: f64,
}

#[derive(Serialize)]
struct Uncertainty {
    /// One standard deviation over the annual energy.
    relative_sigma: f64,
    p90_annual_kwh: f64,
    p50_annual_kwh: f64,
    p10_annual_kwh: f64,
    basis: &'static str,
}

#[derive(Serialize)]
struct Weather<'a> {
    source: &'static str,
    file: Option<&'a str>,
    station: Option<&'a str>,
    latitude_deg: f64,
    longitude_deg: f64,
    utc_offset_h: f64,
    warnings: &'a [String],
}

/// One object on several lines.
pub(super) fn of(year: &Year) -> Result<String, Failure> {
    let estimate = Estimate {
        model: "PVWatts 8",
        kw_dc: rounded(year.kw_dc()),
        planes: year.planes.iter().map(|p| Plane { tilt_deg: p.tilt_deg, azimuth_deg: p.azimuth_deg, kw_dc: p.kw_dc }).collect(),
        shade_percent: f64::from(year.shading.shade_per_mille) / 10.0,
        horizon_deg: year.shading.horizon.as_ref().map(|horizon| &*horizon.heights_deg),
        ac_annual_kwh: rounded(year.annual_kwh),
        ac_monthly_kwh: year.monthly_kwh.map(rounded),
        poa_annual_kwh_m2: rounded(year.poa_kwh_m2),
        uncertainty: Uncertainty {
            relative_sigma: rounded(year.relative_sigma),
            p90_annual_kwh: rounded(year.low_kwh),
            p50_annual_kwh: rounded(year.annual_kwh),
            p10_annual_kwh: rounded(year.high_kwh),
            basis: year.source.basis,
        },
        weather: Weather {
            source: year.source.kind,
            file: year.source.file.as_deref(),
            station: Some(&*year.source.station).filter(|name| !name.is_empty()),
            latitude_deg: year.source.latitude_deg,
            longitude_deg: year.source.longitude_deg,
            utc_offset_h: rounded(year.source.utc_offset_h),
            warnings: &year.source.warnings,
        },
    };
    let mut text = serde_json::to_string_pretty(&estimate).map_err(|error| Failure::failed("the estimate has no JSON").because(error))?;
    text.push('\n');
    Ok(text)
}

/// To a ten-thousandth: beyond that digits say more about the processor than about the sun.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
