//! A running site: what was asked of it and what it answered.

/// Questions and answers.
#[derive(Clone, Debug, Default)]
pub struct Site {}
