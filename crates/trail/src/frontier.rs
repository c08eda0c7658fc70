//! The growing edge of the log: enough to append and to compute the root, and nothing more.

use crate::{Hash, node_hash};

/// The roots of the complete subtrees of a log, the largest first: one for each binary one of its size,
/// so at most 64 hashes however long the log is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

/// Stored bytes are not the frontier of a log of that size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the frontier of a log of this size")]
pub struct BadFrontier;

impl Frontier {
    /// The frontier of an empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
    /// Appends a leaf by its hash. Two hashes on average.
    pub fn append(&mut self, leaf: Hash) {
        let mut subtree = leaf;
        // Each trailing one of the size is a complete subtree that the new one completes to the next.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                subtree = node_hash(&left, &subtree);
            }
        }
        self.subtrees.push(subtree);
        self.size = self.size.saturating_add(1);
    }
    /// The Merkle tree hash of RFC 6962 §2.1.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut subtrees = self.subtrees.iter().rev();
        match subtrees.next() {
            None => Hash::of_nothing(),
            Some(last) => subtrees.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
    /// As `head.frontier` keeps it: the hashes one after another.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.subtrees.iter().flat_map(|hash| *hash.as_bytes()).collect()
    }
    /// From `head.size` and `head.frontier`. Only the length can be checked here; the root proves the rest.
    ///
    /// # Errors
    /// The number of hashes does not belong to `size`.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Result<Self, BadFrontier> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        let expected = usize::try_from(size.count_ones()).map_err(|_| BadFrontier)?;
        if !rest.is_empty() || hashes.len() != expected {
            return Err(BadFrontier);
        }
        Ok(Self { size, subtrees: hashes.iter().copied().map(Hash::from_bytes).collect() })
    }
}

impl Extend<Hash> for Frontier {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf_hash;

    #[test]
    fn it_survives_the_database_at_every_size() {
        let mut frontier = Frontier::new();
        for size in 0..200_u64 {
            assert_eq!(frontier.size(), size);
            assert_eq!(Frontier::from_bytes(size, &frontier.to_bytes()), Ok(frontier.clone()));
            frontier.append(leaf_hash(&size.to_be_bytes()));
        }
    }

    #[test]
    fn bytes_of_another_size_are_refused() {
        assert_eq!(Frontier::from_bytes(0, &[]), Ok(Frontier::new()));
        assert_eq!(Frontier::from_bytes(1, &[]), Err(BadFrontier));
        assert_eq!(Frontier::from_bytes(3, &[0; 32]), Err(BadFrontier));
        assert_eq!(Frontier::from_bytes(1, &[0; 33]), Err(BadFrontier));
    }
}
