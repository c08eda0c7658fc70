//! Under which address the site is reached, as configured; never as a request says.

/// Scheme, host and port: `https://solar.example`, `http://127.0.0.1:8080`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    secure: bool,
    authority: String,
}

/// Why a text is not an origin that we may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOrigin {
    /// Not of the form `https://host` or `https://host:port`.
    #[error("expected https://host or https://host:port, without a path")]
    Malformed,
    /// Plain HTTP to somewhere else would show every session to the network.
    #[error("plain http is for this machine only (localhost, 127.0.0.1, [::1])")]
    PlainHttp,
}

impl Origin {
    /// Parses a base URL; the scheme's own port is left out, one slash at the end is allowed.
    ///
    /// # Errors
    /// Not an origin, or plain HTTP beyond this machine.
    pub fn parse(text: &str) -> Result<Self, NotAnOrigin> {
        let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(NotAnOrigin::Malformed),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let is_authority = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
        if rest.is_empty() || !rest.chars().all(is_authority) || rest.parse::<axum::http::uri::Authority>().is_err() {
            return Err(NotAnOrigin::Malformed);
        }
        let origin = Self { secure, authority: normalised(rest, secure) };
        if !secure && !origin.is_loopback() { Err(NotAnOrigin::PlainHttp) } else { Ok(origin) }
    }

    /// Reached over TLS, here or at a declared proxy.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Host, and the port unless it is the scheme's own.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether a `Host` header or request target means this origin.
    #[must_use]
    pub fn has_authority(&self, authority: &str) -> bool {
        normalised(authority, self.secure) == self.authority
    }

    fn is_loopback(&self) -> bool {
        let host = match self.authority.strip_prefix('[') {
            Some(six) => six.split(']').next().unwrap_or(six),
            None => self.authority.split(':').next().unwrap_or(&self.authority),
        };
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

fn normalised(authority: &str, secure: bool) -> String {
    let own_port = if secure { ":443" } else { ":80" };
    authority.strip_suffix(own_port).unwrap_or(authority).to_ascii_lowercase()
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_in_one_way() {
        for (text, written) in [
            ("https://Solar.Example", "https://solar.example"),
            ("https://solar.example:443/", "https://solar.example"),
            ("https://solar.example:8443", "https://solar.example:8443"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://localhost", "http://localhost"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().to_string(), written);
        }
    }

    #[test]
    fn plain_http_beyond_this_machine_and_other_texts_are_refused() {
        for text in ["http://solar.example", "http://192.0.2.1", "http://localhost.evil.example", "http://[2001:db8::1]"] {
            assert_eq!(Origin::parse(text), Err(NotAnOrigin::PlainHttp), "{text}");
        }
        for text in ["", "solar.example", "ftp://solar.example", "https://", "https://a/b", "https://a b", "https://u@a", "https://a?x"] {
            assert_eq!(Origin::parse(text), Err(NotAnOrigin::Malformed), "{text}");
        }
    }

    #[test]
    fn a_host_header_is_compared_without_the_schemes_own_port() {
        let origin = Origin::parse("https://solar.example").unwrap();
        assert!(origin.has_authority("SOLAR.example") && origin.has_authority("solar.example:443"));
        for other in ["", "solar.example:80", "solar.example.evil.example", "evil.example", "solar.example:443:443"] {
            assert!(!origin.has_authority(other), "{other}");
        }
    }
}
