//! How much the air lifts a low sun.

/// Degrees by which the sun appears higher than it is, by its true elevation in degrees, at 1010 mbar and 10 °C; nothing
/// when it is down altogether. Reda and Andreas (2004), eq. 42, after Bennett (1982).
#[must_use]
pub fn lift_deg(true_elevation_deg: f64) -> f64 {
    if true_elevation_deg < LOWEST_DEG {
        return 0.0;
    }
    1.02 / (60.0 * (true_elevation_deg + 10.3 / (true_elevation_deg + 5.11)).to_radians().tan())
}

/// The upper rim is up while the centre is at most this far below: half the disc and the lift at the horizon, degrees.
pub const LOWEST_DEG: f64 = -(0.266_67 + 0.566_7);

/// What air of another pressure and temperature does, relative to 1010 mbar and 10 °C.
#[must_use]
pub fn density(elevation_m: f64, air_c: f64) -> f64 {
    let pressure_mbar = 1013.25 * (-elevation_m / 8_434.5).exp();
    pressure_mbar / 1010.0 * 283.0 / (273.0 + air_c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_sun_is_lifted_by_half_a_degree_and_the_high_sun_not_at_all() {
        assert!((0.45..0.60).contains(&lift_deg(0.0)));
        assert!(lift_deg(89.0) < 0.001 && lift_deg(-2.0).abs() < f64::EPSILON);
        assert!(density(1650.0, 10.0) < 0.85);
    }
}
