use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use store::Config;

/// Environment variable with an account that may create databases, `mysql://user:password@host`.
pub const MYSQL_URL: &str = "SUNWARD_TEST_MYSQL_URL";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A database of one test.
#[derive(Debug)]
pub enum Database {
    /// A file in a temporary directory.
    Sqlite {
        /// The directory; removed when dropped.
        directory: PathBuf,
    },
    /// A database on the test server, dropped by the next run of `scripts/setup-tests`.
    MySql {
        /// Its URL.
        url: String,
    },
}

/// Memory that looks like a disk, where the machine has it: no test waits for a real one, and none of them pulls the plug.
fn scratch() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

fn unique(name: &str) -> String {
    format!("sunward_test_{name}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Database {
    /// A fresh SQLite file.
    ///
    /// # Panics
    /// When the temporary directory cannot be written.
    #[must_use]
    pub fn sqlite(name: &str) -> Self {
        let wanted = unique(name);
        let made = [scratch(), std::env::temp_dir()]
            .map(|place| place.join(&wanted))
            .into_iter()
            .find(|path| std::fs::create_dir_all(path).is_ok());
        let directory = made.expect("a temporary directory");
        Self::Sqlite { directory }
    }
    /// A fresh database on the server of [`MYSQL_URL`]; `None` when there is no such server.
    ///
    /// # Panics
    /// When the server refuses it.
    pub async fn mysql(name: &str) -> Option<Self> {
        let server = std::env::var(MYSQL_URL).ok()?;
        let database = unique(name);
        store::create_database(&server, &database).await.expect("the test account may create databases");
        Some(Self::MySql { url: format!("{}/{database}", server.trim_end_matches('/')) })
    }
    /// How to open it.
    #[must_use]
    pub fn config(&self) -> Config {
        match self {
            Self::Sqlite { directory } => Config::Sqlite { path: directory.join("sunward.sqlite") },
            Self::MySql { url } => Config::MySql { url: url.clone(), connections: 8 },
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Sqlite { directory } = self {
            // Nothing can be done about a directory that stays; the next restart of the machine removes it.
            let _ = std::fs::remove_dir_all(directory);
        }
    }
}
