//! From light to direct current.
//!
//! The "standard" crystalline module of PVWatts version 8 (Dobos, NREL/TP-6A20-62641 for version 5; constants of the version-8
//! engine): [`cover`] glass with an anti-reflective coating, [`air_mass`] the spectrum of a low sun, [`thermal`] the
//! temperature of the cells, [`cec`] the single-diode curve of the cells. [`reference`] has its data sheet.

pub mod air_mass;
pub mod cec;
pub mod cover;
pub mod thermal;

/// The data sheet of the standard module.
pub mod reference {
    /// Voltage at the maximum power point, V.
    pub const VOLTAGE_V: f64 = 35.8;
    /// Current at the maximum power point, A.
    pub const CURRENT_A: f64 = 9.01;
    /// Area, m².
    pub const AREA_M2: f64 = 1.6864;
    /// Share of the light that becomes current at rated conditions.
    pub const EFFICIENCY: f64 = VOLTAGE_V * CURRENT_A / (1000.0 * AREA_M2);
}

/// Share of the direct current that soiling, shading, mismatch, wiring, connections, light-induced degradation,
/// nameplate and downtime take: the defaults of PVWatts (NREL/TP-6A20-62641, table 6), multiplied up.
pub const SYSTEM_LOSSES: f64 = 0.140_757;
