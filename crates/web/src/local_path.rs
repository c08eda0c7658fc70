//! Where we may send a browser: to ourselves.

use axum::http::{HeaderValue, Uri};

/// A path on this site with its query, such as `/orders?page=2`. The only thing that a redirect takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

/// The text leads elsewhere, or a browser might read it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path on this site")]
pub struct NotLocal;

const MAX_BYTES: usize = 2_000;

impl LocalPath {
    /// Accepts a path that begins with one slash, in visible ASCII and without what browsers repair: backslashes
    /// become slashes and line breaks vanish, so that `/\evil.example` would lead away.
    ///
    /// # Errors
    /// Everything else.
    pub fn parse(raw: &str) -> Result<Self, NotLocal> {
        let path = raw.split(['?', '#']).next().unwrap_or(raw);
        let is_clean = raw.len() <= MAX_BYTES && raw.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        if is_clean && path.starts_with('/') && !path.contains("//") { Ok(Self(raw.to_owned())) } else { Err(NotLocal) }
    }

    /// The path and query that were asked for; the first page if they are not fit to be repeated.
    #[must_use]
    pub fn of(uri: &Uri) -> Self {
        uri.path_and_query().and_then(|asked| Self::parse(asked.as_str()).ok()).unwrap_or_else(Self::first_page)
    }

    /// `/`.
    #[must_use]
    pub fn first_page() -> Self {
        Self("/".to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.split(['?', '#']).next().unwrap_or(&self.0)
    }

    /// The value of a `Location` header.
    #[must_use]
    pub fn header(&self) -> HeaderValue {
        // INVARIANT: visible ASCII is a header value; upheld by `parse`.
        HeaderValue::from_str(&self.0).unwrap_or_else(|_| HeaderValue::from_static("/"))
    }
}

impl std::fmt::Display for LocalPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn our_own_paths_pass() {
        for path in ["/", "/orders/ord_1?page=2", "/a/b.c", "/estimate?x=%2F%2Fevil.example", "/a?next=//b", "/a#part"] {
            assert_eq!(LocalPath::parse(path).unwrap().as_str(), path);
        }
        assert_eq!(LocalPath::parse("/orders?page=2#x").unwrap().path(), "/orders");
    }

    #[test]
    fn everything_that_a_browser_may_read_as_elsewhere_is_refused() {
        for path in [
            "",
            "orders",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/a\r\nSet-Cookie: x=y",
            " /a",
            "/a b",
            "/é",
            "/..//evil.example",
            "http://evil.example/",
            "https:/evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "?next=/",
            "#/",
            "@evil.example",
        ] {
            assert_eq!(LocalPath::parse(path), Err(NotLocal), "{path:?}");
        }
        assert!(LocalPath::parse(&format!("/{}", "a".repeat(MAX_BYTES))).is_err());
    }

    proptest! {
        #[test]
        fn what_passes_is_a_header_that_stays_here(raw in "\\PC{0,40}|/[/\\\\a:@.\\n?#]{0,12}") {
            if let Ok(path) = LocalPath::parse(&raw) {
                prop_assert!(path.as_str().starts_with('/') && !path.as_str().starts_with("//"));
                let header = path.header();
                prop_assert_eq!(header.to_str().unwrap(), &raw);
                let uri: Uri = path.path().parse().unwrap();
                prop_assert!(uri.authority().is_none());
            }
        }
    }
}
