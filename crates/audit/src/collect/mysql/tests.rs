//! Against real servers: one where the account sees its own schemas only, one where it sees everything.

use std::env;

use sqlx::{AssertSqlSafe, Connection, MySqlConnection};

use super::{Failed, Options, collect, identifier, quoted};
use crate::{
    Subject,
    evidence::database::{Database, Tls},
    finding::Verdict,
    run,
};

async fn server(name: &str) -> Option<String> {
    let address = env::var(name).ok().filter(|address| !address.is_empty());
    if address.is_none() {
        eprintln!("LEFT OUT: {name} is not set, the collector is not tried against a server");
    }
    address
}

async fn execute(connection: &mut MySqlConnection, statements: &[String]) {
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(statement.clone()))
            .execute(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn failing(database: Database) -> Vec<(&'static str, String)> {
    let subject = Subject { database: Some(database), ..Subject::default() };
    let mut failing = Vec::new();
    for outcome in run(subject, &|_, _| ()).outcomes {
        if let Verdict::Fail(seen) = outcome.verdict {
            failing.extend(seen.into_iter().map(|seen| (outcome.check.id, format!("{:?} {}", seen.place, seen.evidence))));
        }
    }
    failing
}

const CLEAR: &str = "hunter2-very-secret";

fn schema(name: &str) -> Vec<String> {
    let hash = "5f4dcc3b5aa765d61d8327deb882cf99";
    let mut statements = vec![
        format!("DROP DATABASE IF EXISTS {name}"),
        format!("CREATE DATABASE {name}"),
        format!(
            "CREATE TABLE {name}.customers (id BIGINT PRIMARY KEY, contact VARCHAR(99), `pass``word` VARCHAR(99), password VARCHAR(99), phone VARBINARY(64), born DATE)"
        ),
        format!("CREATE TABLE {name}.staff (id BIGINT PRIMARY KEY, password_hash CHAR(60))"),
        format!("CREATE TABLE {name}.audit_log (id BIGINT PRIMARY KEY, what TEXT)"),
    ];
    for id in 0..9 {
        statements.push(format!(
            "INSERT INTO {name}.customers VALUES ({id}, 'a{id}@example.org', 'x', '{CLEAR}{id}', X'FF00{id:02X}FE', '1980-01-0{}')",
            id + 1
        ));
        statements.push(format!("INSERT INTO {name}.staff VALUES ({id}, '{hash}')"));
    }
    statements
}

#[test]
fn a_broken_schema_is_found_out_and_no_value_of_it_is_kept() {
    block_on(async {
        let Some(address) = server("SUNWARD_TEST_MYSQL_URL").await else { return };
        let name = format!("sunward_test_audit_{}", std::process::id());
        let mut connection = MySqlConnection::connect(&address).await.unwrap();
        execute(&mut connection, &schema(&name)).await;
        let options = Options { today: Some(jiff::civil::date(2026, 11, 21)), ..Options::default() };
        let collected = collect(&address, None, &options).await;
        execute(&mut connection, &[format!("DROP DATABASE {name}")]).await;
        let mut database = collected.unwrap();
        // Other tests use the same server at the same time.
        database.columns.as_mut().unwrap().retain(|column| column.schema == name);
        assert!(!database.all_accounts && database.accounts.as_ref().unwrap().len() == 1);
        let text = serde_json::to_string(&database).unwrap();
        assert!(!text.contains("hunter2") && !text.contains("example.org") && !text.contains("5f4dcc3b"));
        let failing = failing(database);
        for (check, place) in [
            ("db-clear-passwords", "customers.password"),
            ("db-fast-password-hash", "staff.password_hash"),
            ("db-personal-data-clear", "customers.contact"),
        ] {
            assert!(failing.iter().any(|(id, seen)| *id == check && seen.contains(place)), "{check}: {failing:?}");
        }
        assert!(
            !failing.iter().any(|(id, seen)| *id == "db-personal-data-clear" && seen.contains("phone")),
            "cipher text is not clear: {failing:?}"
        );
    });
}

#[test]
fn broken_accounts_are_found_out() {
    block_on(async {
        let Some(address) = server("SUNWARD_TEST_MYSQL_ADMIN_URL").await else { return };
        let mut connection = MySqlConnection::connect(&address).await.unwrap();
        let name = format!("sunward_audit_{}", std::process::id());
        let accounts = ["app", "cert", "open", "role", "locked"].map(|kind| format!("{kind}_{}", std::process::id()));
        let [app, cert, open, role, locked] = &accounts;
        let drop: Vec<String> = std::iter::once(format!("DROP DATABASE IF EXISTS {name}"))
            .chain([app, cert, open, locked].map(|account| format!("DROP USER IF EXISTS '{account}'@'%'")))
            .chain([format!("DROP ROLE IF EXISTS {role}")])
            .collect();
        execute(&mut connection, &drop).await;
        execute(&mut connection, &schema(&name)).await;
        let made = [
            format!("CREATE USER '{app}'@'%' IDENTIFIED BY 'x1-Long-enough'"),
            format!("GRANT ALL PRIVILEGES ON *.* TO '{app}'@'%' WITH GRANT OPTION"),
            format!("CREATE USER '{cert}'@'%' IDENTIFIED BY 'x1-Long-enough' REQUIRE X509"),
            format!("CREATE ROLE {role}"),
            format!("GRANT INSERT, UPDATE, DELETE, DROP ON {name}.* TO {role}"),
            format!("GRANT {role} TO '{cert}'@'%'"),
            format!("CREATE USER '{open}'@'%'"),
            format!("CREATE USER '{locked}'@'%' ACCOUNT LOCK"),
        ];
        execute(&mut connection, &made).await;
        let collected = collect(&address, None, &Options::default()).await;
        execute(&mut connection, &drop).await;
        let database = collected.unwrap();
        assert!(database.all_accounts);
        let account = |name: &String| database.accounts.iter().flatten().find(|account| account.user == *name).unwrap().clone();
        assert_eq!((account(cert).tls, account(cert).has_password), (Tls::Certificate, true));
        assert!(account(locked).locked && account(role).is_role && !account(open).has_password);
        assert!(account(cert).may("DROP").is_some(), "roles are followed");
        let failing = failing(database);
        for (check, place) in [
            ("db-all-privileges", app),
            ("db-grant-option", app),
            ("db-wildcard-host", app),
            ("db-tls-not-required", app),
            ("db-empty-password", open),
            ("db-app-changes-schema", cert),
            ("db-log-table-alterable", cert),
        ] {
            assert!(failing.iter().any(|(id, seen)| *id == check && seen.contains(place.as_str())), "{check}: {failing:?}");
        }
        assert!(!failing.iter().any(|(_, seen)| seen.contains(locked.as_str())), "{failing:?}");
    });
}

#[test]
fn what_cannot_be_reached_is_told_without_the_password() {
    block_on(async {
        let options = Options::default();
        assert_eq!(collect("nothing of the kind", None, &options).await, Err(Failed::Address));
        let refused = collect("mysql://audit:open-sesame@127.0.0.1:1/", None, &options).await.unwrap_err();
        assert!(matches!(&refused, Failed::Refused(_)) && !refused.to_string().contains("sesame"), "{refused}");
    });
}

#[test]
fn names_cannot_leave_their_quotes() {
    assert_eq!(identifier("a`; DROP TABLE b"), "`a``; DROP TABLE b`");
    assert_eq!(quoted("a' OR \\"), "'a'' OR \\\\'");
}
