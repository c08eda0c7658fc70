//! What a solar order is: pure types and rules.
//!
//! No I/O, no clock, no randomness: time, chance and ids are parameters.
//! A folder is a noun of the business; the same noun names the feature in every other layer.

pub mod account;
pub mod calendar;
pub mod change_request;
pub mod contract;
pub mod estimate;
pub mod id;
pub mod invalid;
pub mod language;
pub mod money;
pub mod order;
pub mod place;
pub mod price;
pub mod quote;
pub mod savings;
pub mod text;
pub mod time;

pub use invalid::{Invalid, Reason};
pub use language::Language;
pub use money::{Currency, Money};
pub use time::Timestamp;
