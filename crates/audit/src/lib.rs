//! Whether all this is true: the audit by the OWASP Top 10, of Sunward and of other systems.
//!
//! Evidence is gathered by collectors ([`collect`], [`tree`]) into plain values ([`evidence`]); [`check`]s are pure
//! functions over evidence, one file each below `checks`; [`run`] runs them; [`report`] says what came out. A check that
//! could not look is *not tested*, with a reason, and never counts as passed. Each brings a mutant: a broken system that
//! must turn it red, and a sound twin that must not.
//!
//! [`controls`] is the index from what must be true of Sunward to the code that keeps it and the tests that try it.
//!
//! This crate knows evidence, not our other crates.

pub mod check;
mod checks;
pub mod collect;
pub mod controls;
pub mod evidence;
pub mod finding;
mod mutant;
pub mod report;
mod run;
pub mod standard;
pub mod tree;
pub mod words;

pub use mutant::{Trial, prove};
pub use run::{HistoryFile, Outcome, Run, Subject, run};
