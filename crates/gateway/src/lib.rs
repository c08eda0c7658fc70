//! Whom we call: the only outgoing sockets beside the database's.
