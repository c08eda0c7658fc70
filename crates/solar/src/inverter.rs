//! From direct to alternating current: the inverter of PVWatts version 5.

/// kW of modules per kW of inverter.
pub const DC_AC_RATIO: f64 = 1.15;
/// Efficiency at rated power.
const NOMINAL: f64 = 0.96;
/// Efficiency at rated power of the inverter that the curve was measured on.
const REFERENCE: f64 = 0.9637;

/// One inverter for all planes of a house, sized by their rated power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inverter {
    rated_ac_kw: f64,
    rated_dc_kw: f64,
}

impl Inverter {
    /// For modules of that rated power in kW.
    #[must_use]
    pub fn for_modules(kw_dc: f64) -> Self {
        let rated_ac_kw = kw_dc / DC_AC_RATIO;
        Self { rated_ac_kw, rated_dc_kw: rated_ac_kw / NOMINAL }
    }

    /// AC power in kW for a DC power in kW: nothing below what it needs itself, clipped at its rating.
    #[must_use]
    pub fn ac(&self, dc_kw: f64) -> f64 {
        if self.rated_dc_kw <= 0.0 {
            return 0.0;
        }
        let curve = -0.0162 * dc_kw * dc_kw / self.rated_dc_kw - 0.0059 * self.rated_dc_kw + 0.9858 * dc_kw;
        (NOMINAL / REFERENCE * curve).clamp(0.0, self.rated_ac_kw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_clips_at_its_rating_and_takes_nothing_from_the_grid() {
        let inverter = Inverter::for_modules(11.5);
        assert!((inverter.ac(11.5) - 10.0).abs() < 1e-12);
        assert!(inverter.ac(0.0).abs() < 1e-12 && inverter.ac(0.01).abs() < 1e-12);
        assert!(Inverter::for_modules(0.0).ac(1.0).abs() < 1e-12);
    }

    #[test]
    fn efficiency_peaks_near_ninety_six_percent_between() {
        let inverter = Inverter::for_modules(11.5);
        for (dc, low, high) in [(10.0 / 0.96, 0.959, 0.961), (5.0, 0.95, 0.97), (0.5, 0.80, 0.90)] {
            let efficiency = inverter.ac(dc) / dc;
            assert!((low..high).contains(&efficiency), "{dc}: {efficiency}");
        }
    }
}
