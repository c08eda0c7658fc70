//! From the level to a tilted plane: Perez (1990) with light from the ground.

#![expect(clippy::indexing_slicing, reason = "numeric kernel: the bin is found by counting the seven edges, so it is 0 to 7")]

use crate::{sun::Direction, synthetic::Hour};

/// Share of the light that the ground throws back: grass and streets, the value of PVWatts.
pub const ALBEDO: f64 = 0.2;

/// Below this height (zenith angle over 87.5°) the sky is taken as uniform.
const LOW_SUN: f64 = 0.043_619_387;
/// Cosine of 85°: the circumsolar share grows no further when the sun is lower.
const CIRCUMSOLAR_FLOOR: f64 = 0.087_155_742;

const CLEARNESS_EDGES: [f64; 7] = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];
/// Perez et al. (1990), all sites composite: F11, F12, F13, F21, F22, F23 of each bin of sky clearness.
const BRIGHTNESS: [[f64; 6]; 8] = [
    [-0.008, 0.588, -0.062, -0.060, 0.072, -0.022],
    [0.130, 0.683, -0.151, -0.019, 0.066, -0.029],
    [0.330, 0.487, -0.221, 0.055, -0.064, -0.026],
    [0.568, 0.187, -0.295, 0.109, -0.152, -0.014],
    [0.873, -0.392, -0.362, 0.226, -0.462, 0.001],
    [1.132, -1.237, -0.412, 0.288, -0.823, 0.056],
    [1.060, -1.600, -0.359, 0.264, -1.127, 0.131],
    [0.678, -0.327, -0.250, 0.156, -1.377, 0.251],
];

/// The light of one hour, taken apart once for all planes of a site. W/m².
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sky {
    /// Where the sun is.
    pub sun: Direction,
    /// On a plane that faces the sun.
    pub direct_normal: f64,
    /// Uniform part of the diffuse light, on the level.
    pub uniform: f64,
    /// Part from around the sun, on a plane that faces the sun.
    pub circumsolar: f64,
    /// Brightening of the horizon; negative under an overcast sky.
    pub horizon: f64,
    /// Global irradiance on the level.
    pub global: f64,
}

/// Irradiance on a plane, by origin, because the cover of a module passes each differently. W/m².
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneOfArray {
    /// Cosine of the angle of incidence of the beam, never negative.
    pub cos_incidence: f64,
    /// From the sun itself.
    pub beam: f64,
    /// From the sky.
    pub sky: f64,
    /// From the ground.
    pub ground: f64,
}

impl PlaneOfArray {
    /// All three together.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.beam + self.sky + self.ground
    }
}

/// A plane's orientation with everything that does not change from hour to hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orientation {
    normal: Direction,
    sky_view: f64,
    sin_tilt: f64,
    ground_view: f64,
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

impl Sky {
    /// Takes the light of an hour apart.
    #[must_use]
    pub fn of(hour: &Hour) -> Self {
        let diffuse = hour.diffuse_horizontal;
        let (circumsolar, horizon) = if hour.sun.up > LOW_SUN && diffuse > 0.0 { brightness(hour) } else { (0.0, 0.0) };
        Self {
            sun: hour.sun,
            direct_normal: hour.direct_normal,
            uniform: diffuse * (1.0 - circumsolar),
            circumsolar: diffuse * circumsolar / hour.sun.up.max(CIRCUMSOLAR_FLOOR),
            horizon: diffuse * horizon,
            global: hour.global_horizontal,
        }
    }

    /// What of it falls on a plane.
    #[must_use]
    pub fn on(&self, plane: &Orientation) -> PlaneOfArray {
        let cos_incidence = self.sun.dot(plane.normal).max(0.0);
        PlaneOfArray {
            cos_incidence,
            beam: self.direct_normal * cos_incidence,
            sky: (self.uniform * plane.sky_view + self.circumsolar * cos_incidence + self.horizon * plane.sin_tilt).max(0.0),
            ground: ALBEDO * self.global * plane.ground_view,
        }
    }
}

/// The coefficients F1 (circumsolar) and F2 (horizon) of an hour whose diffuse irradiance is above zero.
fn brightness(hour: &Hour) -> (f64, f64) {
    let zenith = hour.sun.up.min(1.0).acos();
    let cubed = 1.041 * zenith.powi(3);
    let clearness = ((hour.diffuse_horizontal + hour.direct_normal) / hour.diffuse_horizontal + cubed) / (1.0 + cubed);
    let delta = hour.diffuse_horizontal * air_mass(hour.sun.up) / hour.extraterrestrial_normal;
    let bin = CLEARNESS_EDGES.iter().take_while(|edge| clearness >= **edge).count();
    let [f11, f12, f13, f21, f22, f23] = BRIGHTNESS[bin];
    ((f11 + f12 * delta + f13 * zenith).clamp(0.0, 1.0), f21 + f22 * delta + f23 * zenith)
}

/// Relative optical air mass from the cosine of the zenith angle. Young (1994), here without a power or an arc cosine.
fn air_mass(cos_zenith: f64) -> f64 {
    let c = cos_zenith;
    (c * (1.002_432 * c + 0.148_386) + 0.009_646_7) / (c * (c * (c + 0.149_864) + 0.010_296_3) + 0.000_303_978)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(direct: f64, diffuse: f64, elevation_deg: f64) -> Hour {
        let (up, south) = elevation_deg.to_radians().sin_cos();
        Hour {
            month: 0,
            daylight: 1.0,
            sun: Direction { east: 0.0, north: -south, up },
            global_horizontal: direct * up + diffuse,
            diffuse_horizontal: diffuse,
            direct_normal: direct,
            extraterrestrial_normal: 1367.0,
            air_c: 20.0,
            wind_m_s: 2.0,
        }
    }

    #[test]
    fn on_the_level_nothing_is_lost_or_gained() {
        for (direct, diffuse) in [(0.0, 50.0), (100.0, 200.0), (600.0, 120.0), (900.0, 70.0)] {
            for elevation in [6.0, 20.0, 45.0, 80.0] {
                let hour = hour(direct, diffuse, elevation);
                let plane = Sky::of(&hour).on(&Orientation::new(0.0, 180.0));
                assert!((plane.total() - hour.global_horizontal).abs() < 1e-9, "{direct} {diffuse} {elevation}");
            }
        }
    }

    #[test]
    fn a_plane_that_faces_away_gets_no_beam() {
        let plane = Sky::of(&hour(800.0, 100.0, 20.0)).on(&Orientation::new(60.0, 0.0));
        assert!(plane.beam == 0.0 && plane.sky > 0.0 && plane.ground > 0.0);
    }

    #[test]
    fn air_mass_is_one_overhead_and_about_thirty_eight_at_the_horizon() {
        assert!((air_mass(1.0) - 1.0).abs() < 0.001);
        assert!((air_mass(0.5) - 1.994).abs() < 0.01);
        assert!((30.0..40.0).contains(&air_mass(0.0)));
    }
}
