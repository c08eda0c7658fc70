//! One test, two databases. Without a MariaDB server its half is reported as ignored, so that nobody takes it for passed.

use std::future::Future;

use libtest_mimic::{Arguments, Failed, Trial};
use testkit::{Database, MYSQL_URL};

/// Runs all trials and exits.
pub(crate) fn run(trials: Vec<Trial>) {
    let arguments = Arguments::from_args();
    let ignored = trials.iter().filter(|t| t.has_ignored_flag()).count();
    if ignored > 0 {
        eprintln!("LEFT OUT: {ignored} tests on MariaDB, because {MYSQL_URL} is not set (scripts/setup-tests starts a server)");
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn block_on(future: impl Future<Output = ()>) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(future);
    Ok(())
}

/// A test that needs a database: one trial on SQLite, one on MariaDB.
pub(crate) fn on_both<F>(name: &'static str, test: fn(Database) -> F) -> Vec<Trial>
where
    F: Future<Output = ()> + Send + 'static,
{
    let sqlite = Trial::test(format!("{name} [sqlite]"), move || block_on(test(Database::sqlite("it"))));
    let has_mysql = std::env::var_os(MYSQL_URL).is_some();
    let mysql = Trial::test(format!("{name} [mariadb]"), move || {
        block_on(async move {
            let database = Database::mysql("it").await.expect("a MariaDB server");
            test(database).await;
        })
    })
    .with_ignored_flag(!has_mysql);
    vec![sqlite, mysql]
}

/// A test on SQLite alone, because the database does not matter to it.
pub(crate) fn on_sqlite<F>(name: &'static str, test: fn(Database) -> F) -> Vec<Trial>
where
    F: Future<Output = ()> + Send + 'static,
{
    vec![Trial::test(name, move || block_on(test(Database::sqlite("it"))))]
}
