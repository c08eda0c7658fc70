//! The program as a process: started, stopped, killed.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod client;
mod program;

mod estimate;
mod kill;
mod start;
