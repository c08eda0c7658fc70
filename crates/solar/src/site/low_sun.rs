//! What depends on the height of the sun alone, as a table over its sine.

#![expect(clippy::as_conversions, clippy::indexing_slicing, reason = "numeric kernel: the index is cut to the size of the table")]

use std::sync::LazyLock;

use crate::{
    module::air_mass,
    sun::refraction::{LOWEST_DEG, lift_deg},
};

/// Sine of the lowest sun of the table: below it even refraction leaves no sun.
pub(super) const LOWEST: f32 = -0.0145;
/// Nodes for a difference of 1 in the sine.
pub(super) const STEPS: f32 = 4_000.0;
const NODES: usize = 4_096;

/// What depends on the height of the sun.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Height {
    /// By how much refraction raises the sine, in air of 1010 mbar and 10 °C.
    pub(super) lift: f32,
    /// Zenith angle of the sun as it appears, radians.
    pub(super) zenith: f32,
    /// Air mass of the transposition.
    pub(super) perez: f32,
    /// Air mass of the spectrum, at sea level.
    pub(super) kasten: f32,
}

pub(super) type Table = [Height; NODES];

static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    let mut table = Box::new([Height::default(); NODES]);
    for (node, height) in table.iter_mut().enumerate() {
        let sine = (f64::from(LOWEST) + node as f64 / f64::from(STEPS)).min(1.0);
        let true_deg = sine.asin().to_degrees();
        let seen_deg = if true_deg < LOWEST_DEG { true_deg } else { true_deg + lift_deg(true_deg) };
        let zenith_deg = (90.0 - seen_deg).clamp(0.0, 90.0);
        *height = Height {
            lift: (seen_deg.to_radians().sin() - sine) as f32,
            zenith: zenith_deg.to_radians() as f32,
            perez: air_mass::perez(zenith_deg) as f32,
            kasten: air_mass::kasten(zenith_deg) as f32,
        };
    }
    table
});

/// The table.
pub(super) fn table() -> &'static Table {
    &TABLE
}

/// An entry; the caller's index comes from a sine of at most 1.
#[inline]
pub(super) fn entry(table: &Table, index: u32) -> Height {
    table[index as usize & (NODES - 1)]
}
