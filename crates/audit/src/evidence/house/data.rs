//! What lies in the database, counted.

use serde::{Deserialize, Serialize};

use super::{House, NO_DATA};
use crate::finding::{Observations, Verdict};

/// A column whose values must be sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Column {
    /// Table and column.
    pub name: String,
    /// Values that were looked at: the newest of a bounded number.
    pub sampled: u64,
    /// Those of them that are not sealed, by their shape.
    pub clear: u64,
}

/// Passwords that are kept in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Password {
    /// Such as `argon2id`, `bcrypt`, `md5`; `sealed` where the value could not be opened, `unknown` where it is nothing that is known.
    pub algorithm: String,
    /// Memory that one hash takes, KiB; 0 where the algorithm has none.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// How many are kept so.
    pub count: u64,
}

/// Sessions of one role that were opened in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// The role; `visitor` where there is no account.
    pub role: String,
    /// How they were opened.
    pub amr: String,
    /// How many.
    pub count: u64,
    /// Those whose token is kept in clear, by its shape.
    pub clear: u64,
    /// The longest time from the opening to the end that use does not move, seconds.
    pub longest_seconds: i64,
}

/// Accounts of one role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Account {
    /// The role.
    pub role: String,
    /// How many may act.
    pub active: u64,
    /// Those of them that may sign in with a password.
    pub with_password: u64,
}

/// What lies in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Data {
    /// Columns that must be sealed.
    pub columns: Vec<Column>,
    /// How passwords are kept.
    pub passwords: Vec<Password>,
    /// Sessions.
    pub sessions: Vec<Session>,
    /// Accounts.
    pub accounts: Vec<Account>,
    /// Changes that took effect or were refused.
    pub changes: u64,
    /// Changes that were agreed to by the one who asked for them.
    pub changes_by_one_hand: u64,
    /// Changes that took effect and nobody agreed to.
    pub changes_by_nobody: u64,
    /// Orders that a crew has still to install.
    pub booked: u64,
    /// Those of them whose days are not the crew's alone.
    pub double_booked: u64,
}

impl House {
    /// A verdict over a part of the data.
    pub(crate) fn over_data<T>(&self, part: impl Fn(&Data) -> &[T], look: impl FnMut(&T, &mut Observations)) -> Verdict {
        self.data.as_ref().map_or_else(|| Verdict::NotTested(NO_DATA.into()), |data| Verdict::over(part(data), NO_DATA, look))
    }
}
