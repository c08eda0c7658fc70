//! `Set-Cookie`.

/// One cookie, as RFC 6265bis reads it. The value is kept to compare sessions, and never quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Sent over TLS only.
    pub secure: bool,
    /// Not shown to scripts.
    pub http_only: bool,
    /// Whether other sites' requests carry it.
    pub same_site: Option<SameSite>,
    /// For which hosts, where it says so.
    pub domain: Option<String>,
    /// For which paths, where it says so.
    pub path: Option<String>,
    /// Whether it takes a cookie away.
    pub deleted: bool,
}

/// `SameSite`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// Never with another site's request.
    Strict,
    /// With links only.
    Lax,
    /// Always.
    None,
}

impl Cookie {
    /// Reads a field; none where it names no cookie.
    #[must_use]
    pub fn read(field: &str) -> Option<Self> {
        let mut parts = field.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let mut cookie = Self {
            name: name.trim().to_owned(),
            value: value.trim().trim_matches('"').to_owned(),
            secure: false,
            http_only: false,
            same_site: None,
            domain: None,
            path: None,
            deleted: false,
        };
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "secure" => cookie.secure = true,
                "httponly" => cookie.http_only = true,
                "samesite" => {
                    cookie.same_site = match value.to_ascii_lowercase().as_str() {
                        "strict" => Some(SameSite::Strict),
                        "lax" => Some(SameSite::Lax),
                        "none" => Some(SameSite::None),
                        _ => None,
                    };
                }
                "domain" => cookie.domain = Some(value.to_owned()),
                "path" => cookie.path = Some(value.to_owned()),
                "max-age" => cookie.deleted |= value.starts_with('-') || value == "0",
                "expires" => cookie.deleted |= value.contains("1970"),
                _ => {}
            }
        }
        Some(cookie).filter(|cookie| !cookie.name.is_empty())
    }

    /// Whether it is a session or a token that signs somebody in, by its name and the length of its value.
    #[must_use]
    pub fn session(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let name = name.trim_start_matches("__host-").trim_start_matches("__secure-");
        // A token against forged requests is read by scripts on purpose.
        let forgery = ["csrf", "xsrf", "antiforgery", "requestverification"].iter().any(|word| name.contains(word));
        let named = [
            "sess",
            "sid",
            "auth",
            "token",
            "jwt",
            "login",
            "remember",
            "identity",
            "connect.",
            "laravel",
            "phpsessid",
            "jsessionid",
            "aspxauth",
            "cfid",
        ];
        !forgery && (named.iter().any(|word| name.contains(word)) || name == "id")
    }

    /// Its attributes, without its value.
    #[must_use]
    pub fn told(&self) -> String {
        let mut text = format!("{}=…", self.name);
        for (there, word) in [(self.secure, "; Secure"), (self.http_only, "; HttpOnly")] {
            if there {
                text.push_str(word);
            }
        }
        if let Some(same_site) = self.same_site {
            text.push_str(&format!("; SameSite={same_site:?}"));
        }
        for (name, value) in [("Domain", &self.domain), ("Path", &self.path)] {
            if let Some(value) = value {
                text.push_str(&format!("; {name}={value}"));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Cookie, SameSite};
    use crate::evidence::site::Policy;

    #[test]
    fn attributes_are_read_and_the_value_is_not_told() {
        let cookie = Cookie::read("__Host-session=\"secret\"; path=/; SECURE; HttpOnly; SameSite=lax").unwrap();
        assert!(cookie.secure && cookie.http_only && cookie.session() && cookie.same_site == Some(SameSite::Lax));
        assert_eq!(cookie.told(), "__Host-session=…; Secure; HttpOnly; SameSite=Lax; Path=/");
        assert!(Cookie::read("a=; Max-Age=0").unwrap().deleted && !Cookie::read("csrftoken=x").unwrap().session());
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>(), field in "[a-zA-Z=;, '*:-]{0,80}") {
            for text in [&text, &field] {
                if let Some(cookie) = Cookie::read(text) {
                    prop_assert!(cookie.value.is_empty() || !cookie.name.is_empty());
                }
                let policy = Policy::read(text);
                let _ = (policy.inline_scripts(), policy.open_source());
            }
        }
    }
}
