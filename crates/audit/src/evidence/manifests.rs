//! Kubernetes manifests.

use super::Unreadable;

/// The objects of one file.
#[derive(Clone, Debug)]
pub struct File {}

/// All objects of a system.
#[derive(Clone, Debug, Default)]
pub struct Manifests {
    /// By file.
    pub files: Vec<File>,
}

/// Reads a file of manifests; `None` when it is none.
#[must_use]
pub fn read(_name: &str, _text: &str) -> Option<Result<File, Unreadable>> {
    None
}
