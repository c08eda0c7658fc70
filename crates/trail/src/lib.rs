//! What cannot be denied later: the leaves of the append-only trail.
//!
//! A [`Leaf`] says who did what to which object, and is written in the same transaction as what it
//! records. The leaves, in the order that the sequencer gives them, are the Merkle tree of RFC 6962:
//! its root commits to every leaf and to their order, an inclusion proof shows that a leaf is in the
//! log, a consistency proof shows that a later log only appended to an earlier one.
//!
//! Laws of this crate:
//! - A leaf holds no personal data: ids, codes, and commitments under keys that can be destroyed.
//! - One leaf has one spelling ([`Leaf::bytes`]), and only that spelling is read back.
//! - Pure: no I/O, no clock, no chance. `store` keeps leaves, sequence and frontier.
//!
//! Proofs are made from all leaf hashes of the log, in time linear in its size. Tiles, signed
//! checkpoints and anchors, which make that logarithmic and bind it outside, are not here yet.

mod code;
mod frontier;
mod hash;
mod leaf;
mod proof;

pub use code::{Code, NotACode};
pub use frontier::{BadFrontier, Frontier};
pub use hash::{Hash, leaf_hash, node_hash};
pub use leaf::{Actor, Leaf, NotALeaf, Object, Outcome};
pub use proof::{BeyondTheLog, consistency_proof, inclusion_proof, root, verify_consistency, verify_inclusion};
