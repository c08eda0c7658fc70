//! What one client may take.

use std::time::Duration;

/// The limits of the accept loop. Those of a request (body, time, rate) belong to `web`.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections in all.
    pub max_connections: usize,
    /// Open connections from one address (IPv6: from one /64, which is what one customer is given).
    pub per_source: usize,
    /// From the first byte that could come to the last byte of the header; also how long an idle connection is kept.
    pub header_timeout: Duration,
    /// Bytes that are read ahead of what was understood; bounds the header.
    pub max_buffer: usize,
    /// Requests on one connection; the last is answered with `Connection: close`.
    pub requests_per_connection: u32,
    /// How long a client may refuse to read while there is something to send.
    pub write_stall: Duration,
    /// How long requests under way may take once shutdown was asked for.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 512,
            per_source: 64,
            header_timeout: Duration::from_secs(10),
            max_buffer: 64 * 1024,
            requests_per_connection: 1_000,
            write_stall: Duration::from_secs(30),
            drain: Duration::from_secs(10),
        }
    }
}
