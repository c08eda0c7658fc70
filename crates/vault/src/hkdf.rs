//! HKDF-SHA-256 (RFC 5869) for outputs of exactly one block.
//!
//! Every key here has 32 bytes, for which the expansion is a single HMAC. Written with HMAC because
//! the library's interface returns errors for lengths, and deriving a key of fixed length has none.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

/// A derived key of 32 bytes.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// The key for the concatenation of `info`, from `secret` and `salt`.
pub(crate) fn derive(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Key {
    let pseudo_random_key = hmac_sha256(salt, &[secret]);
    hmac_sha256(pseudo_random_key.as_slice(), &[info, &[&[1]]].concat())
}

/// HMAC-SHA-256 of the concatenation of `parts`.
pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> Key {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        context.update(part);
    }
    let mut output = Zeroizing::new([0; 32]);
    output.copy_from_slice(context.sign().as_ref());
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::hkdf;
    use proptest::prelude::*;

    #[test]
    fn the_first_case_of_rfc_5869_comes_out() {
        let salt: Vec<u8> = (0x00..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
        let got: String = derive(&salt, &[0x0b; 22], &[&info]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(got, expected);
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_library(salt in proptest::collection::vec(any::<u8>(), 1..80), secret: [u8; 32], a: Vec<u8>, b: Vec<u8>) {
            let mut expected = [0; 32];
            let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, &salt).extract(&secret);
            prk.expand(&[&a, &b], hkdf::HKDF_SHA256).unwrap().fill(&mut expected).unwrap();
            prop_assert_eq!(*derive(&salt, &secret, &[&a, &b]), expected);
        }
    }
}
