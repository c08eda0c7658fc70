//! The list of staff: who has which access.

/// Everybody on the list.
#[derive(Clone, Debug, Default)]
pub struct Staff {}
