//! The schema, forward only. A migration that has shipped is never edited; the next one adds to it.

mod first;
mod fourth;
mod second;
mod table;
mod third;

use domain::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait,
    sea_query::{Asterisk, DeleteStatement, Expr, ExprTrait, InsertStatement, Query},
};

use crate::{Store, StoreError};

mod applied {
    use crate::row::row;
    row!("schema_migration" {
        #[sea_orm(primary_key, auto_increment = false)]
        version: i64,
        name: String,
        applied_at: i64,
    });
    pub(super) use row::{ActiveModel, Entity};
}

struct Migration {
    version: i64,
    name: &'static str,
    tables: fn() -> Vec<table::Table>,
    fill: Option<fn() -> Result<Fill, StoreError>>,
}

/// Rows of new tables that follow from what is there.
struct Fill {
    /// What an attempt that was cut off left behind.
    clear: DeleteStatement,
    write: InsertStatement,
}

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "first", tables: first::tables, fill: None },
    Migration { version: 2, name: "open proposals", tables: second::tables, fill: Some(second::fill) },
    Migration { version: 3, name: "sign-ups and failed clocks", tables: third::tables, fill: None },
    Migration { version: 4, name: "runs of the audit", tables: fourth::tables, fill: None },
];

/// A column of the schema that holds sealed values.
pub(crate) struct SealedColumn {
    pub(crate) table: &'static str,
    pub(crate) key: &'static str,
    pub(crate) column: String,
}

/// Every column that holds sealed values, as the migrations make them: there is no second list to forget.
pub(crate) fn sealed_columns() -> Vec<SealedColumn> {
    let tables = MIGRATIONS.iter().flat_map(|migration| (migration.tables)());
    let columns = tables.filter_map(|table| Some((table.name(), table.first_key()?, table.columns()))).flat_map(|(table, key, columns)| {
        columns.into_iter().filter(|column| column.ends_with("_sealed")).map(move |column| SealedColumn { table, key, column })
    });
    columns.collect()
}

/// The schema version that this program needs.
pub const SCHEMA_VERSION: i64 = 4;

/// How the database's schema stands to the program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// They agree.
    Current,
    /// Migrations are waiting; `sunward migrate` applies them.
    Behind {
        /// Version of the database; 0 is empty.
        found: i64,
    },
    /// The database is newer than this program, which must not touch it.
    Ahead {
        /// Version of the database.
        found: i64,
    },
}

impl Store {
    /// How the schema stands.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn migration_state(&self) -> Result<MigrationState, StoreError> {
        // Where there is no such table yet there is no schema at all.
        let found = match applied::Entity::find().all(self.writer()).await {
            Ok(rows) => rows.into_iter().map(|row| row.version).max().unwrap_or(0),
            Err(error) if is_no_such_table(&error) => 0,
            Err(error) => return Err(error.into()),
        };
        Ok(match found.cmp(&SCHEMA_VERSION) {
            std::cmp::Ordering::Equal => MigrationState::Current,
            std::cmp::Ordering::Less => MigrationState::Behind { found },
            std::cmp::Ordering::Greater => MigrationState::Ahead { found },
        })
    }

    /// Applies what is waiting and returns how many migrations that were.
    ///
    /// # Errors
    /// The database refuses a statement, or is newer than this program.
    pub async fn migrate(&self, now: Timestamp) -> Result<usize, StoreError> {
        let found = match self.migration_state().await? {
            MigrationState::Current => return Ok(0),
            MigrationState::Ahead { found } => {
                return Err(StoreError::Setup(format!("the database has schema {found}, this program knows {SCHEMA_VERSION}")));
            }
            MigrationState::Behind { found } => found,
        };
        let writer = self.writer();
        writer
            .execute(&table::Table::new("schema_migration").id64("version").text("name", 64).int("applied_at").create(self.dialect()))
            .await?;
        let mut count = 0;
        for migration in MIGRATIONS.iter().filter(|m| m.version > found) {
            for table in (migration.tables)() {
                writer.execute(&table.create(self.dialect())).await?;
                for index in table.indexes() {
                    // Data definition is not transactional on MySQL: a migration that was cut off is run again,
                    // so an index that is there already is not an error.
                    if let Err(error) = writer.execute(&index).await
                        && !is_there_already(&error)
                    {
                        return Err(error.into());
                    }
                }
            }
            if let Some(fill) = migration.fill {
                let Fill { clear, write } = fill()?;
                writer.execute(&clear).await?;
                writer.execute(&write).await?;
            }
            let row = applied::ActiveModel {
                version: Set(migration.version),
                name: Set(migration.name.to_owned()),
                applied_at: Set(now.micros()),
            };
            applied::Entity::insert(row).exec_without_returning(writer).await?;
            count += 1;
        }
        Ok(count)
    }

    /// How many rows a table has. No personal data.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn count_rows(&self, table: &'static str) -> Result<u64, StoreError> {
        let query = Query::select().expr(Expr::col(Asterisk).count()).from(table).to_owned();
        let row = self.reader().query_one(&query).await?.ok_or(StoreError::Corrupt("count"))?;
        let count: i64 = row.try_get_by_index(0)?;
        u64::try_from(count).map_err(|_| StoreError::Corrupt("count"))
    }
}

/// No other error means that there is no schema: a full database that cannot be read at the moment must not pass for an empty one.
fn is_no_such_table(error: &sea_orm::DbErr) -> bool {
    let (sea_orm::DbErr::Exec(inner) | sea_orm::DbErr::Query(inner)) = error else { return false };
    let sea_orm::RuntimeErr::SqlxError(sqlx) = inner else { return false };
    let Some(database) = sqlx.as_database_error() else { return false };
    match database.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        Some(mysql) => mysql.number() == 1146,
        None => database.message().starts_with("no such table"),
    }
}

fn is_there_already(error: &sea_orm::DbErr) -> bool {
    let text = error.to_string();
    text.contains("1061") || text.contains("already exists") || text.contains("Duplicate key name")
}
