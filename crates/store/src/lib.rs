//! Where facts are written: the only SQL, for SQLite and MySQL.
