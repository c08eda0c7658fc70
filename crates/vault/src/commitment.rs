//! Keyed commitments: what the trail keeps instead of a person's data.

use crate::{KeyRing, hkdf};

impl KeyRing {
    /// Commits to `payload` under the key of `person` (HMAC-SHA-256).
    ///
    /// Whoever holds the key can prove what the payload was; nobody else can guess it, however few the
    /// possibilities. When the key is destroyed the commitment says nothing about anybody any more, and
    /// the trail keeps its hashes.
    #[must_use]
    pub fn payload_mac(&self, person: [u8; 16], payload: &[u8]) -> [u8; 32] {
        // A key of its own: the person's key itself derives field keys and nothing else.
        let key = hkdf::derive(&[], self.person_key(person).as_slice(), &[b"trail commitment"]);
        *hkdf::hmac_sha256(key.as_slice(), &[payload])
    }
}

#[cfg(test)]
mod tests {
    use crate::{KeyRing, SeededRandom};

    #[test]
    fn equal_payloads_of_two_persons_look_unrelated() {
        let ring = KeyRing::generate(&SeededRandom::new([1; 32])).unwrap();
        let mac = ring.payload_mac([1; 16], b"+13035550142");
        assert_eq!(mac, ring.payload_mac([1; 16], b"+13035550142"));
        assert_ne!(mac, ring.payload_mac([2; 16], b"+13035550142"));
        assert_ne!(mac, ring.payload_mac([1; 16], b"+13035550143"));
    }
}
