//! A MySQL or MariaDB server: its variables, accounts, grants and the shapes of its columns.
//!
//! A plain value that can be written and read as JSON. Values of rows never get here: a column is known by how many of a
//! bounded sample look like something ([`Shapes`]).

mod account;
mod column;
mod grant;
mod release;
mod shape;

pub use account::{Account, Tls};
pub use column::{Column, Meaning};
pub use grant::{Grant, Line, grant};
pub use release::{Line as ReleaseLine, RELEASES, Release};
pub use shape::{Shape, Shapes};

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Unreadable;
use crate::{
    finding::{Observations, Verdict},
    words::{Sentence, Words},
};

/// What a server says of itself. What the auditing account was not allowed to see is absent, not empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// Such as `8.0.36` or `10.11.6-MariaDB-0+deb12u1`.
    pub version: String,
    /// The day of the audit.
    pub today: Option<Date>,
    /// Global variables by their names in small letters.
    pub variables: BTreeMap<String, String>,
    /// Accounts, where they could be read.
    pub accounts: Option<Vec<Account>>,
    /// Whether every account could be read with its rights, or only some, or only the one that audits.
    pub all_accounts: bool,
    /// Schemas that the auditing account sees.
    pub schemas: Vec<String>,
    /// Plugins that are loaded, by their names in small letters.
    pub plugins: Option<Vec<String>>,
    /// Columns, where they could be read.
    pub columns: Option<Vec<Column>>,
    /// Whether some tables were left out: there were too many, or they could not be read in time.
    pub tables_left_out: bool,
}

/// The largest description that is read, bytes.
const LARGEST: usize = 64 << 20;

const NO_ACCOUNTS: Words = Words {
    en: "because the auditing account may not read the accounts of the server",
    es: "porque la cuenta de auditoría no puede leer las cuentas del servidor",
};
const ONE_ACCOUNT: Words = Words {
    en: "because the auditing account sees only itself, and nothing is wrong with it",
    es: "porque la cuenta de auditoría solo se ve a sí misma, y en ella no hay nada incorrecto",
};
const SOME_ACCOUNTS: Words =
    Words { en: "because not every account of the server could be read", es: "porque no se pudieron leer todas las cuentas del servidor" };
const NO_COLUMNS: Words = Words {
    en: "because the auditing account sees no table of the application",
    es: "porque la cuenta de auditoría no ve ninguna tabla de la aplicación",
};

const SOME_TABLES: Words = Words {
    en: "because some tables could not be looked at, and nothing is wrong with the others",
    es: "porque algunas tablas no se pudieron mirar, y en las demás no hay nada incorrecto",
};

impl Database {
    /// Reads a description in JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable { line: 0, reason: "larger than 64 MiB".to_owned() });
        }
        serde_json::from_str(text).map_err(|error| Unreadable { line: error.line(), reason: error.to_string() })
    }

    /// A variable, where the server has it.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// Whether a variable is switched on; none where the server has no such variable.
    #[must_use]
    pub fn on(&self, name: &str) -> Option<bool> {
        let value = self.variable(name)?;
        Some(["on", "1", "true", "yes", "force", "force_plus_permanent"].iter().any(|word| value.eq_ignore_ascii_case(word)))
    }

    /// Whether it is MariaDB.
    #[must_use]
    pub fn maria(&self) -> bool {
        self.version.to_ascii_lowercase().contains("mariadb")
    }

    /// The verdict on one variable; `NotTested` where the server has none of this name.
    pub(crate) fn on_variable(&self, name: &'static str, wrong: impl FnOnce(&str) -> bool) -> Verdict {
        let Some(value) = self.variable(name) else {
            return without(name);
        };
        let mut seen = Observations::new();
        if wrong(value) {
            seen.variable(name, &format!("{name} = {value}"));
        }
        Verdict::of(seen)
    }

    /// Looks at every account. Without all of them there may be findings, but there is no pass.
    pub(crate) fn over_accounts(&self, mut look: impl FnMut(&Account, &mut Observations)) -> Verdict {
        let Some(accounts) = &self.accounts else {
            return Verdict::NotTested(NO_ACCOUNTS.into());
        };
        let verdict = Verdict::over(accounts, NO_ACCOUNTS, |account, seen| look(account, seen));
        match verdict {
            Verdict::Pass if self.all_accounts => Verdict::Pass,
            Verdict::Pass => Verdict::NotTested(if accounts.len() > 1 { SOME_ACCOUNTS } else { ONE_ACCOUNT }.into()),
            verdict => verdict,
        }
    }

    /// Looks at every column of the application. When tables were left out there may be findings, but there is no pass.
    pub(crate) fn over_columns(&self, look: impl FnMut(&Column, &mut Observations)) -> Verdict {
        let verdict = Verdict::over(self.columns.as_deref().unwrap_or_default(), NO_COLUMNS, look);
        if verdict == Verdict::Pass && self.tables_left_out { Verdict::NotTested(SOME_TABLES.into()) } else { verdict }
    }
}

/// Not tested, because the server has no such variable.
pub(crate) fn without(name: &str) -> Verdict {
    Verdict::NotTested(Sentence::new(
        format!("because this server shows no variable {name}"),
        format!("porque este servidor no muestra la variable {name}"),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Database, Shape, grant};

    proptest! {
        #[test]
        fn anything_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in any::<String>()) {
            let _ = Database::read(&String::from_utf8_lossy(&bytes));
            let _ = Shape::of(&text);
            let _ = grant(&text);
        }

        #[test]
        fn what_is_written_is_read(version in "[0-9.]{1,8}", name in "[a-z_]{1,10}", value in any::<String>()) {
            let mut database = Database { version, ..Database::default() };
            database.variables.insert(name, value);
            let read = Database::read(&serde_json::to_string(&database).unwrap()).unwrap();
            prop_assert!(read == database);
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(Database::read(&"[".repeat(1_000_000)).is_err());
    }
}
