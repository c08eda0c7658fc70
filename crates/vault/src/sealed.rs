//! A sealed value that remembers its type.

use std::marker::PhantomData;

use crate::random::{Random, random_bytes};
use crate::{Clear, KeyRing, OpenError, Place, SealError, Sealable, SealedBytes};

/// A `T` that is encrypted at rest. It has no `Display` and no serde: it cannot leave the process by
/// accident, not even as ciphertext.
///
/// INVARIANT: outside this crate only `store` calls [`Sealed::open`], and only against a permit.
pub struct Sealed<T> {
    bytes: SealedBytes,
    of: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// As the database returned it; it is checked when it is opened.
    #[must_use]
    pub fn from_stored(bytes: Vec<u8>) -> Self {
        Self { bytes: SealedBytes::from_stored(bytes), of: PhantomData }
    }
    /// As the database keeps it.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.as_bytes()
    }
}

impl<T: Sealable> Sealed<T> {
    /// Seals `value` for `place` with a fresh salt and nonce.
    ///
    /// # Errors
    /// No randomness, or the cipher refused.
    pub fn close(ring: &KeyRing, place: &Place, value: &T, random: &dyn Random) -> Result<Self, SealError> {
        let bytes = ring.seal(place, &value.to_clear(), random_bytes(random)?, random_bytes(random)?)?;
        Ok(Self { bytes, of: PhantomData })
    }
    /// Opens the value that was sealed for `place`.
    ///
    /// # Errors
    /// Altered, moved, under an unknown key, or of another type.
    pub fn open(&self, ring: &KeyRing, place: &Place) -> Result<Clear<T>, OpenError> {
        let clear = ring.open_sealed(place, &self.bytes)?;
        T::from_clear(&clear).map(Clear::new).ok_or(OpenError::WrongType)
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), of: PhantomData }
    }
}

impl<T> std::fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;
    use domain::text::{Email, Phone};

    const PLACE: Place = Place { table: "account", column: "email", row: [1; 16], person: [2; 16] };

    #[test]
    fn a_typed_value_survives_the_database_and_never_prints() {
        let ring = KeyRing::generate(&SystemRandom).unwrap();
        let email = Email::parse("email", "ana@example.com").unwrap();
        let sealed = Sealed::close(&ring, &PLACE, &email, &SystemRandom).unwrap();
        let stored: Sealed<Email> = Sealed::from_stored(sealed.as_bytes().to_vec());
        let clear = stored.open(&ring, &PLACE).unwrap();
        assert_eq!(clear.expose(), &email);
        assert_eq!(format!("{stored:?} {clear:?}"), "Sealed(…) Clear(…)");
        let misread: Sealed<Phone> = Sealed::from_stored(sealed.as_bytes().to_vec());
        assert_eq!(misread.open(&ring, &PLACE).unwrap_err(), OpenError::WrongType);
    }
}
