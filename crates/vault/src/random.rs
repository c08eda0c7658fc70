//! Where chance comes from. Callers pass it in, so that a demo or a test can be repeated exactly.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

/// A source of unpredictable bytes.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// The source has failed; `bytes` must not be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The source of randomness has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no randomness available")]
pub struct NoRandomness;

/// `N` fresh bytes, as salts, nonces and ids need them.
///
/// # Errors
/// The source has failed.
pub fn random_bytes<const N: usize>(random: &dyn Random) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

/// The operating system's entropy through aws-lc's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| NoRandomness)
    }
}

/// The same bytes for the same seed: HMAC-SHA-256 of a counter under the seed.
///
/// For the demo and for tests. Whoever knows the seed knows every key and token drawn from it, so
/// nothing that outlives a demonstration may be made with it.
pub struct SeededRandom {
    key: hmac::Key,
    next_block: AtomicU64,
}

impl SeededRandom {
    /// A generator that starts at the beginning of the stream of `seed`.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, seed.as_slice()), next_block: AtomicU64::new(0) }
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for chunk in bytes.chunks_mut(32) {
            let block = self.next_block.fetch_add(1, Ordering::Relaxed);
            let tag = hmac::sign(&self.key, &block.to_be_bytes());
            for (byte, fresh) in chunk.iter_mut().zip(tag.as_ref()) {
                *byte = *fresh;
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for SeededRandom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SeededRandom(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_stream_and_never_the_same_block() {
        let (one, two, other) = (SeededRandom::new([1; 32]), SeededRandom::new([1; 32]), SeededRandom::new([2; 32]));
        let first: [u8; 70] = random_bytes(&one).unwrap();
        assert_eq!(first, random_bytes::<70>(&two).unwrap());
        assert_ne!(first, random_bytes::<70>(&other).unwrap());
        assert_ne!(first, random_bytes::<70>(&one).unwrap());
        assert_ne!(first[..32], first[32..64]);
    }

    #[test]
    fn the_system_gives_different_bytes_each_time() {
        assert_ne!(random_bytes::<32>(&SystemRandom).unwrap(), random_bytes::<32>(&SystemRandom).unwrap());
    }
}
