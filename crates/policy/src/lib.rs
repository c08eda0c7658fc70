//! Who may do what.
//!
//! Cedar decides ([`Engine`]), types enforce: [`Permit`] is the proof that policy said yes to one actor, one
//! action and one row, and [`Scope`] says which rows a reader may see at all. Only this crate makes either.
//! Policies and schema are files in `policies/`, compiled in; their hash is part of every leaf of the trail.
//!
//! Default is no. A policy that errors would be skipped by Cedar, so any diagnostic is a denial.

mod action;
mod actor;
mod engine;
mod permit;
mod resource;
mod scope;

pub use action::{Act, Action, act};
pub use actor::{Actor, Amr, Env};
pub use engine::{Engine, PolicyError};
pub use permit::{Denied, Permit};
pub use resource::Resource;
pub use scope::{Rows, Scope, scope_of_orders};
