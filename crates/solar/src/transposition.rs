//! From the level to a tilted plane: Perez et al. (1990) with light from the ground.

use crate::sun::Direction;

pub mod perez;

/// Share of the light that the ground throws back: grass and streets, the value of PVWatts.
pub const ALBEDO: f64 = 0.2;

/// A plane's orientation with everything that does not change from hour to hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orientation {
    /// Which way it faces.
    pub normal: Direction,
    /// Share of the sky that it sees.
    pub sky_view: f64,
    /// Sine of the tilt.
    pub sin_tilt: f64,
    /// Share of the ground that it sees.
    pub ground_view: f64,
}

impl Orientation {
    /// From tilt above the horizontal and compass azimuth in degrees.
    #[must_use]
    pub fn new(tilt_deg: f64, azimuth_deg: f64) -> Self {
        let normal = Direction::normal(tilt_deg, azimuth_deg);
        Self {
            normal,
            sky_view: f64::midpoint(1.0, normal.up),
            sin_tilt: normal.east.hypot(normal.north),
            ground_view: (1.0 - normal.up) / 2.0,
        }
    }
}
