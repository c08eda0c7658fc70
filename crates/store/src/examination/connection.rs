//! How the connections to the database are set up, as the database tells.

use std::collections::BTreeMap;

use audit::evidence::house::Connection;
use policy::{Permit, act};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};

use crate::{Dialect, Store, StoreError};

/// Settings of SQLite that guard data.
const PRAGMAS: [&str; 5] = ["foreign_keys", "query_only", "trusted_schema", "secure_delete", "journal_mode"];

impl Store {
    /// How the connections are set up.
    ///
    /// # Errors
    /// The database does not tell.
    pub async fn examine_connection(&self, _: &Permit<act::HouseExamine>) -> Result<Connection, StoreError> {
        match self.dialect() {
            Dialect::Sqlite => Ok(Connection {
                kind: "sqlite".to_owned(),
                reading: pragmas(self.reader()).await?,
                writing: pragmas(self.writer()).await?,
                grants: Vec::new(),
            }),
            Dialect::MySql => {
                let rows = ask(self.reader(), "SHOW GRANTS FOR CURRENT_USER").await?;
                let grants = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<_, _>>()?;
                let cipher = ask(self.reader(), "SHOW SESSION STATUS LIKE 'Ssl_cipher'").await?;
                let cipher = cipher.first().map(|row| row.try_get_by_index::<String>(1)).transpose()?.unwrap_or_default();
                let reading = BTreeMap::from([("ssl_cipher".to_owned(), cipher)]);
                Ok(Connection { kind: "mysql".to_owned(), reading, writing: BTreeMap::new(), grants })
            }
        }
    }
}

async fn pragmas(connection: &DatabaseConnection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut told = BTreeMap::new();
    for name in PRAGMAS {
        // A name cannot be a bound parameter; it is one of the five above.
        for row in ask(connection, &format!("PRAGMA {name}")).await? {
            let text = row.try_get_by_index::<String>(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()))?;
            told.insert(name.to_owned(), text);
        }
    }
    Ok(told)
}

async fn ask(connection: &DatabaseConnection, sql: &str) -> Result<Vec<sea_orm::QueryResult>, StoreError> {
    Ok(connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await?)
}
