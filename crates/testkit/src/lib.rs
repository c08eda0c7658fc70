//! How we try it: a company on a database of its own, a clock that tests turn, people who act.
//!
//! SQLite in a temporary directory is the fake; nothing of ours is mocked. With `SUNWARD_TEST_MYSQL_URL` (an account that
//! may create databases) the same tests run on MariaDB too.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

pub mod auditor;
pub mod browser;
mod clock;
mod database;
pub mod journey;
mod person;
pub mod raw;
pub mod roof;

use std::sync::Arc;

use app::{App, Company, Setup};
use domain::Timestamp;
use gateway::mail::Mailer;
use policy::Env;
use store::{Config, Store};
use vault::{KeyRing, SeededRandom, SystemRandom};

pub use browser::{Answer, Browser};
pub use clock::TestClock;
pub use database::{Database, MYSQL_URL};
pub use person::Person;
pub use raw::Raw;

/// Where tests begin: Tuesday 1 December 2026, 12:00 in Denver.
pub const BEGIN: Timestamp = Timestamp::from_seconds(1_796_151_600);

/// Scheme, host and port under which the test company thinks it is reached.
pub const BASE_URL: &str = "http://localhost:8080";

/// A company with a database of its own.
#[derive(Debug)]
pub struct Bench {
    /// The application.
    pub app: App,
    /// Its clock.
    pub clock: TestClock,
    /// Its database; removed when dropped.
    pub database: Database,
}

impl Bench {
    /// An empty company.
    ///
    /// # Panics
    /// When the database cannot be made.
    pub async fn empty(database: Database, env: Env) -> Self {
        let bench = Self::over(database, env, TestClock::at(BEGIN)).await;
        bench.app.store().migrate(BEGIN).await.expect("migrates");
        bench
    }
    /// The company that a database holds.
    ///
    /// # Panics
    /// When the database cannot be opened.
    pub async fn over(database: Database, env: Env, clock: TestClock) -> Self {
        let store = open(&database).await;
        let app = App::new(Setup {
            store,
            env,
            clock: clock.clock(),
            base_url: BASE_URL.to_owned(),
            company: company(),
            mailer: Mailer::None,
            hashing_threads: 2,
            auditor: Some(Arc::new(auditor::Sample::default())),
        })
        .expect("policies load");
        Self { app, clock, database }
    }
    /// A company with staff and crews and no customer.
    ///
    /// # Panics
    /// When the sample cannot be made.
    pub async fn staffed(database: Database) -> Self {
        let bench = Self::empty(database, Env::Demo).await;
        let scale = app::sample::Scale { customers: 0, days: 1, crews: 6 };
        app::sample::build(&bench.app, scale, &mut |_, _| {}).await.expect("sample");
        bench
    }
    /// The small sample company.
    ///
    /// # Panics
    /// When the sample cannot be made.
    pub async fn sample(database: Database) -> Self {
        let bench = Self::empty(database, Env::Demo).await;
        app::sample::build(&bench.app, app::sample::Scale::SMALL, &mut |_, _| {}).await.expect("sample");
        bench
    }
}

/// The company of the tests.
#[must_use]
pub fn company() -> Company {
    Company {
        name: "Front Range Solar".to_owned(),
        address: "1 Sample Plaza, Denver, CO 80202".to_owned(),
        email: "hello@frontrange.example".to_owned(),
        state: "CO".to_owned(),
        zone: "America/Denver".to_owned(),
        workmanship_warranty_years: 10,
    }
}

/// Opens the database of a test.
///
/// # Panics
/// When it cannot be opened.
pub async fn open(database: &Database) -> Store {
    let random: Arc<dyn vault::Random> = Arc::new(SystemRandom);
    // The same key in every test of one database, so that it can be opened again.
    let keys = KeyRing::generate(&SeededRandom::new([7; 32])).expect("a key");
    Store::open(&database.config(), keys, random).await.expect("the database opens")
}

/// The reference data of the project, if this machine has it.
#[must_use]
pub fn reference_data() -> Option<std::path::PathBuf> {
    std::env::var_os("SUNWARD_REFERENCE_DATA").map(Into::into)
}

/// A configuration of a database, for those who open it themselves.
#[must_use]
pub fn config(database: &Database) -> Config {
    database.config()
}
