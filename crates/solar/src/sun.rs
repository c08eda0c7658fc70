//! Where the sun is.
//!
//! - [`series`]: right ascension and declination from a truncated VSOP87, good to 0.001°;
//! - [`position`]: topocentric and unrefracted, at any moment and place;
//! - [`refraction`]: how much the air lifts a low sun;
//! - [`almanac`]: the sun of every hour of the typical calendar, made once a process and turned to each place;
//! - [`arc`]: the way of the sun over one day, for hours that are made from means.

pub mod almanac;
pub mod arc;
pub mod position;
pub mod refraction;
pub mod series;

/// Irradiance outside the atmosphere at the mean distance of the earth, W/m²: the value of NREL's models.
pub const SOLAR_CONSTANT: f64 = 1367.0;

/// Irradiance on a plane that faces the sun outside the atmosphere, W/m², on a day of the year (1 for the first of
/// January): the first harmonic of the distance, as NREL's models have it (Duffie and Beckman, eq. 1.4.1a).
#[must_use]
pub fn extraterrestrial_normal(day_of_year: u16) -> f64 {
    SOLAR_CONSTANT * (1.0 + 0.033 * (std::f64::consts::TAU * f64::from(day_of_year) / 365.0).cos())
}

/// A direction as a unit vector: east, north, up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Direction {
    /// Towards the east.
    pub east: f64,
    /// Towards the north.
    pub north: f64,
    /// Towards the zenith.
    pub up: f64,
}

impl Direction {
    /// The normal of a plane of that tilt above the horizontal and compass azimuth, in degrees.
    #[must_use]
    pub fn normal(tilt_deg: f64, azimuth_deg: f64) -> Self {
        let (sin_tilt, cos_tilt) = tilt_deg.to_radians().sin_cos();
        let (sin_azimuth, cos_azimuth) = azimuth_deg.to_radians().sin_cos();
        Self { east: sin_tilt * sin_azimuth, north: sin_tilt * cos_azimuth, up: cos_tilt }
    }

    /// Cosine of the angle between two directions.
    #[must_use]
    pub fn dot(self, other: Self) -> f64 {
        self.east * other.east + self.north * other.north + self.up * other.up
    }

    /// Angle above the horizon, degrees.
    #[must_use]
    pub fn elevation_deg(self) -> f64 {
        self.up.atan2(self.east.hypot(self.north)).to_degrees()
    }

    /// Compass direction, degrees, 0 to 360; 90 is east. At the zenith it is 0.
    #[must_use]
    pub fn azimuth_deg(self) -> f64 {
        self.east.atan2(self.north).to_degrees().rem_euclid(360.0)
    }
}
