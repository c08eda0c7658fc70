//! Manifests of mobile applications: Android's and Apple's.

use super::Unreadable;

/// One manifest.
#[derive(Clone, Debug)]
pub struct File {}

/// All manifests of a system.
#[derive(Clone, Debug, Default)]
pub struct Mobile {
    /// By file.
    pub files: Vec<File>,
}

/// Reads a mobile manifest; `None` when it is none.
#[must_use]
pub fn read(_name: &str, _text: &str) -> Option<Result<File, Unreadable>> {
    None
}
