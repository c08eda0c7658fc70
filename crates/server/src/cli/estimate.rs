//! `sunward estimate`

use std::{path::PathBuf, str::FromStr};

use clap::{ArgGroup, Args};
use solar::Horizon;

/// Rated power beyond this is a slip of the keyboard, kW.
const MOST_KW: f64 = 1_000_000.0;

/// `sunward estimate`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sunward estimate --lat 39.74 --lon -104.99 --tilt 30 --azimuth 180 --kw 5
  sunward estimate --weather Denver.epw --tilt 30 --azimuth 180 --kw 5 --svg year.svg
  sunward estimate --weather Denver.epw --plane 27:90:3.4 --plane 27:270:3.4 --json
  sunward estimate --lat 39.74 --lon -104.99 --tilt 30 --azimuth 180 --horizon 0,0,4,12,20,12,4,0

Exit codes:
  0  done
  1  the picture or standard output cannot be written
  2  the command line or the weather file cannot be used, or there is no climate data for the place")]
pub(crate) struct Estimate {
    #[command(flatten)]
    pub(crate) sky: Sky,
    /// Tilt of the panels above the horizontal, degrees, 0 to 90
    #[arg(long, value_name = "DEGREES", value_parser = tilt, requires = "azimuth", required_unless_present = "planes", allow_negative_numbers = true)]
    pub(crate) tilt: Option<f64>,
    /// Compass direction that the panels face, degrees: 0 north, 90 east, 180 south, 270 west
    #[arg(long, value_name = "DEGREES", value_parser = azimuth, requires = "tilt", allow_negative_numbers = true)]
    pub(crate) azimuth: Option<f64>,
    /// Rated power of the panels, kW of direct current
    #[arg(long, value_name = "KW", value_parser = kilowatts, default_value = "1", requires = "tilt", allow_negative_numbers = true)]
    pub(crate) kw: f64,
    /// A further plane behind the same inverter: tilt, azimuth and kW; may be repeated
    #[arg(long = "plane", value_name = "T:A:KW", allow_hyphen_values = true)]
    pub(crate) planes: Vec<Plane>,
    #[command(flatten)]
    pub(crate) shading: Shading,
    /// Prints JSON instead of a table
    #[arg(long)]
    pub(crate) json: bool,
    /// Draws the year, hour by hour and month by month, into this file
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

/// Where the weather comes from.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("sky").required(true).args(["weather", "latitude"])))]
pub(crate) struct Sky {
    /// A typical year: EPW, TMY3, NSRDB or SAM CSV, PVGIS CSV or JSON; `-` reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "longitude")]
    pub(crate) weather: Option<PathBuf>,
    /// Degrees north, for a year made from the built-in climate table
    #[arg(id = "latitude", long = "lat", value_name = "DEGREES", value_parser = latitude, requires = "longitude", allow_negative_numbers = true)]
    pub(crate) latitude: Option<f64>,
    /// Degrees east
    #[arg(id = "longitude", long = "lon", value_name = "DEGREES", value_parser = longitude, requires = "latitude", allow_negative_numbers = true)]
    pub(crate) longitude: Option<f64>,
}

/// What stands between the sun and the panels.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Shading {
    /// Height of what stands around, degrees, in directions of equal distance, clockwise from the north, as PVGIS takes it
    #[arg(long, value_name = "H,H,...", allow_hyphen_values = true)]
    pub(crate) horizon: Option<HorizonHeights>,
    /// Share of the energy that near things take, such as a chimney or a tree, percent, to its tenth
    #[arg(long = "shade", value_name = "PERCENT", value_parser = shade_per_mille, default_value = "0", allow_negative_numbers = true)]
    pub(crate) shade_per_mille: u16,
}

/// Heights of the horizon, as they were given and as the engine takes them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HorizonHeights {
    /// Above the level, degrees, clockwise from the north.
    pub(crate) heights_deg: Vec<f64>,
    /// The same for the engine.
    pub(crate) profile: Horizon,
}

impl FromStr for HorizonHeights {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let heights_deg =
            text.split(',').map(|height| number("a height of the horizon", height, 0.0, 90.0)).collect::<Result<Vec<_>, _>>()?;
        let profile = Horizon::new(&heights_deg).ok_or_else(|| "the horizon has more than 3600 heights".to_owned())?;
        Ok(Self { heights_deg, profile })
    }
}

impl Estimate {
    /// All planes, that of `--tilt` and `--azimuth` first.
    pub(crate) fn all_planes(&self) -> Vec<Plane> {
        let first = self.tilt.zip(self.azimuth).map(|(tilt_deg, azimuth_deg)| Plane { tilt_deg, azimuth_deg, kw_dc: self.kw });
        first.into_iter().chain(self.planes.iter().copied()).collect()
    }
}

/// Panels of one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Plane {
    /// Above the horizontal, degrees.
    pub(crate) tilt_deg: f64,
    /// Compass direction, degrees.
    pub(crate) azimuth_deg: f64,
    /// Rated power, kW.
    pub(crate) kw_dc: f64,
}

impl FromStr for Plane {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split(':').collect();
        let [tilt_deg, azimuth_deg, kw_dc] = parts.as_slice() else {
            return Err("a plane is tilt:azimuth:kW, such as 30:180:5.2".to_owned());
        };
        Ok(Self { tilt_deg: tilt(tilt_deg)?, azimuth_deg: azimuth(azimuth_deg)?, kw_dc: kilowatts(kw_dc)? })
    }
}

fn tilt(text: &str) -> Result<f64, String> {
    number("the tilt", text, 0.0, 90.0)
}

fn azimuth(text: &str) -> Result<f64, String> {
    number("the azimuth", text, 0.0, 360.0)
}

fn latitude(text: &str) -> Result<f64, String> {
    number("the latitude", text, -90.0, 90.0)
}

fn longitude(text: &str) -> Result<f64, String> {
    number("the longitude", text, -180.0, 180.0)
}

#[expect(clippy::as_conversions, reason = "0 to 1,000 once it is rounded")]
fn shade_per_mille(text: &str) -> Result<u16, String> {
    Ok((number("the shade", text, 0.0, 100.0)? * 10.0).round() as u16)
}

fn kilowatts(text: &str) -> Result<f64, String> {
    let kw = number("the power", text, 0.0, MOST_KW)?;
    if kw > 0.0 { Ok(kw) } else { Err("the power must be more than 0 kW".to_owned()) }
}

fn number(what: &str, text: &str, least: f64, most: f64) -> Result<f64, String> {
    let value: f64 = text.trim().parse().map_err(|_| format!("{what} is no number: {text:?}"))?;
    // Not a number is in no range.
    if (least..=most).contains(&value) { Ok(value) } else { Err(format!("{what} must be {least} to {most}")) }
}
