//! Modules on one plane.

#![expect(clippy::as_conversions, reason = "numeric kernel: factors of a plane in single precision")]

use crate::{module::cover, transposition::Orientation};

/// Modules on one plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneSystem {
    /// Above the horizontal, degrees; taken as 0 to 90.
    pub tilt_deg: f64,
    /// Compass direction that the plane faces, degrees; 180 is south.
    pub azimuth_deg: f64,
    /// Rated power of its modules, kW; less than nothing counts as nothing.
    pub kw_dc: f64,
}

impl PlaneSystem {
    /// Itself with its measures in range; none when there is nothing to compute.
    pub(crate) fn sound(&self) -> Option<Self> {
        let finite = self.tilt_deg.is_finite() && self.azimuth_deg.is_finite() && self.kw_dc.is_finite();
        (finite && self.kw_dc > 0.0).then(|| Self {
            tilt_deg: self.tilt_deg.clamp(0.0, 90.0),
            azimuth_deg: self.azimuth_deg.rem_euclid(360.0),
            ..*self
        })
    }
}

/// What the hours of a year need of a plane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facing {
    pub(crate) east: f32,
    pub(crate) north: f32,
    pub(crate) up: f32,
    pub(crate) sky_view: f32,
    pub(crate) sin_tilt: f32,
    pub(crate) ground_view: f32,
    /// Share of the light of the sky that passes the cover.
    pub(crate) through_sky: f32,
    /// Share of the light of the ground that passes the cover.
    pub(crate) through_ground: f32,
    /// Its part of the rated power of all planes.
    pub(crate) share: f32,
}

impl Facing {
    /// Of a plane with its measures in range.
    pub(crate) fn of(plane: &PlaneSystem, all_kw: f64) -> Self {
        let orientation = Orientation::new(plane.tilt_deg, plane.azimuth_deg);
        Self {
            east: orientation.normal.east as f32,
            north: orientation.normal.north as f32,
            up: orientation.normal.up as f32,
            sky_view: orientation.sky_view as f32,
            sin_tilt: orientation.sin_tilt as f32,
            ground_view: orientation.ground_view as f32,
            through_sky: cover::sky(plane.tilt_deg) as f32,
            through_ground: cover::ground(plane.tilt_deg) as f32,
            share: (plane.kw_dc / all_kw) as f32,
        }
    }
}
