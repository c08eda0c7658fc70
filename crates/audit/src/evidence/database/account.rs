//! Accounts.

use serde::{Deserialize, Serialize};

use super::Grant;

/// One account, `user`@`host`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Account {
    /// The name; empty: anonymous.
    pub user: String,
    /// From where, `%` and `_` being wildcards.
    pub host: String,
    /// How it signs in.
    pub plugin: String,
    /// Which encryption it demands.
    pub tls: Tls,
    /// Whether anything must be known to sign in.
    pub has_password: bool,
    /// Whether it is locked.
    pub locked: bool,
    /// Whether it is a role: nobody signs in as one.
    pub is_role: bool,
    /// How many connections it may have at a time; 0: no limit of its own.
    pub max_user_connections: u32,
    /// What it may do, roles followed.
    pub grants: Vec<Grant>,
}

/// The encryption that an account demands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// None.
    #[default]
    None,
    /// Any.
    Any,
    /// A certificate of the client.
    Certificate,
}

/// Accounts that the servers bring along or distributions make, which nobody uses from outside.
const OF_THE_SERVER: [&str; 8] =
    ["mysql.sys", "mysql.session", "mysql.infoschema", "mariadb.sys", "mysql", "event_scheduler", "PUBLIC", "debian-sys-maint"];
/// Hosts from which only the machine itself comes.
const LOCAL: [&str; 4] = ["localhost", "127.0.0.1", "::1", ""];

impl Account {
    /// As a server writes it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("'{}'@'{}'", self.user, self.host)
    }
    /// Whether somebody can sign in with it and it is not the server's own.
    #[must_use]
    pub fn usable(&self) -> bool {
        !self.locked && !self.is_role && !OF_THE_SERVER.contains(&self.user.as_str())
    }
    /// Whether only the machine itself can use it.
    #[must_use]
    pub fn local(&self) -> bool {
        LOCAL.contains(&self.host.as_str()) && !(self.host.is_empty())
    }
    /// Whether it signs in by who runs the program, without a password.
    #[must_use]
    pub fn by_socket(&self) -> bool {
        ["unix_socket", "auth_socket", "gssapi", "auth_gssapi_client", "named_pipe"].contains(&self.plugin.as_str())
    }
    /// Whether its name says that it administers: `root`, `admin`, `dba`…
    #[must_use]
    pub fn administers(&self) -> bool {
        self.named(&["root", "admin", "dba", "rdsadmin", "azure_superuser", "cloudsqlsuperuser", "superuser"])
    }
    /// Whether it is an administrator's by what it may do and that only the machine itself can use it.
    #[must_use]
    pub fn local_administrator(&self) -> bool {
        self.local() && self.by_socket()
    }
    /// Whether its name says that it changes the schema.
    #[must_use]
    pub fn migrates(&self) -> bool {
        self.administers()
            || self.named(&[
                "migrat",
                "migrator",
                "migration",
                "migrations",
                "flyway",
                "liquibase",
                "alembic",
                "deploy",
                "owner",
                "ddl",
                "schema",
            ])
    }
    /// Whether its name says that it copies or watches.
    #[must_use]
    pub fn operates(&self) -> bool {
        self.administers()
            || self.named(&[
                "backup",
                "dump",
                "xtrabackup",
                "mariabackup",
                "repl",
                "replica",
                "replication",
                "monitor",
                "monitoring",
                "exporter",
                "mysqld",
                "pmm",
                "datadog",
                "audit",
                "auditor",
                "maxscale",
                "proxysql",
                "orchestrator",
            ])
    }
    /// Whether the account is an application's, as far as its name tells.
    #[must_use]
    pub fn application(&self) -> bool {
        self.usable() && !self.administers() && !self.migrates() && !self.operates()
    }
    /// Whether any of its grants on a matching place has this privilege.
    #[must_use]
    pub fn may(&self, privilege: &str) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.has(privilege))
    }
    fn named(&self, names: &[&str]) -> bool {
        let user = self.user.to_lowercase();
        user.split(|c: char| !c.is_alphanumeric()).any(|part| names.contains(&part))
    }
}
