//! From light to direct current: cover, cell temperature, rated power.
//!
//! After PVWatts version 5 with the temperature model of version 8. Simplified on purpose: power is linear in irradiance
//! (no single-diode curve, no spectral correction), and the cover is plain glass without a coating.

/// What a module is like. The rated power is a matter of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Module {
    /// Change of power per °C above 25 °C of the cell.
    pub temperature_coefficient: f64,
    /// Nominal operating cell temperature as mounted, °C.
    pub nominal_cell_c: f64,
    /// Share of the light that becomes current at rated conditions.
    pub efficiency: f64,
    /// Share that soiling, mismatch, wiring, connections, light-induced degradation, nameplate and downtime take.
    pub losses: f64,
}

/// A crystalline module a hand's breadth above a roof: the defaults of PVWatts.
pub const ON_ROOF: Module = Module { temperature_coefficient: -0.0037, nominal_cell_c: 49.0, efficiency: 0.1913, losses: 0.140_757 };

impl Module {
    /// DC power per kW of rated power, kW, after the losses.
    /// `effective` is the irradiance behind the cover in W/m², `heating` comes from [`Module::heating`].
    #[must_use]
    pub fn dc_per_kw(&self, effective: f64, air_c: f64, heating: f64) -> f64 {
        let cell_c = air_c + effective * heating;
        let rated = effective / 1000.0 * (1.0 + self.temperature_coefficient * (cell_c - 25.0));
        rated.max(0.0) * (1.0 - self.losses)
    }

    /// How much the cell is warmer than the air, °C per W/m², at a wind in m/s measured at 10 m.
    #[must_use]
    pub fn heating(&self, wind_m_s: f64) -> f64 {
        // 0.51 brings the wind from 10 m down to the roof; 0.9 is transmittance times absorptance.
        (self.nominal_cell_c - 20.0) / 800.0 * (1.0 - self.efficiency / 0.9) * 9.5 / (5.7 + 3.8 * 0.51 * wind_m_s)
    }
}

/// Glass over the cells: how much light passes at an angle relative to straight on. De Soto et al. (2006), one pane.
pub mod cover {
    #![expect(
        clippy::indexing_slicing,
        clippy::as_conversions,
        reason = "numeric kernel: an index from a cosine clamped to 0..=1 into nodes that span it"
    )]

    const REFRACTIVE_INDEX: f64 = 1.526;
    /// Extinction (4 per metre) times thickness (2 mm).
    const ABSORPTION: f64 = 0.008;
    const STEPS: usize = 256;

    /// The transmittance as a table over the cosine of the angle of incidence, made once a site.
    #[derive(Clone, Debug)]
    pub struct Cover {
        nodes: [f64; STEPS + 1],
    }

    impl Default for Cover {
        fn default() -> Self {
            let straight = transmittance(1.0);
            Self { nodes: std::array::from_fn(|node| transmittance(node as f64 / STEPS as f64) / straight) }
        }
    }

    impl Cover {
        /// Share of a beam that passes, relative to straight on, by the cosine of the angle of incidence.
        #[must_use]
        pub fn beam(&self, cos_incidence: f64) -> f64 {
            let position = cos_incidence.clamp(0.0, 1.0) * STEPS as f64;
            let node = (position as usize).min(STEPS - 1);
            let share = position - node as f64;
            self.nodes[node] * (1.0 - share) + self.nodes[node + 1] * share
        }

        /// The same for the light of the whole sky on a plane of that tilt in degrees. Brandemuehl and Beckman (1980).
        #[must_use]
        pub fn sky(&self, tilt_deg: f64) -> f64 {
            self.beam((59.7 - 0.1388 * tilt_deg + 0.001_497 * tilt_deg * tilt_deg).to_radians().cos())
        }

        /// The same for the light of the ground.
        #[must_use]
        pub fn ground(&self, tilt_deg: f64) -> f64 {
            self.beam((90.0 - 0.5788 * tilt_deg + 0.002_693 * tilt_deg * tilt_deg).to_radians().cos())
        }
    }

    /// Fresnel's reflection at the face and Bouguer's absorption in the glass.
    fn transmittance(cos_incidence: f64) -> f64 {
        let n = REFRACTIVE_INDEX;
        let c = cos_incidence;
        let inside = (1.0 - (1.0 - c * c) / (n * n)).sqrt();
        let perpendicular = ((c - n * inside) / (c + n * inside)).powi(2);
        let parallel = ((n * c - inside) / (n * c + inside)).powi(2);
        (1.0 - f64::midpoint(perpendicular, parallel)) * (-ABSORPTION / inside).exp()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn glass_passes_less_at_grazing_angles() {
            let cover = Cover::default();
            assert!((cover.beam(1.0) - 1.0).abs() < 1e-12 && cover.beam(0.0) < 1e-12);
            let at = |degrees: f64| cover.beam(degrees.to_radians().cos());
            // Nothing to speak of is lost up to 30°, some at 60°, a third at 80°.
            assert!(at(30.0) > 0.995 && (0.93..0.97).contains(&at(60.0)) && (0.6..0.8).contains(&at(80.0)), "{} {}", at(60.0), at(80.0));
            for step in 0..90 {
                assert!(at(f64::from(step)) >= at(f64::from(step + 1)));
            }
            for tilt in 0..=90 {
                let tilt = f64::from(tilt);
                assert!((0.8..1.0).contains(&cover.sky(tilt)) && (0.0..1.0).contains(&cover.ground(tilt)));
            }
        }

        #[test]
        fn the_table_is_close_to_the_formula() {
            let cover = Cover::default();
            let worst = (50..=1000)
                .map(|step| f64::from(step) / 1000.0)
                .map(|c| (cover.beam(c) - transmittance(c) / transmittance(1.0)).abs())
                .fold(0.0, f64::max);
            assert!(worst < 1e-3, "{worst}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rated_conditions_give_rated_power_less_the_losses() {
        let power = ON_ROOF.dc_per_kw(1000.0, 25.0, 0.0);
        assert!((power - (1.0 - 0.140_757)).abs() < 1e-12);
        assert!(ON_ROOF.dc_per_kw(0.0, 25.0, 0.02).abs() < 1e-12);
    }

    #[test]
    fn heat_costs_and_wind_cools() {
        let (calm, breeze) = (ON_ROOF.heating(0.5), ON_ROOF.heating(6.0));
        assert!(calm > breeze && breeze > 0.0);
        assert!((20.0..50.0).contains(&(1000.0 * calm)), "{calm}");
        assert!(ON_ROOF.dc_per_kw(800.0, 35.0, calm) < ON_ROOF.dc_per_kw(800.0, 5.0, breeze));
    }
}
