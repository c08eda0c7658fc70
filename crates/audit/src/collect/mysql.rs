//! Describes a MySQL or MariaDB server: reads only, in bounded time, and keeps no value of any row.
//!
//! This is the one place outside of `store` that speaks SQL: it speaks it to other people's servers, whose schema nobody
//! knows beforehand. Names of schemas, tables and accounts come from the server and are quoted as the server demands.

use std::{collections::BTreeMap, time::Duration};

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, mysql::MySqlConnectOptions};

use crate::evidence::database::{Account, Column, Database, Grant, Line, Shape, Shapes, Tls, grant};

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day of the audit.
    pub today: Option<Date>,
    /// How many rows of a table are looked at.
    pub rows: u32,
    /// How many tables are looked at.
    pub tables: usize,
    /// How long one statement may take; all of them may take sixty times as long.
    pub statement: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { today: None, rows: 50, tables: 500, statement: Duration::from_secs(5) }
    }
}

/// Why a server could not be described. None of these tells the address or the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The address is not `mysql://user:password@host:port`.
    #[error("the address is no mysql://user:password@host:port")]
    Address,
    /// The server could not be reached, or it refused.
    #[error("the server could not be reached or refused: {0}")]
    Refused(String),
    /// It took too long.
    #[error("the server took too long to answer")]
    TookTooLong,
}

/// More accounts are not looked at.
const MOST_ACCOUNTS: usize = 500;
/// More columns are not looked at.
const MOST_COLUMNS: u32 = 20_000;
/// Roles within roles are followed so deep.
const ROLES_DEEP: usize = 3;

/// The variables that checks ask for; others are not kept.
const VARIABLES: [&str; 34] = [
    "require_secure_transport",
    "have_ssl",
    "tls_version",
    "local_infile",
    "secure_file_priv",
    "sql_mode",
    "log_error_verbosity",
    "log_warnings",
    "server_audit_logging",
    "general_log",
    "log_bin",
    "binlog_encryption",
    "encrypt_binlog",
    "default_table_encryption",
    "innodb_encrypt_tables",
    "validate_password.length",
    "validate_password_length",
    "simple_password_check_minimal_length",
    "max_password_errors",
    "have_symlink",
    "symbolic_links",
    "skip_grant_tables",
    "skip_networking",
    "bind_address",
    "max_user_connections",
    "max_connections",
    "skip_show_database",
    "innodb_checksum_algorithm",
    "binlog_checksum",
    "allow_suspicious_udfs",
    "plugin_dir",
    "default_authentication_plugin",
    "old_passwords",
    "version_comment",
];

/// Describes the server at an address such as `mysql://audit@db.internal:3306`. A password outside of the address, from
/// the environment for example, goes before the one in it.
///
/// # Errors
/// When the address is none, or the server cannot be reached, refuses, or takes too long.
pub async fn collect(address: &str, password: Option<&str>, options: &Options) -> Result<Database, Failed> {
    let mut connect: MySqlConnectOptions = address.parse().map_err(|_| Failed::Address)?;
    if let Some(password) = password {
        connect = connect.password(password);
    }
    // Statements would stand in the log otherwise, and with them names of accounts.
    let connect = connect.disable_statement_logging();
    let all = options.statement.saturating_mul(60);
    tokio::time::timeout(all, describe(connect, options)).await.map_err(|_| Failed::TookTooLong)?
}

async fn describe(connect: MySqlConnectOptions, options: &Options) -> Result<Database, Failed> {
    let connection = tokio::time::timeout(options.statement, sqlx::MySqlConnection::connect_with(&connect));
    let connection = connection.await.map_err(|_| Failed::TookTooLong)?.map_err(|error| Failed::Refused(told(&error)))?;
    let mut server = Server { connection, statement: options.statement };
    let version = server.texts("SELECT CAST(VERSION() AS CHAR)").await?.into_iter().flatten().flatten().next().unwrap_or_default();
    let mut database = Database { version, today: options.today, ..Database::default() };
    server.restrict(database.maria()).await;
    for row in server.texts("SHOW GLOBAL VARIABLES").await? {
        if let [Some(name), value] = row.as_slice()
            && VARIABLES.contains(&name.to_lowercase().as_str())
        {
            database.variables.insert(name.to_lowercase(), value.clone().unwrap_or_default());
        }
    }
    server.accounts(&mut database).await?;
    let plugins =
        server.texts("SELECT LOWER(CAST(PLUGIN_NAME AS CHAR)) FROM information_schema.PLUGINS WHERE PLUGIN_STATUS = 'ACTIVE'").await;
    database.plugins = plugins.ok().map(|rows| rows.into_iter().flatten().flatten().collect::<Vec<_>>()).filter(|names| !names.is_empty());
    // Components exist in MySQL 8 only, and only administrators see them.
    if let (Some(plugins), Ok(rows)) =
        (&mut database.plugins, server.texts("SELECT LOWER(CAST(component_urn AS CHAR)) FROM mysql.component").await)
    {
        plugins.extend(rows.into_iter().flatten().flatten());
    }
    let schemas = server.texts("SELECT CAST(SCHEMA_NAME AS CHAR) FROM information_schema.SCHEMATA").await?;
    database.schemas = schemas.into_iter().flatten().flatten().collect();
    database.schemas.sort();
    server.columns(&mut database, options).await;
    Ok(database)
}

/// What a server says of an error, without what was asked.
fn told(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        sqlx::Error::Io(error) => error.kind().to_string(),
        sqlx::Error::Tls(_) => "TLS could not be agreed on".to_owned(),
        _ => "not understood".to_owned(),
    }
}

type Texts = Vec<Vec<Option<String>>>;

struct Server {
    connection: sqlx::MySqlConnection,
    statement: Duration,
}

impl Server {
    /// The session reads only, waits for no lock, and every statement has an end. What a server does not know it refuses,
    /// which is no harm: the other one knows it.
    async fn restrict(&mut self, maria: bool) {
        let seconds = self.statement.as_secs().max(1);
        let milliseconds = self.statement.as_millis().max(1);
        let end = if maria {
            format!("SET SESSION max_statement_time = {seconds}")
        } else {
            format!("SET SESSION max_execution_time = {milliseconds}")
        };
        for statement in [end, format!("SET SESSION lock_wait_timeout = {seconds}"), "SET SESSION TRANSACTION READ ONLY".to_owned()] {
            let _ = self.rows(statement).await;
        }
    }

    async fn rows(&mut self, statement: String) -> Result<Vec<sqlx::mysql::MySqlRow>, Failed> {
        let rows = sqlx::raw_sql(AssertSqlSafe(statement)).fetch_all(&mut self.connection);
        tokio::time::timeout(self.statement, rows).await.map_err(|_| Failed::TookTooLong)?.map_err(|error| Failed::Refused(told(&error)))
    }

    async fn texts(&mut self, statement: &str) -> Result<Texts, Failed> {
        let rows = self.rows(statement.to_owned()).await?;
        Ok(rows
            .iter()
            .map(|row| (0..row.len()).map(|at| bytes(row, at).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())).collect())
            .collect())
    }

    async fn accounts(&mut self, database: &mut Database) -> Result<(), Failed> {
        let own = self.texts("SHOW GRANTS").await;
        if let Err(Failed::Refused(reason)) = &own
            && reason.contains("skip-grant-tables")
        {
            database.variables.insert("skip_grant_tables".to_owned(), "ON".to_owned());
            return Ok(());
        }
        database.variables.entry("skip_grant_tables".to_owned()).or_insert_with(|| "OFF".to_owned());
        let listed = self.texts(if database.maria() { MARIADB_ACCOUNTS } else { MYSQL_ACCOUNTS }).await;
        let Ok(listed) = listed else {
            // Other accounts are hidden from this one; its own rights are still worth a look.
            let user = self.texts("SELECT CURRENT_USER()").await?.into_iter().flatten().flatten().next().unwrap_or_default();
            let (user, host) = user.rsplit_once('@').unwrap_or((user.as_str(), ""));
            let grants = own?.into_iter().flatten().flatten().filter_map(|line| grant(&line)).filter_map(|line| match line {
                Line::Grant(grant) => Some(grant),
                Line::Role(_) => None,
            });
            database.accounts = Some(vec![Account {
                user: user.to_owned(),
                host: host.to_owned(),
                has_password: true,
                grants: grants.collect(),
                ..Account::default()
            }]);
            return Ok(());
        };
        let mut accounts = Vec::new();
        let mut lines = Vec::new();
        let mut complete = listed.len() <= MOST_ACCOUNTS;
        for row in listed.into_iter().take(MOST_ACCOUNTS) {
            let text = |at: usize| row.get(at).cloned().flatten().unwrap_or_default();
            let account = Account {
                user: text(0),
                host: text(1),
                plugin: text(2),
                tls: match text(3).to_ascii_uppercase().as_str() {
                    "" => Tls::None,
                    "ANY" => Tls::Any,
                    _ => Tls::Certificate,
                },
                has_password: text(4) == "1",
                locked: text(5) == "1",
                is_role: text(6) == "1",
                max_user_connections: text(7).parse().unwrap_or(0),
                grants: Vec::new(),
            };
            let name = if account.is_role { quoted(&account.user) } else { format!("{}@{}", quoted(&account.user), quoted(&account.host)) };
            let shown = self.texts(&format!("SHOW GRANTS FOR {name}")).await;
            complete &= shown.is_ok();
            lines.push(shown.unwrap_or_default().into_iter().flatten().flatten().filter_map(|line| grant(&line)).collect::<Vec<Line>>());
            accounts.push(account);
        }
        let by_name: BTreeMap<String, Vec<Line>> =
            accounts.iter().zip(&lines).map(|(account, lines)| (account.user.clone(), lines.clone())).collect();
        for (account, lines) in accounts.iter_mut().zip(&lines) {
            account.grants = follow(lines, &by_name, ROLES_DEEP);
        }
        database.accounts = Some(accounts);
        database.all_accounts = complete;
        Ok(())
    }

    /// One schema after the other: a server opens every table of what it is asked about, so that one question about all
    /// of them would not be answered in time.
    async fn columns(&mut self, database: &mut Database, options: &Options) {
        let mut tables: BTreeMap<(String, String), Vec<Column>> = BTreeMap::new();
        for schema in database.schemas.iter().filter(|schema| !OF_THE_SERVER.contains(&schema.to_lowercase().as_str())) {
            if tables.len() >= options.tables {
                database.tables_left_out = true;
                break;
            }
            let Ok(rows) = self.texts(&format!("{COLUMNS} {} {ORDER} LIMIT {MOST_COLUMNS}", quoted(schema))).await else {
                database.tables_left_out = true;
                continue;
            };
            database.tables_left_out |= u32::try_from(rows.len()).is_ok_and(|rows| rows >= MOST_COLUMNS);
            for row in rows {
                if let [Some(table), Some(name), Some(data_type)] = row.as_slice() {
                    let (schema, table) = (schema.clone(), table.clone());
                    let key = (schema.clone(), table.clone());
                    let column =
                        Column { schema, table, name: name.clone(), data_type: data_type.to_lowercase(), shapes: Shapes::default() };
                    tables.entry(key).or_default().push(column);
                }
            }
        }
        database.tables_left_out |= tables.len() > options.tables;
        for ((schema, table), columns) in tables.iter_mut().take(options.tables) {
            let readable = |column: &&mut Column| READABLE.contains(&column.data_type.as_str());
            let mut sampled: Vec<&mut Column> = columns.iter_mut().filter(readable).collect();
            if sampled.is_empty() {
                continue;
            }
            // 512 characters decide about a shape; the rest of a large text never leaves the server.
            let names: Vec<String> = sampled.iter().map(|column| format!("LEFT({}, 512)", identifier(&column.name))).collect();
            let statement = format!("SELECT {} FROM {}.{} LIMIT {}", names.join(", "), identifier(schema), identifier(table), options.rows);
            let Ok(rows) = self.rows(statement).await else {
                database.tables_left_out = true;
                continue;
            };
            for row in rows {
                for (at, column) in sampled.iter_mut().enumerate() {
                    if let Some(value) = bytes(&row, at).filter(|value| !value.is_empty()) {
                        column.shapes.count(Shape::of_bytes(&value));
                    }
                }
            }
        }
        let columns: Vec<Column> = tables.into_values().flatten().collect();
        database.columns = Some(columns).filter(|columns| !columns.is_empty());
    }
}

/// Types whose values may be personal.
const READABLE: [&str; 15] = [
    "char",
    "varchar",
    "tinytext",
    "text",
    "mediumtext",
    "longtext",
    "binary",
    "varbinary",
    "tinyblob",
    "blob",
    "mediumblob",
    "longblob",
    "date",
    "datetime",
    "bigint",
];

/// Schemas that are the server's own.
const OF_THE_SERVER: [&str; 4] = ["mysql", "information_schema", "performance_schema", "sys"];

/// Views are looked at too: what they show in the clear is in the clear.
const COLUMNS: &str = "SELECT CAST(c.TABLE_NAME AS CHAR), CAST(c.COLUMN_NAME AS CHAR), CAST(c.DATA_TYPE AS CHAR) FROM information_schema.COLUMNS c \
     WHERE c.TABLE_SCHEMA =";
const ORDER: &str = "ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION";

const MYSQL_ACCOUNTS: &str = "SELECT CAST(User AS CHAR), CAST(Host AS CHAR), CAST(plugin AS CHAR), CAST(ssl_type AS CHAR), \
     IF(COALESCE(authentication_string, '') = '', '0', '1'), IF(account_locked = 'Y', '1', '0'), '0', CAST(max_user_connections AS CHAR) FROM mysql.user";

/// MariaDB keeps what the view does not show as JSON. `invalid` is how it writes that a password never fits, next to
/// signing in by socket.
const MARIADB_ACCOUNTS: &str = "SELECT CAST(u.User AS CHAR), CAST(u.Host AS CHAR), \
     IF(u.authentication_string = 'invalid' AND g.Priv LIKE '%unix_socket%', 'unix_socket', COALESCE(NULLIF(CAST(u.plugin AS CHAR), ''), 'mysql_native_password')), \
     CAST(u.ssl_type AS CHAR), IF(COALESCE(u.authentication_string, '') = '', '0', '1'), \
     IF(JSON_VALUE(g.Priv, '$.account_locked') IN ('1', 'true'), '1', '0'), IF(u.is_role = 'Y', '1', '0'), CAST(u.max_user_connections AS CHAR) \
     FROM mysql.user u LEFT JOIN mysql.global_priv g ON g.User = u.User AND g.Host = u.Host";

/// The value of a column, whatever its type: the text protocol sends bytes.
fn bytes(row: &sqlx::mysql::MySqlRow, at: usize) -> Option<Vec<u8>> {
    row.try_get_unchecked::<Option<Vec<u8>>, usize>(at).ok().flatten()
}

/// What lines come to when roles are followed.
fn follow(lines: &[Line], by_name: &BTreeMap<String, Vec<Line>>, deep: usize) -> Vec<Grant> {
    let mut grants = Vec::new();
    for line in lines {
        match line {
            Line::Grant(grant) => grants.push(grant.clone()),
            Line::Role(role) if deep > 0 => {
                grants.extend(by_name.get(role).map(|lines| follow(lines, by_name, deep - 1)).unwrap_or_default())
            }
            Line::Role(_) => {}
        }
    }
    grants
}

/// A string. Names with a backslash may be missed under `NO_BACKSLASH_ESCAPES`; they cannot end the string early.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// A name of a schema, table or column.
fn identifier(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

#[cfg(test)]
#[path = "mysql/tests.rs"]
mod tests;
