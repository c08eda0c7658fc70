//! A window into the database past `store`: what lies there, and what happens when somebody writes by hand.
//!
//! Besides `store` this is the only SQL in the workspace, and it is linked into tests alone.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection, Statement};

use crate::Database;

/// A connection of its own to the database of a test.
#[derive(Debug)]
pub struct Raw {
    connection: DatabaseConnection,
    is_sqlite: bool,
}

/// One row: the bytes of every column that is not null, by its name. Numbers are decimal text.
pub type Row = BTreeMap<String, Vec<u8>>;

impl Raw {
    /// Opens it.
    ///
    /// # Panics
    /// When it cannot be reached.
    pub async fn open(database: &Database) -> Self {
        let (url, is_sqlite) = match database {
            Database::Sqlite { directory } => (format!("sqlite://{}", directory.join("sunward.sqlite").display()), true),
            Database::MySql { url } => (url.clone(), false),
        };
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Self { connection: sea_orm::Database::connect(options).await.expect("a second connection"), is_sqlite }
    }

    /// Runs a statement and says how many rows it changed.
    ///
    /// # Errors
    /// What the database says against it.
    pub async fn execute(&self, sql: &str) -> Result<u64, String> {
        self.connection.execute_unprepared(sql).await.map(|done| done.rows_affected()).map_err(|error| error.to_string())
    }

    async fn texts(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let rows = self.connection.query_all_raw(Statement::from_string(self.connection.get_database_backend(), sql)).await;
        let read = |row: &sea_orm::QueryResult| (0..row.column_names().len()).map(|at| row.try_get_by_index(at).expect("text")).collect();
        rows.expect("the database answers").iter().map(read).collect()
    }

    /// The names of all tables, sorted.
    pub async fn tables(&self) -> Vec<String> {
        let sql = if self.is_sqlite {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        } else {
            "SELECT CAST(table_name AS CHAR) FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name"
        };
        self.texts(sql).await.into_iter().flatten().flatten().collect()
    }

    /// The columns of a table, in their order.
    pub async fn columns(&self, table: &str) -> Vec<String> {
        let sql = if self.is_sqlite {
            format!("SELECT name FROM pragma_table_info('{table}')")
        } else {
            format!(
                "SELECT CAST(column_name AS CHAR) FROM information_schema.columns \
                 WHERE table_schema = DATABASE() AND table_name = '{table}' ORDER BY ordinal_position"
            )
        };
        self.texts(&sql).await.into_iter().flatten().flatten().collect()
    }

    /// All rows of a table.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn rows(&self, table: &str) -> Vec<Row> {
        let columns = self.columns(table).await;
        let hex = |name: &String| if self.is_sqlite { format!("hex(\"{name}\")") } else { format!("HEX(CAST(`{name}` AS BINARY))") };
        let null = |name: &String| {
            let quoted = if self.is_sqlite { format!("\"{name}\"") } else { format!("`{name}`") };
            format!("CASE WHEN {quoted} IS NULL THEN NULL ELSE {} END", hex(name))
        };
        let selected: Vec<String> = columns.iter().map(null).collect();
        let rows = self.texts(&format!("SELECT {} FROM {table}", selected.join(", "))).await;
        rows.into_iter()
            .map(|cells| columns.iter().cloned().zip(cells).filter_map(|(name, cell)| Some((name, unhex(&cell?)))).collect())
            .collect()
    }

    /// A number for the content of every table: another number means that something was written.
    pub async fn digest(&self) -> BTreeMap<String, u64> {
        let mut digests = BTreeMap::new();
        for table in self.tables().await {
            let mut rows = self.rows(&table).await;
            rows.sort();
            let mut hasher = DefaultHasher::new();
            rows.hash(&mut hasher);
            digests.insert(table, hasher.finish());
        }
        digests
    }

    /// How many rows every table has.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for table in self.tables().await {
            let sql = format!("SELECT CAST(COUNT(*) AS CHAR(20)) FROM {table}");
            let count = self.texts(&sql).await.into_iter().flatten().flatten().next().and_then(|text| text.parse().ok());
            counts.insert(table, count.expect("a count"));
        }
        counts
    }

    /// Whether anybody else wrote since this was last asked (SQLite's `data_version`); always yes elsewhere.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn version(&self) -> Option<i64> {
        if !self.is_sqlite {
            return None;
        }
        let statement = Statement::from_string(self.connection.get_database_backend(), "PRAGMA data_version");
        let row = self.connection.query_one_raw(statement).await.expect("the database answers").expect("one row");
        Some(row.try_get_by_index(0).expect("a number"))
    }

    /// Closes it.
    ///
    /// # Panics
    /// When it does not close.
    pub async fn close(self) {
        self.connection.close().await.expect("closes");
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).expect("a hexadecimal digit");
    text.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |value, byte| value << 4 | digit(*byte))).collect()
}
