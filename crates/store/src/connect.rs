//! Connections: one writer and several readers on SQLite, a pool for each on MySQL.

use std::{path::PathBuf, sync::Arc, time::Duration};

use domain::Timestamp;
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use uuid::Uuid;
use vault::{KeyRing, Random};

use crate::{StoreError, Tx};

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Config {
    /// One file on this machine.
    Sqlite {
        /// The file; made when absent.
        path: PathBuf,
    },
    /// A server that speaks MySQL's protocol.
    MySql {
        /// `mysql://user:password@host/database?ssl-mode=VERIFY_IDENTITY`
        url: String,
        /// Connections at most, half of them for transactions; at least four.
        connections: u32,
    },
}

/// Which SQL is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// MySQL or MariaDB.
    MySql,
}

struct Inner {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    dialect: Dialect,
    keys: KeyRing,
    random: Arc<dyn Random>,
}

/// The open store. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("dialect", &self.0.dialect).finish_non_exhaustive()
    }
}

/// Readers of one SQLite file.
const SQLITE_READERS: u32 = 4;

impl Store {
    /// Opens the database. Does not migrate.
    ///
    /// # Errors
    /// It cannot be reached or opened.
    pub async fn open(config: &Config, keys: KeyRing, random: Arc<dyn Random>) -> Result<Self, StoreError> {
        let (writer, reader, dialect) = match config {
            Config::Sqlite { path } => {
                let text = path.to_str().ok_or_else(|| StoreError::Setup("the database's path is not valid Unicode".into()))?;
                let url = format!("sqlite://{text}?mode=rwc");
                let writer = sqlite(&url, 1, false).await?;
                let reader = sqlite(&url, SQLITE_READERS, true).await?;
                (writer, reader, Dialect::Sqlite)
            }
            Config::MySql { url, connections } => {
                // Apart, as on SQLite: a transaction that reads beside itself must not wait for a connection that another
                // transaction holds while it waits for the same.
                let writers = connections / 2;
                (mysql(url, writers).await?, mysql(url, connections.saturating_sub(writers)).await?, Dialect::MySql)
            }
        };
        Ok(Self(Arc::new(Inner { writer, reader, dialect, keys, random })))
    }
    /// Which SQL is spoken.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.0.writer
    }
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.0.reader
    }
    /// The keys; they open nothing without a place, and rows give places only against permits.
    #[must_use]
    pub fn keys(&self) -> &KeyRing {
        &self.0.keys
    }
    /// Where chance comes from.
    #[must_use]
    pub fn random(&self) -> &dyn Random {
        self.0.random.as_ref()
    }

    /// Begins a transaction that will write. `request` names the request it is part of.
    ///
    /// # Errors
    /// No connection, or the database is busy.
    pub async fn begin(&self, now: Timestamp, request: Option<Uuid>) -> Result<Tx, StoreError> {
        Ok(Tx::new(self.begin_plain().await?, self.clone(), now, request))
    }
    /// The same for what is no change of anybody's and has no leaf.
    pub(crate) async fn begin_plain(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = match self.0.dialect {
            // A deferred transaction that upgrades fails at once; an immediate one waits its turn.
            Dialect::Sqlite => {
                TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() }
            }
            Dialect::MySql => TransactionOptions { isolation_level: Some(IsolationLevel::ReadCommitted), ..TransactionOptions::default() },
        };
        Ok(self.0.writer.begin_with_options(options).await?)
    }

    /// The database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.0.reader.ping().await?;
        Ok(())
    }

    /// Closes all connections after what runs has ended.
    ///
    /// # Errors
    /// A connection could not be closed cleanly.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.0.reader.clone().close().await?;
        self.0.writer.clone().close().await?;
        Ok(())
    }
}

async fn sqlite(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, StoreError> {
    use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    let mut options = ConnectOptions::new(url);
    options
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |o| {
            let o = o
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("trusted_schema", "OFF")
                .pragma("secure_delete", "ON");
            if read_only { o.pragma("query_only", "ON") } else { o }
        });
    Ok(Database::connect(options).await?)
}

async fn mysql(url: &str, connections: u32) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url);
    options
        .min_connections(1)
        .max_connections(connections.max(2))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .map_sqlx_mysql_pool_opts(|o| {
            o.after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::Executor::execute(connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED").await?;
                    Ok(())
                })
            })
        });
    Ok(Database::connect(options).await?)
}

/// Makes an empty database on a server, for tests and for setting up.
///
/// # Errors
/// The name is not made of lower-case letters, digits and underscores, or the account may not create databases.
pub async fn create_database(server_url: &str, name: &str) -> Result<(), StoreError> {
    if name.is_empty() || !name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
        return Err(StoreError::Setup("a database's name is made of lower-case letters, digits and underscores".into()));
    }
    let server = mysql(server_url, 2).await?;
    // A name cannot be a bound parameter; it was checked to be nothing but a name.
    sea_orm::ConnectionTrait::execute_unprepared(&server, &format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"))
        .await?;
    server.close().await?;
    Ok(())
}
