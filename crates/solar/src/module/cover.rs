//! Glass with an anti-reflective coating over the cells: how much light passes at an angle relative to straight on.
//!
//! Fresnel's reflection and Bouguer's absorption at each layer, as De Soto, Klein and Beckman (2006) apply them.

#![expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "numeric kernel: an index between 0 and 1024 from a cosine between 0 and 1"
)]

use std::sync::LazyLock;

const COATING: Layer = Layer { outer_index: 1.0, index: 1.3, absorption: 4.0 * 0.000_02 };
const GLASS: Layer = Layer { outer_index: 1.3, index: 1.526, absorption: 4.0 * 0.002 };

/// The same glass without a coating.
const GLASS_ALONE: Layer = Layer { outer_index: 1.0, ..GLASS };

/// A plane layer of a refractive index under one of another.
struct Layer {
    outer_index: f64,
    index: f64,
    /// Extinction times thickness.
    absorption: f64,
}

impl Layer {
    /// Share that passes at an angle in radians, and the angle inside.
    fn transmittance(&self, outside: f64) -> (f64, f64) {
        let inside = (self.outer_index / self.index * outside.sin()).asin();
        let (difference, sum) = (inside - outside, inside + outside);
        let reflected = f64::midpoint((difference.sin() / sum.sin()).powi(2), (difference.tan() / sum.tan()).powi(2));
        ((1.0 - reflected) * (-self.absorption / inside.cos()).exp(), inside)
    }
}

/// Share of a beam that passes at an angle of incidence in degrees, relative to straight on, at most 1.
#[must_use]
pub fn beam(incidence_deg: f64) -> f64 {
    let (coating, inside) = COATING.transmittance(incidence_deg.clamp(STRAIGHT_DEG, 90.0).to_radians());
    let (glass, _) = GLASS.transmittance(inside);
    (coating * glass / straight_on()).min(1.0)
}

/// Share of scattered light that passes at an effective angle of incidence in degrees, relative to a beam straight on, at
/// most 1: glass alone.
fn scattered(incidence_deg: f64) -> f64 {
    let (glass, _) = GLASS_ALONE.transmittance(incidence_deg.clamp(STRAIGHT_DEG, 90.0).to_radians());
    (glass / straight_on()).min(1.0)
}

/// What passes straight on, by which all shares are measured: the coating, and the glass as if it had none over it. NREL's
/// engine measures so (found by taking its hourly results apart); a coating that hands its light over to the glass would
/// let 4 % more through.
fn straight_on() -> f64 {
    let (coating, inside) = COATING.transmittance(STRAIGHT_DEG.to_radians());
    let (glass, _) = GLASS_ALONE.transmittance(inside);
    coating * glass
}

/// The formula has no value at 0°.
const STRAIGHT_DEG: f64 = 1.0;

/// The same for the light of the whole sky on a plane of that tilt in degrees. Brandemuehl and Beckman (1980).
#[must_use]
pub fn sky(tilt_deg: f64) -> f64 {
    scattered(59.7 - 0.138_8 * tilt_deg + 0.001_497 * tilt_deg * tilt_deg)
}

/// The same for the light of the ground.
#[must_use]
pub fn ground(tilt_deg: f64) -> f64 {
    scattered(90.0 - 0.578_8 * tilt_deg + 0.002_693 * tilt_deg * tilt_deg)
}

/// Nodes of the table over the cosine, less one.
pub(crate) const STEPS: f32 = 1_024.0;
const NODES: usize = 2_048;

/// Value and slope per step at each node; the nodes behind 1024 are never asked and make the index safe by a mask.
pub(crate) type Table = [[f32; 2]; NODES];

static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    let at = |node: f64| beam((node / f64::from(STEPS)).clamp(0.0, 1.0).acos().to_degrees());
    let mut table = Box::new([[1.0, 0.0]; NODES]);
    for (node, entry) in table.iter_mut().enumerate().take(STEPS as usize + 1) {
        let node = node as f64;
        // One-sided at both ends.
        let (before, after) = ((node - 1.0).max(0.0), (node + 1.0).min(f64::from(STEPS)));
        *entry = [at(node) as f32, ((at(after) - at(before)) / (after - before)) as f32];
    }
    table
});

/// [`beam`] as a table over the cosine of the angle of incidence.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// An entry of the table; the caller's index is at most 1024.
#[inline]
pub(crate) fn entry(table: &Table, index: u32) -> [f32; 2] {
    table[index as usize & (NODES - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glass_passes_less_at_grazing_angles() {
        assert!((beam(0.0) - 1.0).abs() < 1e-12 && beam(90.0) < 1e-6);
        // Nothing is lost up to 50°, little at 65°, a third at 80°.
        assert!(beam(50.0) >= 1.0 && (0.95..0.99).contains(&beam(65.0)) && (0.65..0.75).contains(&beam(80.0)), "{}", beam(80.0));
        for step in 0..90 {
            assert!(beam(f64::from(step)) >= beam(f64::from(step + 1)));
        }
        for tilt in 0..=90 {
            let tilt = f64::from(tilt);
            assert!((0.8..=1.0).contains(&sky(tilt)) && (0.0..=1.0).contains(&ground(tilt)));
        }
    }

    #[test]
    fn the_table_is_close_to_the_formula() {
        let table = table();
        let mut worst = 0.0_f64;
        for step in 20..=10_000 {
            let cos = f64::from(step) / 10_000.0;
            let position = cos * f64::from(STEPS);
            let node = position.round();
            let [value, slope] = entry(table, node as u32);
            let read = f64::from(value) + f64::from(slope) * (position - node);
            worst = worst.max((read - beam(cos.acos().to_degrees())).abs());
        }
        assert!(worst < 2e-4, "{worst}");
    }
}
