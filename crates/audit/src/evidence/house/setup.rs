//! How the program is set up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{House, NO_SETUP};
use crate::finding::Verdict;

/// A file or folder that nobody else may reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    /// What it is: `key`, `database`, `directory`, `configuration`, `password`.
    pub what: String,
    /// Its permission bits.
    pub mode: u32,
    /// Whether it is a link to somewhere else.
    pub link: bool,
}

/// The connection to the database, as the database tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Connection {
    /// `sqlite` or `mysql`.
    pub kind: String,
    /// Settings of the connections that read, by their names in small letters.
    pub reading: BTreeMap<String, String>,
    /// Settings of the connection that writes.
    pub writing: BTreeMap<String, String>,
    /// What the account may do, as the server says; on a file there are no accounts.
    pub grants: Vec<String>,
}

/// How the program is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Setup {
    /// Where it listens, such as `127.0.0.1:8080`; empty where that is not known.
    pub listen: String,
    /// Scheme and host under which people reach it.
    pub base_url: String,
    /// Whether a proxy that ends TLS stands before it.
    pub behind_proxy: bool,
    /// Files that nobody else may reach.
    pub files: Vec<File>,
    /// The connection to the database.
    pub connection: Option<Connection>,
}

impl File {
    /// Looks at a file or folder; none where there is none.
    #[must_use]
    pub fn at(what: &str, path: &std::path::Path) -> Option<Self> {
        let metadata = std::fs::symlink_metadata(path).ok()?;
        #[cfg(unix)]
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777;
        #[cfg(not(unix))]
        let mode = 0;
        Some(Self { what: what.to_owned(), mode, link: metadata.file_type().is_symlink() })
    }
}

impl House {
    /// A verdict over the setup.
    pub(crate) fn over_setup(&self, look: impl FnOnce(&Setup) -> Verdict) -> Verdict {
        self.setup.as_ref().map_or_else(|| Verdict::NotTested(NO_SETUP.into()), look)
    }
}
