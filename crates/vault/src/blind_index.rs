//! Finding a sealed value without opening any: a keyed hash of its normalised form.

use crate::{KeyRing, hkdf};

impl KeyRing {
    /// The blind index of `normalised` for one `purpose` (`account.email`, `account.phone`).
    ///
    /// HMAC-SHA-256 under a key of its own, so that a stolen database can neither be searched nor
    /// compared across columns without the key. It reveals which rows are equal: use it only where
    /// values are unique. Normalising (`Email::lookup_key`, E.164) is the caller's part. The index
    /// must be deleted together with the person.
    #[must_use]
    pub fn blind_index(&self, purpose: &'static str, normalised: &str) -> [u8; 32] {
        *hkdf::hmac_sha256(self.house_key("blind index", purpose).as_slice(), &[normalised.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use crate::{KeyRing, SeededRandom};

    #[test]
    fn it_depends_on_key_purpose_and_value_and_on_nothing_else() {
        let ring = KeyRing::generate(&SeededRandom::new([1; 32])).unwrap();
        let same = KeyRing::generate(&SeededRandom::new([1; 32])).unwrap();
        let other = KeyRing::generate(&SeededRandom::new([2; 32])).unwrap();
        let index = ring.blind_index("account.email", "ana@example.com");
        assert_eq!(index, same.blind_index("account.email", "ana@example.com"));
        assert_ne!(index, other.blind_index("account.email", "ana@example.com"));
        assert_ne!(index, ring.blind_index("account.phone", "ana@example.com"));
        assert_ne!(index, ring.blind_index("account.email", "ana@example.org"));
    }
}
