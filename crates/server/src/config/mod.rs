//! What can be configured: one TOML file, every key of it described here. The reference is made from these comments.
//!
//! A value is checked where it is read, so that an error names its line. What is not here cannot be set: where the
//! program runs (only `sunward demo` is a demo) and how somebody signed in.

mod database_url;
mod host;
mod load;
mod reference;
mod secret_file;
mod value;

use std::{net::SocketAddr, path::PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use database_url::DatabaseUrl;
pub(crate) use host::is_loopback;
pub(crate) use load::load;
pub(crate) use reference::reference;
pub(crate) use secret_file::{private, secret};
pub(crate) use value::{AbsolutePath, BaseUrl, CompanyName, EmailAddress, PostalAddress, SecurityContact, State, TimeZoneName};

/// The configuration of a company.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The company whose program this is.
    pub(crate) company: Company,
    /// Where people reach it.
    pub(crate) listen: Listen,
    /// Where its data is.
    pub(crate) database: Database,
    /// The key that seals personal data.
    pub(crate) keys: Keys,
    /// How mail leaves. Accounts are confirmed by mail, so nobody can sign up without it.
    pub(crate) mail: Mail,
    /// How much one client, and all together, may take.
    #[serde(default)]
    pub(crate) limits: Limits,
}

/// The company whose program this is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Company {
    /// Its name, as customers read it.
    pub(crate) name: CompanyName,
    /// Its postal address, for contracts.
    pub(crate) address: PostalAddress,
    /// Its e-mail address, for questions.
    pub(crate) email: EmailAddress,
    /// The two-letter state that it sells in. Prices are known for `CO`.
    pub(crate) state: State,
    /// The IANA time zone in which its dates are meant, such as `America/Denver`.
    pub(crate) zone: TimeZoneName,
    /// Years of warranty on its work.
    #[serde(default = "ten_years")]
    #[schemars(range(min = 1, max = 40))]
    pub(crate) workmanship_warranty_years: u8,
    /// Where to report a weakness, for `security.txt`: a `mailto:` or `https:` address.
    #[serde(default)]
    pub(crate) security_contact: Option<SecurityContact>,
}

/// Where people reach it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listen {
    /// Address and port to listen on, such as `127.0.0.1:8080`. It speaks plain HTTP there: an address beyond this machine
    /// needs `behind_proxy`.
    #[schemars(with = "String")]
    pub(crate) address: SocketAddr,
    /// Scheme and host under which people reach it, such as `https://solar.example.com`. Links begin with it, whatever a
    /// request says. Plain `http` is for this machine only.
    pub(crate) base_url: BaseUrl,
    /// A proxy of yours stands before it, ends TLS, and is the only one that can reach `address`. Every connection then has
    /// the proxy's address: limits per source are limits of all, and the proxy has to have its own.
    #[serde(default)]
    pub(crate) behind_proxy: bool,
}

/// Where its data is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    /// `sqlite:` and the absolute path of a file, such as `sqlite:/var/lib/sunward/sunward.sqlite`, or a MySQL or MariaDB
    /// server, such as `mysql://sunward@db.example.com/sunward?ssl-mode=VERIFY_IDENTITY`. Beyond this machine `ssl-mode` must
    /// be `VERIFY_IDENTITY` or `VERIFY_CA`; `ssl-ca` names the file of the authority. No password stands in it.
    pub(crate) url: DatabaseUrl,
    /// The file that holds the password of the MySQL account. Others must not be able to read it.
    #[serde(default)]
    pub(crate) password_file: Option<AbsolutePath>,
    /// Connections to MySQL at most.
    #[serde(default = "sixteen")]
    #[schemars(range(min = 2, max = 1_000))]
    pub(crate) connections: u32,
}

/// The key that seals personal data.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keys {
    /// The file that holds the key: 32 bytes that only its owner can read. `sunward migrate` makes it with an empty database.
    /// Whoever loses it loses every name, address and telephone number: keep a copy apart from the database's.
    pub(crate) file: AbsolutePath,
}

/// How mail leaves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    /// Host name of the relay, which its certificate must carry.
    pub(crate) host: String,
    /// Its port: usually 587 for `starttls`, 465 for `implicit`.
    #[serde(default = "submission")]
    #[schemars(range(min = 1))]
    pub(crate) port: u16,
    /// How the connection is protected.
    #[serde(default)]
    pub(crate) tls: MailTls,
    /// As whom we sign in to the relay. Leave it out when the relay knows us otherwise.
    #[serde(default)]
    pub(crate) username: Option<String>,
    /// The file that holds the password. Others must not be able to read it.
    #[serde(default)]
    pub(crate) password_file: Option<AbsolutePath>,
    /// Address that mails come from.
    pub(crate) from: EmailAddress,
}

/// How the connection to the relay is protected. There is no "if available".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailTls {
    /// Plain greeting, then TLS; a relay that does not offer it gets no mail.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// No TLS, to a loopback address such as `127.0.0.1` only.
    PlainLoopbackOnly,
}

/// How much one client, and all together, may take.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Limits {
    /// Open connections in all.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) connections: usize,
    /// Open connections of one source; with `behind_proxy` all are of one source, and this does not count.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) connections_per_source: usize,
    /// Requests a second of one source in the long run; six times as many at once after a pause.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) requests_per_second: u32,
    /// Those of them that change something; twenty times as many at once after a pause.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) changes_per_second: u32,
    /// Open event streams of one source.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) streams_per_source: usize,
    /// Seconds for which requests under way may go on once the program was asked to end.
    #[schemars(range(min = 0, max = 600))]
    pub(crate) drain_seconds: u64,
    /// Passwords hashed at the same time; 0 is half the processor's cores. Each takes 19 MiB.
    #[schemars(range(min = 0, max = 256))]
    pub(crate) hashing_threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            connections_per_source: 64,
            requests_per_second: 50,
            changes_per_second: 2,
            streams_per_source: 12,
            drain_seconds: 10,
            hashing_threads: 0,
        }
    }
}

impl Limits {
    /// Passwords hashed at the same time: as configured, else half the cores, at least one.
    pub(crate) fn hashing_threads(&self) -> usize {
        match self.hashing_threads {
            0 => std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1)),
            threads => threads,
        }
    }
}

impl Config {
    /// Every file whose protection matters, with what it holds.
    pub(crate) fn secret_files(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        let database = self.database.password_file.iter().map(|path| ("the database's password", &path.0));
        let mail = self.mail.password_file.iter().map(|path| ("the mail relay's password", &path.0));
        database.chain(mail)
    }
}

fn ten_years() -> u8 {
    10
}
fn sixteen() -> u32 {
    16
}
fn submission() -> u16 {
    587
}

#[cfg(test)]
mod tests;
