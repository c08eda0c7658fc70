//! Terraform files.

use super::Unreadable;

/// The blocks of one file.
#[derive(Clone, Debug)]
pub struct File {}

/// All blocks of a system.
#[derive(Clone, Debug, Default)]
pub struct Terraform {
    /// By file.
    pub files: Vec<File>,
}

/// Reads a Terraform file; `None` when it is none.
#[must_use]
pub fn read(_name: &str, _text: &str) -> Option<Result<File, Unreadable>> {
    None
}
