//! The address of a database, without its password.

use std::{fmt::Write as _, path::PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use super::is_loopback;

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub(crate) enum DatabaseUrl {
    /// A file on this machine.
    Sqlite(PathBuf),
    /// A server.
    MySql(Server),
}

/// A server that speaks MySQL's protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Server {
    user: String,
    /// Host and, if it is not 3306, port.
    authority: String,
    database: String,
    /// As it stands in the URL, checked.
    options: Option<String>,
}

/// Modes in which the server has to prove who it is.
const VERIFYING: [&str; 2] = ["VERIFY_IDENTITY", "VERIFY_CA"];

impl TryFrom<String> for DatabaseUrl {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        match raw.split_once(':') {
            Some(("sqlite", path)) => sqlite(path).map(Self::Sqlite),
            Some(("mysql" | "mariadb", rest)) => server(rest).map(Self::MySql),
            _ => Err("begins neither with sqlite: nor with mysql://".to_owned()),
        }
    }
}

fn sqlite(text: &str) -> Result<PathBuf, String> {
    let text = text.strip_prefix("//").unwrap_or(text);
    if text.contains(['?', '#', '%']) {
        return Err("has a character in its path (?, # or %) that a database's address cannot carry".to_owned());
    }
    if !text.starts_with('/') || text.ends_with('/') {
        return Err("needs the absolute path of a file, such as sqlite:/var/lib/sunward/sunward.sqlite".to_owned());
    }
    Ok(PathBuf::from(text))
}

fn server(rest: &str) -> Result<Server, String> {
    let form = || "is not of the form mysql://user@host/database?ssl-mode=VERIFY_IDENTITY".to_owned();
    let rest = rest.strip_prefix("//").ok_or_else(form)?;
    let (place, options) = rest.split_once('?').map_or((rest, None), |(place, options)| (place, Some(options)));
    // The last @, so that one within a password cannot hide the password.
    let (user, place) = place.rsplit_once('@').ok_or_else(form)?;
    if user.contains(':') {
        return Err("has a password in it; put that into a file and name it as password_file".to_owned());
    }
    let (authority, database) = place.split_once('/').ok_or_else(form)?;
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let host = host_of(authority).ok_or_else(form)?;
    if !is_name(user) || !is_name(database) {
        return Err(form());
    }
    let mut mode = None;
    for option in options.into_iter().flat_map(|options| options.split('&')) {
        match option.split_once('=') {
            Some(("ssl-mode", value)) if mode.is_none() => mode = Some(value),
            Some(("ssl-ca", path)) if path.starts_with('/') && !path.contains(['%', '#']) => {}
            _ => return Err("has an option other than one ssl-mode and one ssl-ca with an absolute path".to_owned()),
        }
    }
    let known = [VERIFYING[0], VERIFYING[1], "REQUIRED", "PREFERRED", "DISABLED"];
    if mode.is_some_and(|mode| !known.contains(&mode)) {
        return Err(format!("has an ssl-mode that is none of {}", known.join(", ")));
    }
    if !is_loopback(host) && !mode.is_some_and(|mode| VERIFYING.contains(&mode)) {
        return Err(format!(
            "reaches beyond this machine; there ssl-mode must be {}, else anybody could play the database",
            VERIFYING.join(" or ")
        ));
    }
    Ok(Server {
        user: user.to_owned(),
        authority: authority.to_owned(),
        database: database.to_owned(),
        options: options.map(str::to_owned),
    })
}

/// The host of `host`, `host:port`, `[::1]` or `[::1]:port`.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']')?;
            (host, if after.is_empty() { None } else { Some(after.strip_prefix(':')?) })
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let port_is_one = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c));
    (port_is_one && is_host).then_some(host)
}

impl Server {
    /// The whole address, with `password` in it. Never printed.
    pub(crate) fn url(&self, password: Option<&str>) -> String {
        let mut url = format!("mysql://{}", self.user);
        if let Some(password) = password {
            url.push(':');
            for byte in password.bytes() {
                if byte.is_ascii_alphanumeric() {
                    url.push(char::from(byte));
                } else {
                    // Writing to a String cannot fail.
                    let _ = write!(url, "%{byte:02X}");
                }
            }
        }
        let _ = write!(url, "@{}/{}", self.authority, self.database);
        if let Some(options) = &self.options {
            let _ = write!(url, "?{options}");
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    fn parse(raw: &str) -> Result<DatabaseUrl, String> {
        DatabaseUrl::try_from(raw.to_owned())
    }

    #[test]
    fn addresses_that_are_safe() {
        for path in ["sqlite:/var/lib/x.sqlite", "sqlite:///var/lib/x.sqlite"] {
            assert_eq!(parse(path), Ok(DatabaseUrl::Sqlite("/var/lib/x.sqlite".into())));
        }
        for url in [
            "mysql://sunward@localhost/sunward",
            "mysql://sunward@127.0.0.1:3307/sunward?ssl-mode=DISABLED",
            "mysql://sunward@[::1]/sunward",
            "mysql://sunward@db.example.com/sunward?ssl-mode=VERIFY_IDENTITY",
            "mariadb://sunward@db.example.com:3306/sunward?ssl-ca=/etc/ca.pem&ssl-mode=VERIFY_CA",
        ] {
            assert!(parse(url).is_ok(), "{url}: {:?}", parse(url));
        }
    }

    #[test]
    fn addresses_that_are_refused_and_why() {
        for (url, words) in [
            ("", "neither"),
            ("postgres://x", "neither"),
            ("sqlite::memory:", "absolute path"),
            ("sqlite:relative.sqlite", "absolute path"),
            ("sqlite:/", "absolute path"),
            ("sqlite:/x.sqlite?mode=memory", "character"),
            ("mysql:x", "form"),
            ("mysql://localhost/sunward", "form"),
            ("mysql://sunward@localhost", "form"),
            ("mysql://sunward@localhost/", "form"),
            ("mysql://sunward@/sunward", "form"),
            ("mysql://sunward@localhost:0/sunward", "form"),
            ("mysql://sunward@localhost:http/sunward", "form"),
            ("mysql://sun%77ard@localhost/sunward", "form"),
            ("mysql://sunward@localhost/sunward#x", "form"),
            ("mysql://sunward:secret@localhost/sunward", "password_file"),
            ("mysql://sunward:se@cret@localhost/sunward", "password_file"),
            ("mysql://sunward:@localhost/sunward", "password_file"),
            ("mysql://sunward@db.example.com/sunward", "VERIFY_IDENTITY"),
            ("mysql://sunward@db.example.com/sunward?ssl-mode=REQUIRED", "VERIFY_IDENTITY"),
            ("mysql://sunward@0.0.0.0/sunward", "VERIFY_IDENTITY"),
            ("mysql://sunward@localhost.example.com/sunward", "VERIFY_IDENTITY"),
            ("mysql://sunward@localhost/sunward?ssl-mode=maybe", "none of"),
            ("mysql://sunward@localhost/sunward?socket=/tmp/x", "option"),
            ("mysql://sunward@db.example.com/sunward?ssl-mode=VERIFY_CA&ssl-mode=DISABLED", "option"),
            ("mysql://sunward@db.example.com/sunward?ssl-mode=VERIFY_CA&sslmode=DISABLED", "option"),
        ] {
            let error = parse(url).unwrap_err();
            assert!(error.contains(words), "{url}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn a_password_is_written_so_that_it_stays_one() {
        let Ok(DatabaseUrl::MySql(server)) = parse("mysql://sunward@localhost/sunward?ssl-mode=REQUIRED") else { panic!() };
        assert_eq!(server.url(Some("a:b@c/é %")), "mysql://sunward:a%3Ab%40c%2F%C3%A9%20%25@localhost/sunward?ssl-mode=REQUIRED");
        assert_eq!(server.url(None), "mysql://sunward@localhost/sunward?ssl-mode=REQUIRED");
    }
}
