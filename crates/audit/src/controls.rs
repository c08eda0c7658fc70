//! The index from what must be true to the code that keeps it and the tests that try it: `controls.csv`.
//!
//! A row names what stands; an empty cell says that nothing does. Whether the whole of a control holds is for the
//! [checks](crate::checks) to find out.

mod control;
mod coverage;
pub(crate) mod csv;
mod index;
mod reference;

pub use control::{Area, Basis, Control, ControlId, Evidence};
pub use coverage::{Coverage, by_category};
pub use csv::Malformed;
pub use index::{NotAnIndex, controls, parse};
pub use reference::{NotAReference, Reference};
