//! From what was asked to a year of energy: the only file here that knows the engine.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use domain::place::Coordinates;
use solar::{Horizon, PlaneSystem, Site, Weather, weather};

use crate::{
    cli::{Plane, Shading, Sky},
    failure::Failure,
};

/// A typical year of some panels.
#[derive(Clone, Debug)]
pub(crate) struct Year {
    pub(crate) source: Source,
    pub(crate) planes: Vec<Plane>,
    pub(crate) shading: Shading,
    /// AC energy of each month, January first, kWh.
    pub(crate) monthly_kwh: [f64; 12],
    /// AC energy, kWh.
    pub(crate) annual_kwh: f64,
    /// Exceeded in nine of ten cases, kWh.
    pub(crate) low_kwh: f64,
    /// Exceeded in one of ten cases, kWh.
    pub(crate) high_kwh: f64,
    /// One standard deviation over the annual energy.
    pub(crate) relative_sigma: f64,
    /// Irradiation on the planes, mean by rated power, kWh/m².
    pub(crate) poa_kwh_m2: f64,
    /// AC power, mean of each of 8,760 hours, kW.
    pub(crate) ac_kw: Vec<f32>,
}

impl Year {
    /// Rated power of all planes, kW.
    pub(crate) fn kw_dc(&self) -> f64 {
        self.planes.iter().map(|plane| plane.kw_dc).sum()
    }
}

/// Whose weather it is.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What kind of file, or the climate table.
    pub(crate) kind: &'static str,
    /// The file, as it was given.
    pub(crate) file: Option<String>,
    /// The station as the file calls it; may be empty.
    pub(crate) station: String,
    /// Degrees north.
    pub(crate) latitude_deg: f64,
    /// Degrees east.
    pub(crate) longitude_deg: f64,
    /// Standard time of the hours less universal time, hours; the sun's own mean time without a file.
    pub(crate) utc_offset_h: f64,
    /// What in the file is doubtful.
    pub(crate) warnings: Vec<String>,
    /// What the uncertainty rests upon.
    pub(crate) basis: &'static str,
}

/// What the planes give where the weather is from, behind what stands around them.
pub(crate) fn year(sky: &Sky, planes: &[Plane], shading: &Shading) -> Result<Year, Failure> {
    let horizon = shading.horizon.as_ref().map(|horizon| &horizon.profile);
    let (site, source) = match (&sky.weather, sky.latitude.zip(sky.longitude)) {
        (Some(path), _) => from_file(path, horizon)?,
        (None, Some(place)) => from_climate(place, horizon)?,
        (None, None) => return Err(Failure::unusable("neither --weather nor --lat and --lon were given")),
    };
    let systems: Vec<PlaneSystem> =
        planes.iter().map(|plane| PlaneSystem { tilt_deg: plane.tilt_deg, azimuth_deg: plane.azimuth_deg, kw_dc: plane.kw_dc }).collect();
    let shade = shading.shade_per_mille;
    let production = site.production(&systems, shade);
    Ok(Year {
        source,
        planes: planes.to_vec(),
        shading: shading.clone(),
        monthly_kwh: production.monthly_kwh,
        annual_kwh: production.annual_kwh,
        low_kwh: production.band.low_annual_kwh,
        high_kwh: production.band.high_annual_kwh,
        relative_sigma: production.band.relative_sigma,
        poa_kwh_m2: production.poa_kwh_m2,
        ac_kw: site.hourly(&systems, shade).ac_kw.to_vec(),
    })
}

fn from_file(path: &Path, horizon: Option<&Horizon>) -> Result<(Site, Source), Failure> {
    let name = path.display().to_string();
    let unread = |error: io::Error| Failure::unusable(format!("--weather {name}: the file cannot be read")).because(error);
    let bytes = read(path).map_err(unread)?;
    let weather: Weather = weather::read(&name, &bytes).map_err(|refused| Failure::unusable(format!("--weather {refused}")))?;
    let source = Source {
        kind: weather.source.name(),
        file: Some(name),
        station: named(&weather.station.name),
        latitude_deg: weather.station.latitude_deg,
        longitude_deg: weather.station.longitude_deg,
        utc_offset_h: weather.station.utc_offset_h,
        warnings: weather.warnings.iter().map(ToString::to_string).collect(),
        basis: "a typical year against the long-term mean of its place (a judgement), and the model",
    };
    Ok((Site::of_behind(&weather, horizon), source))
}

/// PVGIS calls every place the same.
fn named(station: &str) -> String {
    if station.eq_ignore_ascii_case("unknown") { String::new() } else { station.to_owned() }
}

/// One byte more than a reader takes, so that a larger file is refused as such.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(weather::text::LARGEST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn from_climate((latitude, longitude): (f64, f64), horizon: Option<&Horizon>) -> Result<(Site, Source), Failure> {
    let asked = format!("--lat {latitude} --lon {longitude}");
    let place = Coordinates::parse(&format!("{latitude:.6}"), &format!("{longitude:.6}"))
        .map_err(|invalid| Failure::unusable(&*asked).because(invalid))?;
    let site = Site::prepare_behind(place, horizon).map_err(|none| Failure::unusable(&*asked).because(none))?;
    let source = Source {
        kind: "climate table",
        file: None,
        station: String::new(),
        latitude_deg: latitude,
        longitude_deg: longitude,
        utc_offset_h: longitude / 15.0,
        warnings: Vec::new(),
        basis: "the built-in climate table against measured typical years, and the model",
    };
    Ok((site, source))
}
