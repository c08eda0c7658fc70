//! How long the way of the light through the air is, and what that does to the current.

/// Relative optical air mass by the zenith angle in degrees, capped at 86°. Kasten (1966).
#[must_use]
pub fn kasten(zenith_deg: f64) -> f64 {
    let zenith = zenith_deg.min(86.0);
    1.0 / (zenith.to_radians().cos() + 0.505_7 * (96.080 - zenith).powf(-1.634))
}

/// The older formula that Perez fitted his model with (Kasten 1965): zenith angle in degrees, below 93.9°.
#[must_use]
pub fn perez(zenith_deg: f64) -> f64 {
    1.0 / (zenith_deg.to_radians().cos() + 0.15 * (93.9 - zenith_deg).powf(-1.253))
}

/// Pressure at a height above the sea relative to sea level, by which air mass shrinks.
#[must_use]
pub fn pressure_ratio(elevation_m: f64) -> f64 {
    (-0.000_118_4 * elevation_m).exp()
}

/// Coefficients of the spectral correction by powers of the absolute air mass: De Soto et al. (2006), polycrystalline
/// silicon after King et al. (2004).
pub const SPECTRUM: [f32; 5] = [0.918_093, 0.086_257, -0.024_459, 0.002_816, -0.000_126];
