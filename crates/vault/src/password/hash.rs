//! How passwords are kept: Argon2id in the PHC string format, to be sealed before it is stored.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::policy::{NewPassword, normalised};
use crate::Sealable;

/// OWASP's floor: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash in this format with random bytes where salt and hash are: no password is known to fit.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$31GfHHqAZyFanBUrYUFY+Q$pVbkZA8wB4fGqOWu5VVC24c5HOkHnkTCUPJ4x9fhe9I";

/// A password's hash as a PHC string. It is stored only in a sealed column (`Sealed<PasswordHash>`), so
/// that the key that protects it can be rotated without the passwords.
pub struct PasswordHash(Zeroizing<String>);

/// A password could not be hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The memory for one hash (19 MiB) was not available.
    #[error("not enough memory to hash a password")]
    OutOfMemory,
    /// Argon2 refused; with our parameters no other reason is known.
    #[error("a password could not be hashed")]
    Refused,
}

/// Hashes an accepted password with a fresh `salt`: Argon2id, m = 19456 KiB, t = 2, p = 1.
///
/// # Errors
/// Not enough memory.
pub fn hash(password: &NewPassword, salt: [u8; 16]) -> Result<PasswordHash, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| HashError::Refused)?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let phc = hasher.hash_password_with_salt(password.as_bytes(), &salt).map_err(|error| match error {
        argon2::password_hash::Error::OutOfMemory => HashError::OutOfMemory,
        _ => HashError::Refused,
    })?;
    Ok(PasswordHash(Zeroizing::new(phc.to_string())))
}

/// Whether `typed` is the password of `hash`. Takes as long when it is not, and when `hash` is
/// [`PasswordHash::dummy`].
#[must_use]
pub fn verify(hash: &PasswordHash, typed: &str) -> bool {
    // Longer than any accepted password: wrong for every account, so the saved time tells nothing.
    let Some(normal) = normalised(typed) else { return false };
    Argon2::default().verify_password(normal.as_bytes(), hash.as_str()).is_ok()
}

impl PasswordHash {
    /// The hash to verify against when there is no such account.
    #[must_use]
    pub fn dummy() -> Self {
        Self(Zeroizing::new(DUMMY.to_owned()))
    }
    /// The PHC string, `$argon2id$v=19$…`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Sealable for PasswordHash {
    fn to_clear(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.as_bytes().to_vec())
    }
    fn from_clear(clear: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(clear).ok()?;
        text.starts_with("$argon2id$").then(|| Self(Zeroizing::new(text.to_owned())))
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password::PasswordPolicy;
    use std::time::Duration;

    const PHRASE: &str = "copper lantern drifts north";

    fn accepted(password: &str) -> NewPassword {
        PasswordPolicy::check(password, &[], false).unwrap()
    }

    #[test]
    fn only_the_same_password_fits() {
        let kept = hash(&accepted(PHRASE), [7; 16]).unwrap();
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$"));
        assert!(verify(&kept, PHRASE));
        for wrong in ["", "copper lantern drifts North", "copper lantern drifts north ", &PHRASE.repeat(100)] {
            assert!(!verify(&kept, wrong), "{wrong}");
        }
        assert_ne!(kept.as_str(), hash(&accepted(PHRASE), [8; 16]).unwrap().as_str());
        assert_eq!(format!("{kept:?} {:?}", accepted(PHRASE)), "PasswordHash(…) NewPassword(…)");
    }

    #[test]
    fn the_same_characters_fit_however_the_keyboard_spells_them() {
        let kept = hash(&accepted("la niñez cabe en un café"), [7; 16]).unwrap();
        assert!(verify(&kept, "la nin\u{303}ez cabe en un cafe\u{301}"));
    }

    #[test]
    fn a_hash_survives_its_sealed_column() {
        let kept = hash(&accepted(PHRASE), [7; 16]).unwrap();
        assert!(verify(&PasswordHash::from_clear(&kept.to_clear()).unwrap(), PHRASE));
        assert!(PasswordHash::from_clear(b"$2b$12$bcrypt").is_none());
    }

    /// Processor time of this thread; the wall clock would measure the neighbours.
    fn thread_time() -> Duration {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
        Duration::from_nanos(stat.split_whitespace().next().unwrap().parse().unwrap())
    }

    #[test]
    fn an_unknown_account_costs_as_much_as_a_known_one() {
        let (kept, dummy) = (hash(&accepted(PHRASE), [7; 16]).unwrap(), PasswordHash::dummy());
        let parameters = |phc: &str| phc.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parameters(kept.as_str()), parameters(dummy.as_str()));
        assert_eq!(kept.as_str().len(), dummy.as_str().len());
        let cost = |hash: &PasswordHash| {
            let mut times: Vec<Duration> = (0..5)
                .map(|_| {
                    let start = thread_time();
                    assert!(!verify(hash, "some wrong password"));
                    thread_time() - start
                })
                .collect();
            times.sort_unstable();
            times[2]
        };
        let (known, unknown) = (cost(&kept), cost(&dummy));
        println!("known {known:?}, unknown {unknown:?}");
        assert!(unknown > known / 2 && known > unknown / 2, "known {known:?}, unknown {unknown:?}");
    }
}
