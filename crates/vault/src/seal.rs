//! Sealing: bytes that open only where they were sealed.
//!
//! Format 1, 63 bytes longer than what it hides:
//!
//! | bytes | what |
//! |---|---|
//! | 1 | format, `0x01` |
//! | 2 | key version, big-endian |
//! | 16 | salt of the derivation |
//! | 12 | nonce |
//! | 16 | key commitment |
//! | n + 16 | AES-256-GCM-SIV ciphertext and tag |
//!
//! The field key is HKDF-SHA-256(person's key, salt, `v1|table|column`): a fresh key for every value,
//! so nonces need not be counted. GCM-SIV forgives a repeated nonce but does not commit to its key;
//! the commitment does, so that no blob opens under two keys.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use zeroize::Zeroizing;

use crate::random::NoRandomness;
use crate::{KeyRing, hkdf};

const FORMAT: u8 = 0x01;
const SALT_LEN: usize = 16;
const COMMITMENT_LEN: usize = 16;
const TAG_LEN: usize = 16;
const HEADER_LEN: usize = 1 + 2 + SALT_LEN + NONCE_LEN + COMMITMENT_LEN;

/// Where a sealed value lives and whom it is about. It opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Table, as the schema names it.
    pub table: &'static str,
    /// Column, as the schema names it.
    pub column: &'static str,
    /// Primary key of the row.
    pub row: [u8; 16],
    /// The data subject, whose key seals the value.
    pub person: [u8; 16],
}

/// A sealed value as the database keeps it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SealedBytes(Vec<u8>);

/// A value could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// No salt and nonce could be drawn.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The cipher refused; the only known reason is a value beyond 2^36 bytes.
    #[error("the cipher refused to seal")]
    Cipher,
}

/// A sealed value did not open. The reason is for the log; a reader is told nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Shorter than the shortest sealed value.
    #[error("a sealed value is cut off")]
    CutOff,
    /// Written by a version that we do not know.
    #[error("a sealed value has the unknown format {0}")]
    UnknownFormat(u8),
    /// Sealed under a key that the ring does not hold.
    #[error("a sealed value needs key version {0}")]
    UnknownKey(u16),
    /// Altered, moved from another place, or sealed under another key.
    #[error("a sealed value is not authentic at its place")]
    NotAuthentic,
    /// It opened, but holds no value of the expected type.
    #[error("a sealed value holds something else than its column says")]
    WrongType,
}

impl SealedBytes {
    /// Whether bytes, or the first 63 of them, have the shape of a sealed value under a key that the ring may hold. What does not
    /// was written past the vault.
    #[must_use]
    pub fn is_shape_of(bytes: &[u8]) -> bool {
        Blob::parse(bytes).is_ok_and(|blob| blob.key_version == KeyRing::VERSION)
    }
    /// The length of the shortest sealed value, bytes.
    pub const SHORTEST: usize = HEADER_LEN + TAG_LEN;
}

impl KeyRing {
    /// Seals `clear` for `place`. `salt` and `nonce` must be fresh for every call.
    ///
    /// # Errors
    /// The cipher refused.
    pub fn seal(&self, place: &Place, clear: &[u8], salt: [u8; SALT_LEN], nonce: [u8; NONCE_LEN]) -> Result<SealedBytes, SealError> {
        let field = FieldKey::derive(self, place, salt);
        let mut bytes = Vec::with_capacity(HEADER_LEN + clear.len() + TAG_LEN);
        bytes.push(FORMAT);
        bytes.extend(Self::VERSION.to_be_bytes());
        bytes.extend(salt);
        bytes.extend(nonce);
        bytes.extend(field.commitment);
        // Encrypted in a buffer of its own, with room for the tag, so that it never moves while clear.
        let mut in_out = Zeroizing::new(Vec::with_capacity(clear.len() + TAG_LEN));
        in_out.extend_from_slice(clear);
        let aad = associated_data(place, FORMAT, Self::VERSION);
        let cipher = field.cipher().ok_or(SealError::Cipher)?;
        cipher
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut *in_out)
            .map_err(|_| SealError::Cipher)?;
        bytes.extend_from_slice(&in_out);
        Ok(SealedBytes(bytes))
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// Cut off, of an unknown format or key, altered, or sealed for another place.
    pub fn open_sealed(&self, place: &Place, sealed: &SealedBytes) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let blob = Blob::parse(&sealed.0)?;
        if blob.key_version != Self::VERSION {
            return Err(OpenError::UnknownKey(blob.key_version));
        }
        let field = FieldKey::derive(self, place, blob.salt);
        verify_slices_are_equal(&field.commitment, &blob.commitment).map_err(|_| OpenError::NotAuthentic)?;
        let aad = associated_data(place, FORMAT, blob.key_version);
        let cipher = field.cipher().ok_or(OpenError::NotAuthentic)?;
        let mut in_out = Zeroizing::new(blob.ciphertext.to_vec());
        let clear_len = cipher
            .open_in_place(Nonce::assume_unique_for_key(blob.nonce), Aad::from(aad), &mut in_out)
            .map_err(|_| OpenError::NotAuthentic)?
            .len();
        in_out.truncate(clear_len);
        Ok(in_out)
    }
}

impl SealedBytes {
    /// As the database returned it; it is checked when it is opened.
    #[must_use]
    pub fn from_stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
    /// As the database keeps it.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

// Ciphertext is no secret, but hundreds of bytes in a log help nobody.
impl std::fmt::Debug for SealedBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedBytes({} bytes)", self.0.len())
    }
}

/// The parts of a sealed value of format 1.
struct Blob<'a> {
    key_version: u16,
    salt: [u8; SALT_LEN],
    nonce: [u8; NONCE_LEN],
    commitment: [u8; COMMITMENT_LEN],
    ciphertext: &'a [u8],
}

impl<'a> Blob<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, OpenError> {
        let (&format, rest) = bytes.split_first().ok_or(OpenError::CutOff)?;
        if format != FORMAT {
            return Err(OpenError::UnknownFormat(format));
        }
        let (version, rest) = rest.split_first_chunk().ok_or(OpenError::CutOff)?;
        let (&salt, rest) = rest.split_first_chunk().ok_or(OpenError::CutOff)?;
        let (&nonce, rest) = rest.split_first_chunk().ok_or(OpenError::CutOff)?;
        let (&commitment, ciphertext) = rest.split_first_chunk().ok_or(OpenError::CutOff)?;
        if ciphertext.len() < TAG_LEN {
            return Err(OpenError::CutOff);
        }
        Ok(Self { key_version: u16::from_be_bytes(*version), salt, nonce, commitment, ciphertext })
    }
}

/// The key of one value in one column, and what commits to it.
struct FieldKey {
    key: hkdf::Key,
    commitment: [u8; COMMITMENT_LEN],
}

impl FieldKey {
    fn derive(ring: &KeyRing, place: &Place, salt: [u8; SALT_LEN]) -> Self {
        let person = ring.person_key(place.person);
        let key = hkdf::derive(&salt, person.as_slice(), &[b"v1|", place.table.as_bytes(), b"|", place.column.as_bytes()]);
        let full = hkdf::derive(&salt, person.as_slice(), &[b"v1 commitment|", place.table.as_bytes(), b"|", place.column.as_bytes()]);
        let mut commitment = [0; COMMITMENT_LEN];
        for (kept, byte) in commitment.iter_mut().zip(full.iter()) {
            *kept = *byte;
        }
        Self { key, commitment }
    }

    fn cipher(&self) -> Option<LessSafeKey> {
        UnboundKey::new(&AES_256_GCM_SIV, self.key.as_slice()).ok().map(LessSafeKey::new)
    }
}

/// What is authenticated beside the ciphertext: length-prefixed, so that no two places spell the same.
fn associated_data(place: &Place, format: u8, key_version: u16) -> Vec<u8> {
    let mut data = vec![format];
    data.extend(key_version.to_be_bytes());
    for part in [place.table.as_bytes(), place.column.as_bytes(), &place.row, &place.person] {
        data.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        data.extend(part);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SeededRandom, random_bytes};
    use proptest::prelude::*;

    const HERE: Place = Place { table: "account", column: "email", row: [1; 16], person: [2; 16] };

    fn ring() -> KeyRing {
        KeyRing::from_kek(Zeroizing::new(std::array::from_fn(|i| u8::try_from(i).unwrap())))
    }

    #[test]
    fn the_known_answer_of_format_1_never_changes() {
        let blob = ring().seal(&HERE, b"ana@example.com", [3; 16], [4; 12]).unwrap();
        let hex: String = blob.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, include_str!("../tests/data/sealed_format_1.hex").trim());
        assert_eq!(ring().open_sealed(&HERE, &blob).unwrap().as_slice(), b"ana@example.com");
    }

    #[test]
    fn a_value_opens_only_at_its_own_place() {
        let mut places = Vec::new();
        for table in ["account", "order", "accountemail"] {
            for column in ["email", "phone", ""] {
                for row in [[1; 16], [2; 16]] {
                    for person in [[1; 16], [2; 16]] {
                        places.push(Place { table, column, row, person });
                    }
                }
            }
        }
        let ring = ring();
        for (i, sealed_for) in places.iter().enumerate() {
            let blob = ring.seal(sealed_for, b"secret", [3; 16], [4; 12]).unwrap();
            for (j, opened_at) in places.iter().enumerate() {
                let opened = ring.open_sealed(opened_at, &blob);
                assert_eq!(opened.is_ok(), i == j, "{sealed_for:?} at {opened_at:?}");
                assert!(i == j || opened == Err(OpenError::NotAuthentic));
            }
        }
    }

    #[test]
    fn any_flipped_bit_and_any_cut_is_noticed() {
        let ring = ring();
        for clear in [b"".as_slice(), b"a", b"ana@example.com", &[0; 100]] {
            let blob = ring.seal(&HERE, clear, [3; 16], [4; 12]).unwrap();
            for bit in 0..blob.0.len() * 8 {
                let mut altered = blob.clone();
                altered.0[bit / 8] ^= 1 << (bit % 8);
                assert!(ring.open_sealed(&HERE, &altered).is_err(), "bit {bit}");
            }
            for length in 0..blob.0.len() {
                assert!(ring.open_sealed(&HERE, &SealedBytes(blob.0[..length].to_vec())).is_err(), "cut to {length}");
            }
            let mut longer = blob.clone();
            longer.0.push(0);
            assert!(ring.open_sealed(&HERE, &longer).is_err());
        }
    }

    #[test]
    fn another_key_an_unknown_format_and_an_unknown_version_are_told_apart() {
        let mut blob = ring().seal(&HERE, b"x", [3; 16], [4; 12]).unwrap();
        let other = KeyRing::from_kek(Zeroizing::new([9; 32]));
        assert_eq!(other.open_sealed(&HERE, &blob), Err(OpenError::NotAuthentic));
        blob.0[2] = 2;
        assert_eq!(ring().open_sealed(&HERE, &blob), Err(OpenError::UnknownKey(2)));
        blob.0[0] = 7;
        assert_eq!(ring().open_sealed(&HERE, &blob), Err(OpenError::UnknownFormat(7)));
    }

    #[test]
    fn equal_values_look_different() {
        let (ring, random) = (ring(), SeededRandom::new([5; 32]));
        let seal = || ring.seal(&HERE, b"same", random_bytes(&random).unwrap(), random_bytes(&random).unwrap()).unwrap();
        assert_ne!(seal().0, seal().0);
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(clear: Vec<u8>, row: [u8; 16], person: [u8; 16], salt: [u8; 16], nonce: [u8; 12]) {
            let place = Place { row, person, ..HERE };
            let blob = ring().seal(&place, &clear, salt, nonce).unwrap();
            prop_assert_eq!(blob.0.len(), clear.len() + 63);
            let opened = ring().open_sealed(&place, &blob).unwrap();
            prop_assert_eq!(opened.as_slice(), clear.as_slice());
        }

        #[test]
        fn nonsense_never_opens(bytes: Vec<u8>) {
            prop_assert!(ring().open_sealed(&HERE, &SealedBytes(bytes)).is_err());
        }
    }
}
