//! The key-encryption key and what is derived from it.

use zeroize::Zeroizing;

use crate::hkdf;
use crate::random::{NoRandomness, Random, random_bytes};

/// Separates our derivations from any other use of the same 32 bytes.
const DOMAIN: &[u8] = b"sunward vault v1";

/// Holds the key-encryption key (KEK) in memory; everything else is derived from it when needed.
///
/// There is one key, version 1. A person's key is derived from it and from her id, so it exists for
/// as long as the KEK does: **erasing one person needs wrapped keys** (a random DEK per person, stored
/// under the KEK and deleted at erasure). They come with key management (KMS, rotation); the format
/// byte and the key version of every sealed value leave room for them, and a value under version 1
/// stays readable while it is moved.
///
/// Cannot be cloned or printed, and is zeroized when dropped.
pub struct KeyRing {
    kek: Zeroizing<[u8; 32]>,
}

impl KeyRing {
    /// The version that new values are sealed under, and today the only one.
    pub(crate) const VERSION: u16 = 1;

    /// A ring that lives in memory only: what is sealed under it is lost with it, unless the source is
    /// seeded.
    ///
    /// # Errors
    /// The source of randomness has failed.
    pub fn generate(random: &dyn Random) -> Result<Self, NoRandomness> {
        random_bytes(random).map(|bytes| Self::from_kek(Zeroizing::new(bytes)))
    }

    pub(crate) fn from_kek(kek: Zeroizing<[u8; 32]>) -> Self {
        Self { kek }
    }

    pub(crate) fn kek(&self) -> &[u8; 32] {
        &self.kek
    }

    /// The key of one data subject.
    pub(crate) fn person_key(&self, person: [u8; 16]) -> hkdf::Key {
        hkdf::derive(DOMAIN, self.kek.as_slice(), &[b"person|", &person])
    }

    /// A key of our own, never of a person, for one `purpose`.
    pub(crate) fn house_key(&self, kind: &'static str, purpose: &'static str) -> hkdf::Key {
        hkdf::derive(DOMAIN, self.kek.as_slice(), &[b"house|", kind.as_bytes(), b"|", purpose.as_bytes()])
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyRing(…)")
    }
}
