//! A typical year of weather, hour by hour, and the readers of the files that hold one.
//!
//! Every reader takes the name of a file for its messages and the bytes in it; none opens anything. [`read()`] finds out
//! which one a file needs. What a file must have is complete: 8,760 hours with beam and diffuse irradiance. A 29 February
//! is left out with a warning; gaps in temperature or wind of up to a day are bridged with a warning; anything else that
//! is missing is refused by file, line and reason. Values that nature does not have are kept and counted as
//! [`Warning`]s; the model gives no energy in hours with more beam than the sun sends.

pub mod column;
pub mod epw;
pub mod nsrdb;
pub mod pvgis_csv;
pub mod pvgis_json;
pub mod reason;
pub mod recognise;
pub mod station;
pub mod text;
pub mod tmy3;
pub mod warning;
pub mod year;

pub use reason::{Reason, Refused};
pub use recognise::read;
pub use station::Station;
pub use warning::{Doubt, Warning};

/// Hours of a year without a leap day.
pub const HOURS: usize = 8_760;

/// Where hours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// EnergyPlus weather file.
    Epw,
    /// NREL's third set of typical years, comma-separated.
    Tmy3,
    /// The comma-separated files of the NSRDB and of SAM.
    Nsrdb,
    /// Typical year of PVGIS, comma-separated.
    PvgisCsv,
    /// Typical year of PVGIS, JSON.
    PvgisJson,
    /// Made from monthly means: see [`crate::synthetic`].
    Synthetic,
}

impl Source {
    /// Its name in text and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Epw => "EPW",
            Self::Tmy3 => "TMY3",
            Self::Nsrdb => "NSRDB/SAM CSV",
            Self::PvgisCsv => "PVGIS CSV",
            Self::PvgisJson => "PVGIS JSON",
            Self::Synthetic => "synthetic year",
        }
    }
}

/// A typical year at a place. Hour 0 begins on 1 January at midnight of the station's standard time.
#[derive(Clone, Debug, PartialEq)]
pub struct Weather {
    /// Where the hours come from.
    pub source: Source,
    /// Whose weather it is.
    pub station: Station,
    /// Which moment the irradiance of an hour belongs to, hours after the beginning of the hour: 0.5 for means.
    pub moment_h: f64,
    /// What in it nature does not have, or was mended.
    pub warnings: Vec<Warning>,
    /// The hours.
    pub hours: Hours,
}

/// 8,760 hours, one array for each quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Direct normal irradiance, W/m².
    pub beam: Box<[f32; HOURS]>,
    /// Diffuse horizontal irradiance, W/m².
    pub diffuse: Box<[f32; HOURS]>,
    /// Air temperature, °C.
    pub air_c: Box<[f32; HOURS]>,
    /// Wind at 10 m, m/s.
    pub wind_m_s: Box<[f32; HOURS]>,
}

impl Default for Hours {
    /// A calm night at 0 °C that lasts a year.
    fn default() -> Self {
        let empty = || Box::new([0.0; HOURS]);
        Self { beam: empty(), diffuse: empty(), air_c: empty(), wind_m_s: empty() }
    }
}
