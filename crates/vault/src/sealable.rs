//! What can be sealed, and how it is read back.

use domain::place::Coordinates;
use domain::text::{Email, FreeText, PersonName, Phone, StreetAddress};
use zeroize::Zeroizing;

/// A value with one exact form as bytes, so that it can live in a sealed column.
pub trait Sealable: Sized {
    /// The bytes that are sealed.
    fn to_clear(&self) -> Zeroizing<Vec<u8>>;
    /// The value of opened bytes; `None` when they are not of this type.
    fn from_clear(clear: &[u8]) -> Option<Self>;
}

impl Sealable for String {
    fn to_clear(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.as_bytes().to_vec())
    }
    fn from_clear(clear: &[u8]) -> Option<Self> {
        std::str::from_utf8(clear).ok().map(str::to_owned)
    }
}

impl Sealable for Vec<u8> {
    fn to_clear(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.clone())
    }
    fn from_clear(clear: &[u8]) -> Option<Self> {
        Some(clear.to_vec())
    }
}

/// Microdegrees north and east, big-endian.
impl Sealable for Coordinates {
    fn to_clear(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([self.latitude_e6.to_be_bytes(), self.longitude_e6.to_be_bytes()].concat())
    }
    fn from_clear(clear: &[u8]) -> Option<Self> {
        let (latitude, rest) = clear.split_first_chunk()?;
        let longitude = rest.try_into().ok()?;
        Self::new(i32::from_be_bytes(*latitude), i32::from_be_bytes(longitude)).ok()
    }
}

/// Text of the domain is parsed again when it is read: a row cannot hold what a form could not.
macro_rules! sealable_text {
    ($($name:ident)*) => {$(
        impl Sealable for $name {
            fn to_clear(&self) -> Zeroizing<Vec<u8>> {
                Zeroizing::new(self.as_str().as_bytes().to_vec())
            }
            fn from_clear(clear: &[u8]) -> Option<Self> {
                Self::parse("sealed", std::str::from_utf8(clear).ok()?).ok()
            }
        }
    )*};
}

sealable_text! { Email PersonName Phone StreetAddress FreeText }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_survives() {
        let email = Email::parse("email", "Ana.Ruiz@example.com").unwrap();
        assert_eq!(Email::from_clear(&email.to_clear()), Some(email));
        let phone = Phone::parse("phone", "303 555 0142").unwrap();
        assert_eq!(Phone::from_clear(&phone.to_clear()), Some(phone));
        let name = PersonName::parse("name", "Zoë 😀 O'Brien").unwrap();
        assert_eq!(PersonName::from_clear(&name.to_clear()), Some(name));
        let note = FreeText::parse("note", "two\nlines").unwrap();
        assert_eq!(FreeText::from_clear(&note.to_clear()), Some(note));
        let denver = Coordinates::new(39_739_200, -104_990_300).unwrap();
        assert_eq!(Coordinates::from_clear(&denver.to_clear()), Some(denver));
    }

    #[test]
    fn bytes_of_another_type_are_refused() {
        assert_eq!(Email::from_clear(b"not an address"), None);
        assert_eq!(Phone::from_clear(&[0xff, 0xfe]), None);
        assert_eq!(String::from_clear(&[0xff]), None);
        assert_eq!(Coordinates::from_clear(&[0; 7]), None);
        assert_eq!(Coordinates::from_clear(&[0; 9]), None);
        assert_eq!(Coordinates::from_clear(&[0x7f; 8]), None);
    }
}
