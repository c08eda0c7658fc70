//! Our three cookies: the session, the language, the colours.
//!
//! Over TLS the session is `__Host-sunward` with `Secure`, which only this very host can set. A site on plain HTTP
//! exists only on loopback ([`crate::Origin`] refuses every other); there the cookie is `sunward-demo` without `Secure`.
//! Chromium 156 would keep a secure one on `http://127.0.0.1` and `http://localhost` (tried), but a demo must work in
//! every browser, and not all do. Two names, so that neither kind is ever taken for the other.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use domain::Language;
use vault::Token;

use crate::theme::Theme;

const LANGUAGE: &str = "sunward-language";
const THEME: &str = "sunward-theme";
/// A year, in seconds.
const YEAR: i64 = 31_536_000;
/// More than all our cookies together; what is longer is not ours.
const MAX_BYTES: usize = 4_096;

/// The cookies of a request, in their order.
#[derive(Debug, Default)]
pub struct Jar(Vec<(String, String)>);

/// The same cookie came twice: somebody put one beside ours, and which is ours cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a cookie came twice")]
pub struct Ambiguous;

impl Jar {
    /// Reads the `Cookie` headers. Pairs that are not exactly `name=value` in the characters of RFC 6265 are left out.
    #[must_use]
    pub fn read(headers: &HeaderMap) -> Self {
        let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = values.filter(|value| value.len() <= MAX_BYTES).flat_map(|value| value.split(';'));
        Self(pairs.filter_map(pair).collect())
    }

    /// The value of `name`.
    ///
    /// # Errors
    /// It is there more than once, even with equal values.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Ambiguous> {
        let mut values = self.0.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(Ambiguous),
        }
    }
}

fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.trim_matches(' ').split_once('=')?;
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_value = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_token) && value.bytes().all(is_value)).then(|| (name.to_owned(), value.to_owned()))
}

/// How this site names and protects its cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    secure: bool,
}

impl Cookies {
    /// For a site reached over TLS (`secure`) or on plain loopback.
    #[must_use]
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// The name of the session cookie.
    #[must_use]
    pub fn session_name(self) -> &'static str {
        if self.secure { "__Host-sunward" } else { "sunward-demo" }
    }

    /// The session of a request; a value that is not a token is none.
    ///
    /// # Errors
    /// The cookie came twice.
    pub fn session_of(self, jar: &Jar) -> Result<Option<Token>, Ambiguous> {
        Ok(jar.one(self.session_name())?.and_then(|text| Token::parse(text).ok()))
    }

    /// Begins a session, or goes on under a new token, for at most `seconds`: no cookie outlives its session.
    #[must_use]
    pub fn session(self, token: &Token, seconds: i64) -> HeaderValue {
        let mut value = self.header(self.session_name(), &token.text(), seconds);
        value.set_sensitive(true);
        value
    }

    /// Takes the session cookie back.
    #[must_use]
    pub fn no_session(self) -> HeaderValue {
        self.header(self.session_name(), "", 0)
    }

    /// Remembers the language.
    #[must_use]
    pub fn language(self, language: Language) -> HeaderValue {
        self.header(LANGUAGE, language.tag(), YEAR)
    }

    /// Remembers the colours; those of the device need no cookie.
    #[must_use]
    pub fn theme(self, theme: Theme) -> HeaderValue {
        match theme {
            Theme::Device => self.header(THEME, "", 0),
            Theme::Light | Theme::Dark => self.header(THEME, theme.name(), YEAR),
        }
    }

    fn header(self, name: &str, value: &str, max_age: i64) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={max_age}");
        // INVARIANT: names and values are ASCII; the callers above make them.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// The remembered language.
#[must_use]
pub fn language_of(jar: &Jar) -> Option<Language> {
    jar.one(LANGUAGE).ok().flatten().and_then(Language::from_tag)
}

/// The remembered colours.
#[must_use]
pub fn theme_of(jar: &Jar) -> Theme {
    jar.one(THEME).ok().flatten().and_then(Theme::from_name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vault::SystemRandom;

    fn jar(headers: &[&str]) -> Jar {
        let mut map = HeaderMap::new();
        for header in headers {
            map.append(COOKIE, HeaderValue::from_str(header).unwrap());
        }
        Jar::read(&map)
    }

    #[test]
    fn a_session_survives_its_cookie() {
        let token = Token::generate(&SystemRandom).unwrap();
        for secure in [true, false] {
            let cookies = Cookies::new(secure);
            let set = cookies.session(&token, 60);
            let set = set.to_str().unwrap();
            let sent = set.split(';').next().unwrap();
            assert_eq!(cookies.session_of(&jar(&[&format!("a=b; {sent}; c=d")])), Ok(Some(token.clone())));
            assert_eq!(Cookies::new(!secure).session_of(&jar(&[sent])), Ok(None), "the other kind's name does not count");
            assert!(set.contains("; Path=/; HttpOnly; SameSite=Lax"), "{set}");
            assert_eq!(set.contains("; Secure"), secure);
            assert!(!set.contains("Domain"));
        }
    }

    #[test]
    fn a_cookie_that_came_twice_is_refused() {
        let cookies = Cookies::new(true);
        let own = format!("__Host-sunward={}", "A".repeat(43));
        assert_eq!(cookies.session_of(&jar(&[&format!("{own}; {own}")])), Err(Ambiguous));
        assert_eq!(cookies.session_of(&jar(&[&own, "__Host-sunward=x"])), Err(Ambiguous));
        assert!(cookies.session_of(&jar(&[&own])).unwrap().is_some());
    }

    #[test]
    fn what_is_not_a_pair_is_left_out() {
        let read = jar(&["a=1; b ; =2; c=\"3\"; d=4 5; e=; f=6;g=7; h =8"]);
        assert_eq!(read.0, [("a", "1"), ("e", ""), ("f", "6"), ("g", "7")].map(|(n, v)| (n.to_owned(), v.to_owned())));
        assert!(jar(&[&format!("a={}", "x".repeat(5_000))]).0.is_empty());
    }

    #[test]
    fn preferences_are_remembered_and_nonsense_is_not() {
        let read = jar(&["sunward-language=es; sunward-theme=dark"]);
        assert_eq!((language_of(&read), theme_of(&read)), (Some(Language::Spanish), Theme::Dark));
        let read = jar(&["sunward-language=xx; sunward-theme=neon"]);
        assert_eq!((language_of(&read), theme_of(&read)), (None, Theme::Device));
        assert!(Cookies::new(true).theme(Theme::Device).to_str().unwrap().ends_with("; Max-Age=0"));
        assert!(Cookies::new(true).no_session().to_str().unwrap().starts_with("__Host-sunward=;"));
    }
}
