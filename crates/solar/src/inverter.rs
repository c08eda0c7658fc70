//! From direct to alternating current: Sandia's inverter model (King et al., SAND2007-5036) with the coefficients that
//! PVWatts version 8 gives it: no curvature, so a straight line between what it needs itself and its rating.

/// kW of modules per kW of inverter.
pub const DC_AC_RATIO: f64 = 1.15;
/// Efficiency at rated power.
pub const EFFICIENCY: f64 = 0.96;
/// DC power that the inverter needs before it gives anything, over its rating.
pub const OWN_NEED: f64 = 0.004_931;

/// One inverter for all planes of a system, sized by their rated power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inverter {
    /// Highest AC power, kW.
    pub rated_ac_kw: f64,
    /// DC power at which it begins, kW.
    pub own_need_kw: f64,
    /// AC power for each kW of DC power beyond that.
    pub slope: f64,
}

impl Inverter {
    /// For modules of that rated power in kW.
    #[must_use]
    pub fn for_modules(kw_dc: f64) -> Self {
        let rated_ac_kw = kw_dc / DC_AC_RATIO;
        Self { rated_ac_kw, own_need_kw: OWN_NEED * rated_ac_kw, slope: 1.0 / (1.0 / EFFICIENCY - OWN_NEED) }
    }

    /// AC power in kW for a DC power in kW.
    #[must_use]
    pub fn ac(&self, dc_kw: f64) -> f64 {
        ((dc_kw - self.own_need_kw) * self.slope).clamp(0.0, self.rated_ac_kw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_clips_at_its_rating_and_takes_nothing_from_the_grid() {
        let inverter = Inverter::for_modules(11.5);
        assert!((inverter.ac(11.5) - 10.0).abs() < 1e-12);
        assert!((inverter.ac(10.0 / 0.96) - 10.0).abs() < 1e-9);
        assert!(inverter.ac(0.0).abs() < 1e-12 && inverter.ac(0.01).abs() < 1e-12);
        assert!(Inverter::for_modules(0.0).ac(1.0).abs() < 1e-12);
    }
}
