//! Sunward itself, from inside: what it says of its routes, policies, trail and configuration.

/// What the program hands over.
#[derive(Clone, Debug, Default)]
pub struct House {}
