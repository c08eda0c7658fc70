//! What comes out of a seal: masked for most eyes, clear against a permit.

use serde::Serialize;

/// A masked form that may be shown and sent: `a…@example.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Masked(String);

impl Masked {
    /// Wraps text that is masked already; the types of `domain::text` know how (`masked()`).
    #[must_use]
    pub fn new(masked: String) -> Self {
        Self(masked)
    }
}

impl std::fmt::Display for Masked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value in the clear. It neither serializes nor prints; [`Clear::expose`] is the word to search for.
pub struct Clear<T>(T);

impl<T> Clear<T> {
    /// Marks a value as clear personal data.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(value)
    }
    /// The value, for eyes that have a permit.
    #[must_use]
    pub fn expose(&self) -> &T {
        &self.0
    }
    /// The value itself, for a caller that keeps it under its own permit.
    #[must_use]
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> std::fmt::Debug for Clear<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clear(…)")
    }
}
