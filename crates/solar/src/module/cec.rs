//! The single-diode curve of the cells: six parameters after De Soto et al. (2006) and Dobos (2012).
//!
//! The maximum power is solved once for a grid of irradiances and temperatures, and read as a table: at each irradiance
//! power is a parabola in temperature.

#![expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "numeric kernel: an index between 0 and 1023 from an irradiance that was capped"
)]

use std::sync::LazyLock;

use super::reference;

/// Change of the short-circuit current, A/K.
const ALPHA: f64 = 0.004_755;
/// Modified ideality factor at reference, V.
const IDEALITY: f64 = 1.659_16;
/// Light current at reference, A.
const LIGHT_CURRENT: f64 = 9.513_93;
/// Diode saturation current at reference, A.
const SATURATION: f64 = 4.378_13e-11;
/// Series resistance, Ω.
const SERIES: f64 = 0.269_953;
/// Shunt resistance at reference, Ω.
const SHUNT: f64 = 654.059;
/// Adjustment of the temperature coefficient, per cent.
const ADJUST: f64 = 5.795_86;
/// Boltzmann's constant, eV/K.
const BOLTZMANN: f64 = 8.618e-5;
const REFERENCE_K: f64 = 298.15;
/// Band gap of silicon at reference, eV.
const BAND_GAP: f64 = 1.12;

/// Highest power over rated power, by the irradiance in W/m² that reaches the cells and their temperature in °C.
/// Nothing below 1 W/m².
#[must_use]
pub fn relative_power(irradiance: f64, cell_c: f64) -> f64 {
    if irradiance < 1.0 {
        return 0.0;
    }
    let kelvin = cell_c + 273.15;
    let ratio = kelvin / REFERENCE_K;
    let warming = kelvin - REFERENCE_K;
    let light = (irradiance / 1000.0 * (LIGHT_CURRENT + ALPHA * (1.0 - ADJUST / 100.0) * warming)).max(0.0);
    let gap = BAND_GAP * (1.0 - 0.000_267_7 * warming);
    let saturation = SATURATION * ratio.powi(3) * ((BAND_GAP / REFERENCE_K - gap / kelvin) / BOLTZMANN).exp();
    let ideality = IDEALITY * ratio;
    let shunt = SHUNT * 1000.0 / irradiance;
    highest_power(light, saturation, ideality, shunt) / (reference::VOLTAGE_V * reference::CURRENT_A)
}

/// Over the voltage at the diode, current and terminal voltage are explicit, so the maximum is the root of one derivative.
fn highest_power(light: f64, saturation: f64, ideality: f64, shunt: f64) -> f64 {
    let point = |diode: f64| {
        let exponential = (diode / ideality).exp();
        let current = light - saturation * (exponential - 1.0) - diode / shunt;
        let slope = -saturation / ideality * exponential - 1.0 / shunt;
        let voltage = diode - current * SERIES;
        (voltage * current, (1.0 - slope * SERIES) * current + voltage * slope)
    };
    let (mut low, mut high) = (0.0, ideality * (light / saturation + 1.0).ln());
    for _ in 0..48 {
        let middle = f64::midpoint(low, high);
        if point(middle).1 > 0.0 { low = middle } else { high = middle }
    }
    point(f64::midpoint(low, high)).0.max(0.0)
}

/// Between two nodes, W/m².
pub(crate) const STEP: f32 = 1.5;
/// Highest irradiance of the table, W/m²; more is taken as this. No plane on earth gets it for an hour.
pub(crate) const BRIGHTEST: f32 = 1_530.0;
/// The parabola is in the difference to this temperature, °C.
pub(crate) const CENTRE_C: f32 = 30.0;
/// Cell temperatures that the parabola goes through, °C.
const SUPPORT_C: [f64; 3] = [-8.0, 30.0, 68.0];
const NODES: usize = 1_024;

/// Relative power over irradiance at each node: constant, slope per step, and the powers of temperature.
pub(crate) type Table = [[f32; 4]; NODES];

static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    let mut parabolas = vec![[0.0_f64; 3]; NODES + 1];
    for (node, parabola) in parabolas.iter_mut().enumerate().skip(1) {
        let irradiance = node as f64 * f64::from(STEP);
        *parabola = through(SUPPORT_C.map(|cell_c| (cell_c - f64::from(CENTRE_C), relative_power(irradiance, cell_c) / irradiance)));
    }
    let mut table = Box::new([[0.0; 4]; NODES]);
    for node in 1..NODES {
        let [a, b, c] = parabolas[node];
        // The node at 0 has no power, so the slope of its neighbour looks forward only.
        let slope = if node == 1 { parabolas[2][0] - a } else { (parabolas[node + 1][0] - parabolas[node - 1][0]) / 2.0 };
        table[node] = [a as f32, slope as f32, b as f32, c as f32];
    }
    table
});

/// [`relative_power`] as a table.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// An entry of the table; the caller's index is at most 1023.
#[inline]
pub(crate) fn entry(table: &Table, index: u32) -> [f32; 4] {
    table[index as usize & (NODES - 1)]
}

/// The parabola through three points, by Newton's divided differences.
fn through([(x0, y0), (x1, y1), (x2, y2)]: [(f64, f64); 3]) -> [f64; 3] {
    let (d01, d12) = ((y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1));
    let d012 = (d12 - d01) / (x2 - x0);
    [y0 - d01 * x0 + d012 * x0 * x1, d01 - d012 * (x0 + x1), d012]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rated_conditions_give_rated_power() {
        assert!((relative_power(1000.0, 25.0) - 1.0).abs() < 2e-3, "{}", relative_power(1000.0, 25.0));
        let coefficient = (relative_power(1000.0, 45.0) - relative_power(1000.0, 25.0)) / 20.0;
        assert!((-0.005..-0.0035).contains(&coefficient), "{coefficient}");
        assert!(relative_power(0.5, 25.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_table_is_close_to_the_formula() {
        let table = table();
        let mut worst = 0.0_f64;
        for irradiance in (3..1500).step_by(7) {
            for cell_c in (-25..=85).step_by(5) {
                let (irradiance, cell_c) = (f64::from(irradiance) + 0.37, f64::from(cell_c));
                let position = irradiance / f64::from(STEP);
                let node = position.round();
                let [a, slope, b, c] = entry(table, node as u32);
                let t = cell_c - f64::from(CENTRE_C);
                let read = irradiance * (f64::from(a) + f64::from(slope) * (position - node) + t * (f64::from(b) + t * f64::from(c)));
                worst = worst.max((read - relative_power(irradiance, cell_c)).abs());
            }
        }
        // The worst is at -25 °C in full sun; between 0 and 70 °C it is a fifth of that.
        assert!(worst < 6e-4, "{worst}");
    }
}
