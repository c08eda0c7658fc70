//! Where something stands in the repository.

use std::fmt;

/// A file of the repository, and an item in it: `crates/vault/src/seal.rs::Place`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    path: String,
    item: Option<String>,
}

/// A text that is no [`Reference`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no reference of the form path or path::item")]
pub struct NotAReference(String);

impl Reference {
    /// Parses `path` or `path::item`. A path is relative to the repository's root, has no `..` and no spaces.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, NotAReference> {
        let (path, item) = text.split_once("::").map_or((text, None), |(path, item)| (path, Some(item)));
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        let is_inside = path.split('/').all(|part| is_name(part) && part != "." && part != "..");
        if is_inside && item.is_none_or(is_name) {
            Ok(Self { path: path.to_owned(), item: item.map(str::to_owned) })
        } else {
            Err(NotAReference(text.to_owned()))
        }
    }
    /// The file, relative to the repository's root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
    /// What is meant in the file: a type, a function, a test, the id of a policy. None means the file as a whole.
    #[must_use]
    pub fn item(&self) -> Option<&str> {
        self.item.as_deref()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.item {
            Some(item) => write!(f, "{}::{item}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

    #[test]
    fn a_reference_survives_its_text() {
        for text in ["Cargo.toml", ".ci/run", "crates/vault/src/seal.rs::Place", "crates/policy/policies/base.cedar::staff-need-a-passkey"]
        {
            assert_eq!(Reference::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_leads_out_of_the_repository_is_refused() {
        for text in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", "a b", "a::", "a::b::c", "a::b c", "::b"] {
            assert!(Reference::parse(text).is_err(), "{text:?}");
        }
    }
}
