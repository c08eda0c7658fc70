//! Passwords: which are accepted, and how they are kept.
//!
//! [`PasswordPolicy::check`] decides on every path that sets one; only what it accepted can be hashed.
//! [`hash`] and [`verify`] take 19 MiB and some 30 ms of a core each, so they must never run on a
//! request's own task: `app` runs them in a pool of half the cores (at least one) with a bounded queue
//! and answers 503 with Retry-After when that is full. For an account that does not exist it verifies
//! against [`PasswordHash::dummy`], so that the answer takes as long.

mod common;
mod hash;
mod policy;

pub use hash::{HashError, PasswordHash, hash, verify};
pub use policy::{NewPassword, PasswordPolicy};
