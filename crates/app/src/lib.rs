//! What the company does: one function per use case.
//!
//! A use case loads in scope, asks policy, lets the domain decide, writes, and commits once. What it answers with was
//! committed before. It never sees HTTP.

pub mod access;
pub mod account;
pub mod audit;
pub mod change_request;
pub mod demo;
pub mod denial;
pub mod estimate;
pub mod house;
pub mod mail;
pub mod matching;
pub mod offer;
pub mod order;
pub mod place;
pub mod quote;
pub mod sample;
pub mod session;
pub mod staff;
pub mod timer;
pub mod worker;

mod caller;
mod clock;
mod context;
mod error;
mod idempotency;
mod transaction;

pub use caller::Caller;
pub use clock::Clock;
pub use context::{App, Company, Setup};
pub use error::{Conflict, Error};
pub use idempotency::IdempotencyKey;
