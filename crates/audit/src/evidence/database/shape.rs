//! What a value looks like, without keeping it.

use serde::{Deserialize, Serialize};

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A day that somebody may have been born on: 1900 to 2019.
    Day,
    /// A payment card number, by its length, its issuer and its check digit.
    Card,
    /// Hexadecimal of 128 bits: MD5, or an unsalted NT hash.
    Md5,
    /// Hexadecimal of 160 bits, with MySQL's own `*` too: SHA-1.
    Sha1,
    /// Hexadecimal of 224 to 512 bits: SHA-2.
    Sha2,
    /// A slow hash of a password with its parameters: Argon2, bcrypt, scrypt, PBKDF2, yescrypt.
    SlowHash,
    /// A hash of a password in a format of its own, but a fast one: `{SSHA}`, `$1$`, `sha1$…`.
    FastHash,
    /// Cipher text: base64 without spaces of at least 24 characters, or bytes that are no text.
    Cipher,
    /// One printable word.
    Word,
    /// Anything else.
    Other,
}

/// How many of a sample look like what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shapes {
    /// How many values were looked at, empty ones left out.
    pub sampled: u32,
    /// Of [`Shape::Email`].
    pub email: u32,
    /// Of [`Shape::Phone`].
    pub phone: u32,
    /// Of [`Shape::Day`].
    pub day: u32,
    /// Of [`Shape::Card`].
    pub card: u32,
    /// Of [`Shape::Md5`].
    pub md5: u32,
    /// Of [`Shape::Sha1`].
    pub sha1: u32,
    /// Of [`Shape::Sha2`].
    pub sha2: u32,
    /// Of [`Shape::SlowHash`].
    pub slow_hash: u32,
    /// Of [`Shape::FastHash`].
    pub fast_hash: u32,
    /// Of [`Shape::Cipher`].
    pub cipher: u32,
    /// Of [`Shape::Word`].
    pub word: u32,
}

impl Shapes {
    /// Counts a value.
    pub fn count(&mut self, shape: Shape) {
        self.sampled += 1;
        let counter = match shape {
            Shape::Email => &mut self.email,
            Shape::Phone => &mut self.phone,
            Shape::Day => &mut self.day,
            Shape::Card => &mut self.card,
            Shape::Md5 => &mut self.md5,
            Shape::Sha1 => &mut self.sha1,
            Shape::Sha2 => &mut self.sha2,
            Shape::SlowHash => &mut self.slow_hash,
            Shape::FastHash => &mut self.fast_hash,
            Shape::Cipher => &mut self.cipher,
            Shape::Word => &mut self.word,
            Shape::Other => return,
        };
        *counter += 1;
    }
    /// Whether at least half of the sample is `count`.
    #[must_use]
    pub fn mostly(&self, count: u32) -> bool {
        self.sampled > 0 && count.saturating_mul(2) >= self.sampled
    }
}

impl Shape {
    /// What a text looks like. The first 512 bytes decide.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.len() > 512 {
            return if base64(text) { Self::Cipher } else { Self::Other };
        }
        if slow_hash(text) {
            Self::SlowHash
        } else if fast_hash(text) {
            Self::FastHash
        } else if let Some(shape) = hexadecimal(text) {
            shape
        } else if email(text) {
            Self::Email
        } else if card(text) {
            Self::Card
        } else if day(text) {
            Self::Day
        } else if phone(text) {
            Self::Phone
        } else if text.len() >= 24 && base64(text) {
            Self::Cipher
        } else if (3..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Self::Word
        } else {
            Self::Other
        }
    }
    /// What bytes look like: a text, or cipher text when they are none.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.chars().all(|c| !c.is_control() || c.is_whitespace()) => Self::of(text),
            _ => match bytes.len() {
                16 => Self::Md5,
                20 => Self::Sha1,
                _ => Self::Cipher,
            },
        }
    }
}

fn slow_hash(text: &str) -> bool {
    let begins = [
        "$argon2",
        "$2a$",
        "$2b$",
        "$2y$",
        "$2x$",
        "$scrypt$",
        "scrypt:",
        "scrypt$",
        "$s0$",
        "$7$",
        "$y$",
        "$pbkdf2",
        "pbkdf2:",
        "pbkdf2_",
        "argon2$",
        "bcrypt$",
        "bcrypt_sha256$",
        "$bcrypt-sha256$",
        "$pbkdf2-",
        "PBKDF2$",
        "{ARGON2",
        "{PBKDF2",
        "{BLF-CRYPT}",
        "$5$",
        "$6$",
    ];
    text.len() >= 20 && begins.iter().any(|begin| text.starts_with(begin))
}

fn fast_hash(text: &str) -> bool {
    let begins = [
        "{SHA",
        "{SSHA",
        "{MD5}",
        "{SMD5}",
        "$1$",
        "$apr1$",
        "$P$",
        "$H$",
        "sha1$",
        "md5$",
        "sha256$",
        "sha512$",
        "unsalted_md5$",
        "unsalted_sha1$",
    ];
    text.len() >= 20 && begins.iter().any(|begin| text.starts_with(begin))
}

fn hexadecimal(text: &str) -> Option<Shape> {
    let digits = text.strip_prefix('*').filter(|rest| rest.len() == 40).unwrap_or(text);
    // Thirty-two decimal digits are a number, not a hash.
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) || digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        32 => Some(Shape::Md5),
        40 => Some(Shape::Sha1),
        56 | 64 | 96 | 128 => Some(Shape::Sha2),
        _ => None,
    }
}

fn email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+'".contains(&byte);
    !local.is_empty()
        && local.bytes().all(allowed)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn card(text: &str) -> bool {
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ' || byte == b'-') {
        return false;
    }
    let number = digits(text);
    // Issuers of Visa, Mastercard, American Express, Discover, JCB, Diners: other numbers with a right check digit are
    // order numbers and IMEIs.
    let begin = |length: usize| number.get(..length).and_then(|begin| begin.parse::<u32>().ok()).unwrap_or(0);
    let issuer = match number.len() {
        13 | 19 => begin(1) == 4,
        14 => matches!(begin(2), 36 | 38 | 39) || matches!(begin(3), 300..=305),
        15 => matches!(begin(2), 34 | 37),
        16 => {
            begin(1) == 4
                || matches!(begin(2), 51..=55 | 65)
                || matches!(begin(4), 2221..=2720 | 6011 | 3528..=3589)
                || matches!(begin(3), 644..=649)
        }
        _ => false,
    };
    issuer && luhn(&number)
}

fn luhn(number: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(digit) } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

fn day(text: &str) -> bool {
    let year = |part: &str| part.len() == 4 && matches!(part.parse::<u32>(), Ok(1900..=2019));
    let small = |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    match parts.as_slice() {
        [first, month, day] if year(first) => small(month, 12) && small(day, 31),
        [one, other, last] if year(last) => small(one, 31) && small(other, 31),
        _ => false,
    }
}

fn phone(text: &str) -> bool {
    let count = digits(text).len();
    let written = text.starts_with('+') || text.starts_with("00") || text.starts_with('(') || text.contains([' ', '-']);
    (9..=15).contains(&count) && written && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-() ./x".contains(&byte))
}

fn base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    // A path, an identifier or a word in small letters is none: cipher text has letters of both sizes and digits.
    body.bytes().all(allowed)
        && body.bytes().any(|byte| byte.is_ascii_uppercase())
        && body.bytes().any(|byte| byte.is_ascii_lowercase())
        && body.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn values_are_recognised_by_their_look() {
        for (text, shape) in [
            ("ana.lopez@example.org", Shape::Email),
            ("@home", Shape::Word),
            ("+34 600 123 456", Shape::Phone),
            ("(555) 123-4567", Shape::Phone),
            ("123456789", Shape::Word),
            ("1984-02-29", Shape::Day),
            ("31/12/1999", Shape::Day),
            ("2025-01-01", Shape::Word),
            ("4111 1111 1111 1111", Shape::Card),
            ("4111111111111112", Shape::Word),
            ("5f4dcc3b5aa765d61d8327deb882cf99", Shape::Md5),
            ("*2470C0C06DEE42FD1618BBB99005ADCA2EC9D1E0", Shape::Sha1),
            ("5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", Shape::Sha2),
            ("$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", Shape::SlowHash),
            ("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo", Shape::SlowHash),
            ("pbkdf2_sha256$600000$salt$aGFzaGhhc2hoYXNo", Shape::SlowHash),
            ("sha1$salt$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", Shape::FastHash),
            ("k8J2mW0Qz9b1L7vYx3TnRg5H", Shape::Cipher),
            ("hunter2", Shape::Word),
            ("Calle Mayor 1, Madrid", Shape::Other),
        ] {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
        assert_eq!(Shape::of_bytes(&[0xff, 0, 1, 2, 3]), Shape::Cipher);
        assert_eq!(Shape::of_bytes(&[0xff; 16]), Shape::Md5);
    }
}
