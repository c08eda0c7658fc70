//! Definitions of continuous integration.

use super::Unreadable;

/// One definition.
#[derive(Clone, Debug)]
pub struct Pipeline {}

/// Reads a definition; `None` when it is none.
#[must_use]
pub fn read(_name: &str, _text: &str) -> Option<Result<Pipeline, Unreadable>> {
    None
}
