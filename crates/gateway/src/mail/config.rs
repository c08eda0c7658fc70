//! Which relay, how it is reached, and as whom.

use std::io;
use std::path::{Path, PathBuf};

use domain::text::Email;

/// A relay.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    /// Host name, which its certificate must carry, or an address.
    pub host: String,
    /// 587 for STARTTLS and 465 for implicit TLS, usually.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// As whom we sign in; `None` when the relay knows us otherwise.
    pub credentials: Option<SmtpCredentials>,
    /// Name beside the sender's address, the company's.
    pub from_name: String,
    /// The sender's address.
    pub from: Email,
}

/// How the connection to a relay is protected. There is no "if available".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// Plain greeting, then TLS; a relay that does not offer it gets no mail.
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// No TLS, to an address of this machine only (`127.0.0.1`, `::1`).
    PlainLoopbackOnly,
}

/// As whom we sign in.
#[derive(Clone, Debug)]
pub struct SmtpCredentials {
    /// User name.
    pub username: String,
    /// Its password.
    pub password: SmtpPassword,
}

/// A relay's password; never printed.
#[derive(Clone)]
pub struct SmtpPassword(String);

/// A relay cannot be used as configured.
#[derive(Debug, thiserror::Error)]
pub enum BadSmtpConfig {
    /// Without TLS only this machine is reached.
    #[error("mail without TLS goes only to a loopback address such as 127.0.0.1, not to {0}")]
    PlainBeyondLoopback(String),
    /// The sender's name or address does not fit in a header.
    #[error("the sender's name or address cannot be written in a mail")]
    Sender,
    /// The host name is none, or TLS could not be set up for it.
    #[error("TLS cannot be set up for the host {0}")]
    Tls(String),
    /// The file that holds the password cannot be read.
    #[error("the password of the mail relay cannot be read from {path}: {source}")]
    PasswordFile {
        /// The file.
        path: PathBuf,
        /// The file system's answer.
        source: io::Error,
    },
    /// The file that should hold the password is empty.
    #[error("the password of the mail relay in {0} is empty")]
    EmptyPassword(PathBuf),
}

impl SmtpPassword {
    /// The password in the file at `path`, as secrets are mounted; the line break at its end is not part of it.
    ///
    /// # Errors
    /// The file cannot be read as text or is empty.
    pub fn from_file(path: &Path) -> Result<Self, BadSmtpConfig> {
        let text = std::fs::read_to_string(path).map_err(|source| BadSmtpConfig::PasswordFile { path: path.to_owned(), source })?;
        let password = text.trim_end_matches(['\r', '\n']);
        if password.is_empty() {
            return Err(BadSmtpConfig::EmptyPassword(path.to_owned()));
        }
        Ok(Self(password.to_owned()))
    }
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SmtpPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmtpPassword(…)")
    }
}
