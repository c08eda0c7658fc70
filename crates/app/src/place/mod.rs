//! Towns and ZIP codes: where a roof roughly is, before the customer moves the pin.
//!
//! A company imports a table of its own ([`import`]). Without one there is the built-in table of Colorado's
//! towns ([`towns`]), so that the first estimate needs no file.

mod import;
mod lookup;
mod name;
mod position;
mod state;
mod town;

#[cfg(test)]
mod scratch;

pub use import::{Format, ImportError, Refusal, Report, RowError, import};
pub use lookup::{FoundPlace, lookup};
pub use position::is_near;
pub(crate) use position::{check_roof, check_site};
pub use town::{STATE as TOWNS_STATE, Town, near, towns};

/// ISO 3166 alpha-2 of the only country whose postal codes we read.
const COUNTRY: &str = "US";
