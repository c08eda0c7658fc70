//! `Content-Security-Policy`.

use std::collections::BTreeMap;

/// One policy: sources by directive, in small letters but for nonces and hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    directives: BTreeMap<String, Vec<String>>,
}

impl Policy {
    /// Reads a policy. The first of two directives with the same name counts, as in browsers.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut directives = BTreeMap::new();
        for part in text.split(';') {
            let mut words = part.split_ascii_whitespace();
            if let Some(name) = words.next() {
                directives.entry(name.to_ascii_lowercase()).or_insert_with(|| words.map(str::to_ascii_lowercase).collect());
            }
        }
        Self { directives }
    }
    /// The sources of a directive as it stands.
    #[must_use]
    pub fn stated(&self, name: &str) -> Option<&[String]> {
        self.directives.get(name).map(Vec::as_slice)
    }
    /// The sources by which scripts are judged; none: every script runs.
    #[must_use]
    pub fn scripts(&self) -> Option<&[String]> {
        ["script-src-elem", "script-src", "default-src"].into_iter().find_map(|name| self.stated(name))
    }
    /// Whether scripts in the page itself run: `'unsafe-inline'` without a nonce or hash, which switch it off.
    #[must_use]
    pub fn inline_scripts(&self) -> bool {
        let Some(sources) = self.scripts() else { return true };
        let bound = |source: &String| {
            ["'nonce-", "'sha256-", "'sha384-", "'sha512-"].iter().any(|begin| source.starts_with(begin)) || source == "'strict-dynamic'"
        };
        sources.iter().any(|source| source == "'unsafe-inline'") && !sources.iter().any(bound)
    }
    /// A source that lets scripts of anybody run.
    #[must_use]
    pub fn open_source(&self) -> Option<&str> {
        let sources = self.scripts()?;
        // With 'strict-dynamic' browsers pass over hosts and schemes.
        if sources.iter().any(|source| source == "'strict-dynamic'") {
            return None;
        }
        let open = ["*", "http:", "https:", "data:", "blob:", "http://*", "https://*", "*.com"];
        sources.iter().map(String::as_str).find(|source| open.contains(source))
    }
}
