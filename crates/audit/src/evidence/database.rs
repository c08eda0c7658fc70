//! A MySQL or MariaDB server: its variables, accounts, grants and the shapes of its columns.

/// What a server says of itself.
#[derive(Clone, Debug, Default)]
pub struct Database {}
