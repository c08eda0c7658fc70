//! Where facts are written: the only SQL, one source for SQLite and for MySQL or MariaDB.
//!
//! A use case is one [`Tx`]: rows, jobs of the outbox, timers and the leaf of the trail are committed together
//! or not at all. Changing a row of the business needs a [`policy::Permit`]; lists need a [`policy::Scope`] or a permit.
//! Personal columns are [`Private`]: they open only against a permit.
//!
//! Two kinds of functions take none. What follows from a permitted change in its transaction (timers, outbox, links,
//! idempotency keys, sessions that end): [`Tx::commit`] refuses changes without a leaf, and only the permitted
//! change writes one. And reading one row by its id (`account`, `quote`, `estimate`, `offer`, `change_request`): policy is asked
//! about the row's owner, who stands in the row; the use case asks before it gives anything out.
//!
//! A folder or file is a noun; the same noun names the feature in every other layer.

pub mod access;
pub mod account;
pub mod audit;
pub mod change_request;
pub mod contract;
pub mod crew;
pub mod estimate;
pub mod examination;
pub mod idempotency;
pub mod leaf;
pub mod link;
pub mod mail;
pub mod matching;
pub mod metrics;
pub mod offer;
pub mod order;
pub mod outbox;
pub mod place;
pub mod quote;
pub mod session;
pub mod setting;
pub mod sign_up;
pub mod throttle;
pub mod timer;

mod connect;
mod error;
mod migration;
mod page;
mod private;
mod row;
mod sweep;
mod tx;

pub use connect::{Config, Dialect, Store, create_database};
pub use error::StoreError;
pub use migration::{MigrationState, SCHEMA_VERSION};
pub use page::{Cursor, Page};
pub use private::{Private, SeesClear, SeesMasked};
pub use tx::{Committed, Record, Tx};
