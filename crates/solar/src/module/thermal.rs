//! How warm the cells get: the nominal-operating-cell-temperature model (Duffie and Beckman, chapter 23.3, with the wind
//! of De Soto et al. 2006).

use super::reference;

/// Cell temperature at 800 W/m², 20 °C and 1 m/s, for modules a hand's breadth above a roof, °C.
pub const NOMINAL_ON_ROOF_C: f64 = 49.0;

/// Transmittance times absorptance.
const ABSORBED: f64 = 0.9;

/// How much the cells are warmer than the air without wind, °C per W/m² behind the cover, times the heat transfer [`STILL`] + [`BY_WIND`] · wind.
#[must_use]
pub const fn heating(nominal_cell_c: f64) -> f64 {
    (nominal_cell_c - 20.0) / 800.0 * (1.0 - reference::EFFICIENCY / ABSORBED) * 9.5
}

/// Heat transfer at still air, W/m²K.
pub const STILL: f32 = 5.7;
/// What each m/s of wind at 10 m adds; 0.51 brings it down to the height of a roof.
pub const BY_WIND: f32 = 3.8 * 0.51;
