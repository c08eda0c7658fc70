//! Inclusion and consistency proofs: made as RFC 6962 §2.1.1 and §2.1.2 define them, verified as
//! RFC 9162 §2.1.3.2 and §2.1.4.2 say. Nothing recurses.
//!
//! A root does not say how many leaves it has: sizes must come from where the root comes from, a signed
//! checkpoint.

use crate::{Frontier, Hash, node_hash};

/// A proof was asked for a leaf or a size that the log has not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("beyond the end of the log")]
pub struct BeyondTheLog;

/// The Merkle tree hash of the log whose leaf hashes are `leaves`.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    frontier.extend(leaves.iter().copied());
    frontier.root()
}

/// The siblings on the way from leaf `index` up to the root of `leaves`.
///
/// # Errors
/// There is no such leaf.
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Result<Vec<Hash>, BeyondTheLog> {
    if index >= leaves.len() {
        return Err(BeyondTheLog);
    }
    let mut proof = Vec::new();
    let (mut tree, mut index) = (leaves, index);
    while tree.len() > 1 {
        let split = left_size(tree.len());
        let (left, right) = tree.split_at(split);
        if index < split {
            proof.push(root(right));
            tree = left;
        } else {
            proof.push(root(left));
            tree = right;
            index -= split;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The nodes that show that the log of the first `old_size` of `leaves` is a prefix of the whole.
///
/// # Errors
/// The log is shorter than `old_size`.
pub fn consistency_proof(leaves: &[Hash], old_size: usize) -> Result<Vec<Hash>, BeyondTheLog> {
    if old_size > leaves.len() {
        return Err(BeyondTheLog);
    }
    if old_size == 0 {
        return Ok(Vec::new());
    }
    let mut proof = Vec::new();
    let (mut tree, mut old) = (leaves, old_size);
    // Whether the old log is this subtree and all left of it: then its root is known to the verifier.
    let mut is_old_root = true;
    while old < tree.len() {
        let split = left_size(tree.len());
        let (left, right) = tree.split_at(split);
        if old <= split {
            proof.push(root(right));
            tree = left;
        } else {
            proof.push(root(left));
            tree = right;
            old -= split;
            is_old_root = false;
        }
    }
    if !is_old_root {
        proof.push(root(tree));
    }
    proof.reverse();
    Ok(proof)
}

/// Whether `proof` shows that `leaf` is number `index` (from 0) of the log of `size` leaves under `root`.
#[must_use]
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // On the right edge a level without sibling is passed over.
            if node & 1 == 0 {
                let levels = node.trailing_zeros();
                node = node.checked_shr(levels).unwrap_or(0);
                last = last.checked_shr(levels).unwrap_or(0);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether `proof` shows that the log of `new_size` leaves under `new_root` only appended to the log of
/// `old_size` leaves under `old_root`.
#[must_use]
pub fn verify_consistency(old_size: u64, old_root: Hash, new_size: u64, new_root: Hash, proof: &[Hash]) -> bool {
    if old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    if old_size == 0 {
        return proof.is_empty() && old_root == Hash::of_nothing();
    }
    // A complete old tree is a node of the new one, so its root stands in for the first hash.
    let (first, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        match proof.split_first() {
            Some((first, rest)) => (*first, rest),
            None => return false,
        }
    };
    let levels = (old_size - 1).trailing_ones();
    let (mut node, mut last) = ((old_size - 1) >> levels, (new_size - 1) >> levels);
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            if node & 1 == 0 {
                let levels = node.trailing_zeros();
                node = node.checked_shr(levels).unwrap_or(0);
                last = last.checked_shr(levels).unwrap_or(0);
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == old_root && new_hash == new_root
}

/// Leaves of the left subtree: the largest power of two smaller than `size`, which is at least 2.
fn left_size(size: usize) -> usize {
    size.div_ceil(2).next_power_of_two()
}

#[cfg(test)]
mod tests;
