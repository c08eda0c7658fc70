//! Whom we call: the only outgoing sockets beside the database's.
//!
//! Laws of this crate:
//! - Every peer comes from the configuration, never from a request.
//! - Every call has a limit in time and ends in a typed answer: try again later, or do not.
//! - An error says what happened, never to whom: no address, no text of a server, no secret.

pub mod mail;
