//! How the program is, without a single personal value.

use domain::{Timestamp, account::Role};
use policy::{Permit, Resource, act};
use store::{Dialect, MigrationState, SCHEMA_VERSION};

use crate::{App, Caller, Error, quote};

/// What an engineer sees.
#[derive(Clone, Debug)]
pub struct Health {
    /// Version of the program.
    pub version: &'static str,
    /// Which database.
    pub database: &'static str,
    /// Version of the schema.
    pub schema: i64,
    /// The schema is the one that the program needs.
    pub schema_current: bool,
    /// Hash of the policies.
    pub policy_hash: String,
    /// Jobs that wait.
    pub jobs_waiting: u64,
    /// Jobs that were given up.
    pub jobs_given_up: u64,
    /// Leaves of the trail.
    pub leaves: u64,
    /// Leaves that wait for the sequencer.
    pub leaves_pending: u64,
    /// When the newest leaf was written.
    pub newest_leaf_at: Option<Timestamp>,
    /// When the next clock runs out.
    pub next_timer_at: Option<Timestamp>,
    /// Orders, all stages.
    pub orders: u64,
    /// Accounts by role.
    pub accounts: Vec<(Role, u64)>,
    /// Imported places.
    pub places: u64,
}

/// How the program is.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller) -> Result<Health, Error> {
    let permit: Permit<act::HealthRead> = app.permit(caller, Resource::Company).await?;
    let store = app.store();
    let (jobs_waiting, jobs_given_up) = store.count_jobs().await?;
    let (leaves, leaves_pending) = store.count_leaves().await?;
    let mut accounts = Vec::new();
    for role in Role::PEOPLE {
        accounts.push((role, store.count_accounts(role).await?));
    }
    Ok(Health {
        version: env!("CARGO_PKG_VERSION"),
        database: match store.dialect() {
            Dialect::Sqlite => "SQLite",
            Dialect::MySql => "MySQL",
        },
        schema: SCHEMA_VERSION,
        schema_current: store.migration_state().await? == MigrationState::Current,
        policy_hash: quote::hex(&app.engine().policy_hash()),
        jobs_waiting,
        jobs_given_up,
        leaves,
        leaves_pending,
        newest_leaf_at: store.newest_leaf_at().await?,
        next_timer_at: store.next_timer().await?.map(|timer| timer.due_at),
        orders: store.orders_by_stage(&permit).await?.iter().map(|(_, n)| n).sum(),
        accounts,
        places: store.count_places().await?,
    })
}

/// The program can serve: the database answers and has the schema that is needed.
///
/// # Errors
/// It cannot.
pub async fn ready(app: &App) -> Result<(), Error> {
    app.store().ping().await?;
    match app.store().migration_state().await? {
        MigrationState::Current => Ok(()),
        state => Err(Error::Internal(format!("schema: {state:?}").into())),
    }
}
