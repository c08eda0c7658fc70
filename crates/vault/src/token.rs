//! Opaque tokens of 256 bits: sessions, links, API tokens. The database keeps only their hash.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use zeroize::Zeroizing;

use crate::base64url;
use crate::random::{NoRandomness, Random, random_bytes};

/// A bearer secret. Whoever has it is let in, so it is never stored and never printed.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

/// The text is not the spelling of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a token")]
pub struct NotAToken;

impl Token {
    /// A fresh token.
    ///
    /// # Errors
    /// The source of randomness has failed.
    pub fn generate(random: &dyn Random) -> Result<Self, NoRandomness> {
        random_bytes(random).map(|bytes| Self(Zeroizing::new(bytes)))
    }
    /// Reads the 43 characters of a cookie or a link, in exactly the spelling that [`Token::text`] gives.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        base64url::decode(text).map(|bytes| Self(Zeroizing::new(bytes))).ok_or(NotAToken)
    }
    /// 43 characters of base64url, for the cookie or the link and nothing else.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(base64url::encode(&self.0))
    }
    /// What the database keeps. A plain hash suffices: 256 random bits cannot be guessed.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, self.0.as_slice()).as_ref());
        TokenHash(hash)
    }
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        verify_slices_are_equal(self.0.as_slice(), other.0.as_slice()).is_ok()
    }
}
impl Eq for Token {}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 of a [`Token`], by which its row is found.
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// As the database returned it.
    #[must_use]
    pub fn from_stored(hash: [u8; 32]) -> Self {
        Self(hash)
    }
    /// As the database keeps it.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        verify_slices_are_equal(&self.0, &other.0).is_ok()
    }
}
impl Eq for TokenHash {}

// A hash opens nothing, but it links log lines to one session.
impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    #[test]
    fn a_token_survives_its_text_and_its_hash_does_not_show_it() {
        let token = Token::generate(&SystemRandom).unwrap();
        let text = token.text();
        assert_eq!(text.len(), 43);
        assert_eq!(Token::parse(&text), Ok(token.clone()));
        assert_ne!(token.hash().as_bytes(), token.bytes());
        assert_eq!(TokenHash::from_stored(*token.hash().as_bytes()), token.hash());
        assert_eq!(format!("{token:?} {:?}", token.hash()), "Token(…) TokenHash(…)");
        assert_ne!(token, Token::generate(&SystemRandom).unwrap());
    }

    #[test]
    fn the_hash_is_sha_256_of_the_32_bytes() {
        let zeros = Token::parse(&"A".repeat(43)).unwrap();
        let hex: String = zeros.hash().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    }

    #[test]
    fn other_spellings_are_no_tokens() {
        let good = "A".repeat(43);
        for bad in [
            String::new(),
            "A".repeat(42),
            "A".repeat(44),
            format!("{good}="),
            format!(" {good}"),
            "A".repeat(42) + "B",
            "A".repeat(42) + "+",
        ] {
            assert_eq!(Token::parse(&bad), Err(NotAToken), "{bad:?}");
        }
    }
}
