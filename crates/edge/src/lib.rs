//! The front tier: who may connect, how long they may take, and how it ends well.
//!
//! [`serve`] is our own accept loop, because `axum::serve` installs no timer: a client that never finishes its
//! request line would hold a connection for ever. Here every wait has an end ([`Limits`]), connections are counted
//! per source and in all, and at shutdown requests under way are finished before the sockets close.
//!
//! Not here yet, and to come with the hardening of the deployment: terminating TLS, serving assets at the edge
//! tier, and forwarding to the api tier over mutual TLS. Until then it serves HTTP/1.1 on loopback, or behind a
//! proxy that the operator declares. Behind a proxy every connection has the proxy's address, so
//! [`Limits::per_source`] must then be as large as [`Limits::max_connections`]; `X-Forwarded-For` is never read.

mod limits;
mod seat;
mod serve;
mod write_stall;

pub use limits::Limits;
pub use serve::{Outcome, Peer, serve};
