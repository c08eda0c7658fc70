//! A locked price that anybody can recompute.
//!
//! A [`Receipt`] freezes what was asked, what would be built, what the sun gives, and every rule that money
//! depends on; price, incentives and savings follow from these alone, in integers. It has one canonical text
//! ([RFC 8785](https://www.rfc-editor.org/rfc/rfc8785)) and thus one SHA-256 hash, which the contract is signed on.
//!
//! What a receipt proves: that its numbers follow from its inputs ([`Receipt::verify`]), and that nothing in it
//! was changed since the hash was made. Production is an input here: the sun's engine is another crate, and
//! whoever wants to recompute it finds roof, layout and the engine's version in the receipt. A hash is no
//! signature: that it is *our* receipt follows from comparing the hash with the one in the contract or the trail.

pub mod canonical;
mod lock;
mod receipt;
mod sealed;

pub use canonical::NotCanonical;
pub use lock::{LockError, lock};
pub use receipt::{Mismatch, PlaneLayout, Production, QuoteRules, Receipt, SCHEMA, System};
pub use sealed::{FileError, MAX_BYTES, ReceiptError, SealedReceipt, parse, verify_file};

#[cfg(test)]
mod tests;
