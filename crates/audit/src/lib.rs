//! Whether all this is true: the index from control to code and test.
//!
//! `controls.csv` lists what must be true of the company's system: 109 controls, each with where it comes from, its
//! OWASP and ASVS numbers, how it is kept, how that is probed on the running system, and which attack must fail. Two
//! columns say what stands today: the code that keeps it and the tests that try it. A test walks through the
//! repository and proves that everything they name is there.
//!
//! What the columns do not say: that a control is complete. A row names what stands; an empty cell says that nothing
//! does. Whether the whole of a control holds is for the probes to find out, on a running system: the command
//! `sunward audit`, which collects evidence, runs the probes and reports by OWASP category, is **not here yet**.
//!
//! This crate knows evidence, not our other crates.

mod control;
mod coverage;
mod csv;
mod index;
mod reference;
mod standard;

pub use control::{Area, Basis, Control, ControlId, Evidence};
pub use coverage::{Coverage, by_category};
pub use csv::Malformed;
pub use index::{NotAnIndex, controls, parse};
pub use reference::{NotAReference, Reference};
pub use standard::{Category, Edition, Level, Requirement};
