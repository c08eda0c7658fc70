//! The token in forms: proof that a page of ours was shown to the owner of this session.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use zeroize::Zeroizing;

use crate::{KeyRing, Token, base64url, hkdf};

const KIND: &str = "csrf";
const PURPOSE: &str = "session form";

/// A form's token. Derived from the session, so nothing is stored, and it changes when the session
/// does (at login, step-up and role change). It tells nothing about the session token.
///
/// It is the same on every page of a session, so responses that carry it and reflect input must not
/// be compressed together with secrets (BREACH); masking per response is not done.
#[derive(Clone)]
pub struct CsrfToken(Zeroizing<[u8; 32]>);

impl CsrfToken {
    /// 43 characters of base64url for a hidden field.
    #[must_use]
    pub fn text(&self) -> String {
        base64url::encode(&self.0)
    }
}

impl std::fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CsrfToken(…)")
    }
}

impl KeyRing {
    /// The token that forms of this session carry.
    #[must_use]
    pub fn csrf_token(&self, session: &Token) -> CsrfToken {
        CsrfToken(hkdf::hmac_sha256(self.house_key(KIND, PURPOSE).as_slice(), &[session.bytes()]))
    }

    /// Whether `presented` is this session's token; takes the same time wherever it differs.
    #[must_use]
    pub fn verify_csrf(&self, session: &Token, presented: &str) -> bool {
        base64url::decode(presented).is_some_and(|bytes| verify_slices_are_equal(&bytes, self.csrf_token(session).0.as_slice()).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    #[test]
    fn only_the_sessions_own_token_passes() {
        let ring = KeyRing::generate(&SystemRandom).unwrap();
        let (ana, ben) = (Token::generate(&SystemRandom).unwrap(), Token::generate(&SystemRandom).unwrap());
        let text = ring.csrf_token(&ana).text();
        assert!(ring.verify_csrf(&ana, &text));
        assert!(!ring.verify_csrf(&ben, &text));
        assert!(!ring.verify_csrf(&ana, &ana.text()));
        assert!(!KeyRing::generate(&SystemRandom).unwrap().verify_csrf(&ana, &text));
        for wrong in ["", "x", &text[1..], &format!("{text} ")] {
            assert!(!ring.verify_csrf(&ana, wrong), "{wrong:?}");
        }
    }
}
