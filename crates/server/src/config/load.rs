//! From a file to a configuration that is safe to start with. Every error names the file and the line.

use std::{fs, io::Read, ops::Range, path::Path};

use toml::de::DeTable;

use super::{Config, MailTls, is_loopback, private};
use crate::failure::Failure;

/// The largest configuration, bytes.
const MAX_BYTES: u64 = 256 * 1_024;

/// Reads, checks and refuses.
pub(crate) fn load(path: &Path) -> Result<Config, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::unusable(format!("the configuration {} cannot be read", path.display())).because(error);
    let mut text = String::new();
    fs::File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_string(&mut text)).map_err(unreadable)?;
    let config = parse(&text).map_err(|wrong| Failure::unusable(wrong.in_file(path)))?;
    for (what, file) in config.secret_files() {
        private(file).map_err(|why| Failure::unusable(format!("{}: {what}: {why}", path.display())))?;
    }
    Ok(config)
}

/// What is wrong, and in which line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    line: Option<usize>,
    what: String,
}

impl Wrong {
    fn in_file(&self, path: &Path) -> String {
        match self.line {
            Some(line) => format!("{}:{line}: {}", path.display(), self.what),
            None => format!("{}: {}", path.display(), self.what),
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Config, Wrong> {
    let config: Config = toml::from_str(text).map_err(|error| {
        // Of a section that is missing, the place is the beginning of the file, which says nothing.
        let is_nowhere = |span: &Range<usize>| span.start == 0 && error.message().starts_with("missing field");
        let line = error.span().filter(|span| !is_nowhere(span)).map(|span| line_of(text, &span));
        let what = error.message().trim().replace('\n', ", ");
        Wrong { line, what }
    })?;
    match refusal(&config) {
        None => Ok(config),
        Some((key, why)) => {
            Err(Wrong { line: find(text, &key).map(|span| line_of(text, &span)), what: format!("{}: {why}", key.join(".")) })
        }
    }
}

/// What is unsafe in the combination of values: the key that is to be changed, and why.
fn refusal(config: &Config) -> Option<([&'static str; 2], String)> {
    let listen = &config.listen;
    let beyond = !listen.address.ip().is_loopback();
    if beyond && !listen.behind_proxy {
        let why = "reaches beyond this machine, and plain HTTP there would show every session to the network; listen on 127.0.0.1, or set behind_proxy if a proxy of yours ends TLS";
        return Some((["listen", "address"], why.to_owned()));
    }
    if listen.behind_proxy && !listen.base_url.is_secure() {
        return Some((["listen", "base_url"], "is plain http, but a proxy that ends TLS is reached by https".to_owned()));
    }
    if listen.base_url.is_secure() && !listen.behind_proxy {
        let why = "is false, but base_url begins with https: something has to end TLS before this program";
        return Some((["listen", "behind_proxy"], why.to_owned()));
    }
    if config.mail.username.is_some() != config.mail.password_file.is_some() {
        let absent = if config.mail.username.is_some() { "password_file" } else { "username" };
        return Some((["mail", absent], "is missing; username and password_file belong together".to_owned()));
    }
    if config.mail.tls == MailTls::PlainLoopbackOnly && !is_loopback(&config.mail.host) {
        return Some((["mail", "tls"], "is for a relay on this machine only; use starttls or implicit".to_owned()));
    }
    if config.database.password_file.is_some() && matches!(config.database.url, super::DatabaseUrl::Sqlite(_)) {
        return Some((["database", "password_file"], "is for MySQL; an SQLite file has no password".to_owned()));
    }
    bounds(config)
}

/// Numbers outside the bounds that the reference tells.
fn bounds(config: &Config) -> Option<([&'static str; 2], String)> {
    let limits = &config.limits;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let numbers = [
        (["company", "workmanship_warranty_years"], u64::from(config.company.workmanship_warranty_years), 1, 40),
        (["database", "connections"], u64::from(config.database.connections), 2, 1_000),
        (["mail", "port"], u64::from(config.mail.port), 1, 65_535),
        (["limits", "connections"], count(limits.connections), 1, 100_000),
        (["limits", "connections_per_source"], count(limits.connections_per_source), 1, 100_000),
        (["limits", "requests_per_second"], u64::from(limits.requests_per_second), 1, 100_000),
        (["limits", "changes_per_second"], u64::from(limits.changes_per_second), 1, 100_000),
        (["limits", "streams_per_source"], count(limits.streams_per_source), 1, 100_000),
        (["limits", "drain_seconds"], limits.drain_seconds, 0, 600),
        (["limits", "hashing_threads"], count(limits.hashing_threads), 0, 256),
    ];
    let (key, _, min, max) = numbers.into_iter().find(|(_, number, min, max)| !(min..=max).contains(&number))?;
    Some((key, format!("must be between {min} and {max}")))
}

/// Where a key's value stands, or its section when the key is not there.
fn find(text: &str, [section, key]: &[&'static str; 2]) -> Option<Range<usize>> {
    let root = DeTable::parse(text).ok()?;
    let (name, section) = root.get_ref().get_key_value(*section)?;
    let value = section.get_ref().as_table().and_then(|table| table.get(*key));
    Some(value.map_or_else(|| name.span(), toml::Spanned::span))
}

/// The line of a place in `text`, from 1.
fn line_of(text: &str, span: &Range<usize>) -> usize {
    let before = text.get(..span.start).unwrap_or(text);
    before.matches('\n').count() + 1
}
