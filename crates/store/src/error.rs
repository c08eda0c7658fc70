//! What can go wrong between us and the database.

use sea_orm::{DbErr, SqlErr};

/// Why a read or a transaction failed. Nothing of it is ever said to a stranger.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the row first, or it is gone.
    #[error("the row was changed by somebody else")]
    Conflict,
    /// A unique constraint: the value is taken.
    #[error("a value that must be unique is taken")]
    Taken,
    /// The database asks to try the whole transaction again.
    #[error("the database asks to try again")]
    TryAgain,
    /// The connection was lost while committing: it is unknown whether the transaction took place.
    #[error("unknown whether the transaction took place")]
    Unknown,
    /// A change without a leaf in the trail is not committed.
    #[error("a change was not recorded in the trail")]
    Untold,
    /// A sealed value does not open where it lies.
    #[error("a sealed value does not open")]
    Unsealable,
    /// A stored value is not of its type.
    #[error("a stored value of {0} cannot be read")]
    Corrupt(&'static str),
    /// No randomness, no key.
    #[error("no randomness")]
    NoRandomness,
    /// The database file, account or schema is not as it must be.
    #[error("{0}")]
    Setup(String),
    /// Anything else.
    #[error("database: {0}")]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
            return Self::Taken;
        }
        if asks_to_try_again(&error) {
            return Self::TryAgain;
        }
        Self::Database(error)
    }
}

impl From<vault::NoRandomness> for StoreError {
    fn from(_: vault::NoRandomness) -> Self {
        Self::NoRandomness
    }
}

impl StoreError {
    /// The whole transaction may be tried again.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::TryAgain)
    }
}

/// Deadlock (1213), lock wait (1205), snapshot conflict (1020), SQLSTATE 40001, SQLITE_BUSY (5) and its kin (261, 517).
fn asks_to_try_again(error: &DbErr) -> bool {
    let (DbErr::Exec(inner) | DbErr::Query(inner) | DbErr::Conn(inner)) = error else { return false };
    let sea_orm::RuntimeErr::SqlxError(sqlx) = inner else { return false };
    let Some(database) = sqlx.as_database_error() else { return false };
    let code = database.code();
    let code = code.as_deref().unwrap_or_default();
    if matches!(code, "5" | "6" | "261" | "517" | "40001") {
        return true;
    }
    database.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>().is_some_and(|e| matches!(e.number(), 1213 | 1205 | 1020))
}
