//! How secrets are kept: sealing, keys, passwords, tokens.
//!
//! Laws of this crate:
//! - One data subject, one key. Destroying it makes everything sealed for her unreadable, and every
//!   commitment about her unlinkable.
//! - A sealed value opens only at its place: table, column, row, person and key version are
//!   authenticated with it.
//! - Chance is a parameter ([`Random`]); nothing here reads a clock.
//! - Secrets are zeroized when dropped and cannot be printed: no `Display`, a redacting `Debug`. The
//!   verb that shows one is `expose`.
//! - Cryptography is aws-lc-rs; the one exception is Argon2id, which it does not have.
//!
//! The only I/O is the key file of a single machine ([`KeyRing::open_or_create`]).

mod base64url;
mod blind_index;
mod clear;
mod commitment;
mod csrf;
mod hkdf;
mod key_file;
mod key_ring;
pub mod password;
mod random;
mod seal;
mod sealable;
mod sealed;
mod token;

pub use clear::{Clear, Masked};
pub use csrf::CsrfToken;
pub use key_file::KeyFileError;
pub use key_ring::KeyRing;
pub use random::{NoRandomness, Random, SeededRandom, SystemRandom, random_bytes};
pub use seal::{OpenError, Place, SealError, SealedBytes};
pub use sealable::Sealable;
pub use sealed::Sealed;
pub use token::{NotAToken, Token, TokenHash};
