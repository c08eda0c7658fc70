//! Text that people type, parsed once at the edge into types that cannot hold nonsense.
//!
//! Text is normalised to NFC, trimmed, and refused when it contains control characters, line breaks
//! (single-line types), direction overrides or unpaired joiners. It is stored as typed otherwise:
//! escaping happens where it is shown, never by mangling.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{Invalid, Reason};

/// Characters that change how a line reads without being seen.
fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{2028}' | '\u{2029}')
}

/// Normalises and checks one line of text of at most `max` characters.
///
/// # Errors
/// Missing, too long, or a forbidden character.
pub fn line(field: &'static str, raw: &str, max: u32) -> Result<String, Invalid> {
    clean(field, raw, max, false)
}

/// Normalises and checks free text with line breaks of at most `max` characters.
///
/// # Errors
/// Missing, too long, or a forbidden character.
pub fn paragraph(field: &'static str, raw: &str, max: u32) -> Result<String, Invalid> {
    clean(field, &raw.replace("\r\n", "\n"), max, true)
}

fn clean(field: &'static str, raw: &str, max: u32, breaks: bool) -> Result<String, Invalid> {
    let limit = usize::try_from(max).unwrap_or(usize::MAX);
    // Bytes are counted first, so that a huge input is refused before it is normalised.
    if raw.len() > limit.saturating_mul(8) {
        return Err(Invalid::new(field, Reason::TooLong { max }));
    }
    let text: String = raw.trim().nfc().collect();
    if text.is_empty() {
        return Err(Invalid::missing(field));
    }
    if text.chars().count() > limit {
        return Err(Invalid::new(field, Reason::TooLong { max }));
    }
    if text.chars().any(|c| (c.is_control() && !(breaks && c == '\n')) || is_deceptive(c)) {
        return Err(Invalid::new(field, Reason::ForbiddenCharacter));
    }
    Ok(text)
}

macro_rules! text_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }
        // Personal text never reaches a log by accident.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

text_types! {
    /// An e-mail address; the domain is lower-case, the local part as typed.
    Email;
    /// A person's name as she writes it, at most 120 characters.
    PersonName;
    /// A telephone number in E.164 (`+13035550142`).
    Phone;
    /// Street, number and unit in one line, at most 160 characters.
    StreetAddress;
    /// A reason or note with line breaks, at most 1,000 characters.
    FreeText;
}

impl Email {
    /// Parses an address.
    ///
    /// # Errors
    /// Names the field and what is wrong.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, Invalid> {
        let text = line(field, raw, 254)?;
        let malformed = || Invalid::malformed(field, "an e-mail address");
        let (local, domain) = text.rsplit_once('@').ok_or_else(malformed)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let domain_ok = domain.len() <= 253
            && domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if !local_ok || !domain_ok {
            return Err(malformed());
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }
    /// The form under which the address is looked up: all lower-case, so that one mailbox has one account.
    #[must_use]
    pub fn lookup_key(&self) -> String {
        self.0.to_lowercase()
    }
    /// First letter and domain, the rest hidden: `a…@example.com`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((self.0.as_str(), ""));
        format!("{}…@{domain}", local.chars().take(1).collect::<String>())
    }
}

impl PersonName {
    /// Parses a name.
    ///
    /// # Errors
    /// Names the field and what is wrong.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, Invalid> {
        line(field, raw, 120).map(Self)
    }
    /// First letters only: `A… B…`.
    #[must_use]
    pub fn masked(&self) -> String {
        self.0.split_whitespace().map(|word| format!("{}…", word.chars().take(1).collect::<String>())).collect::<Vec<_>>().join(" ")
    }
}

impl Phone {
    /// Parses a number; ten digits without a country code are North American.
    ///
    /// # Errors
    /// Names the field and what is wrong.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, Invalid> {
        let text = line(field, raw, 40)?;
        let malformed = || Invalid::malformed(field, "a telephone number");
        if !text.chars().all(|c| c.is_ascii_digit() || " ()+-./".contains(c)) {
            return Err(malformed());
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        match (text.starts_with('+'), digits.len()) {
            (true, 8..=15) if !digits.starts_with('0') => Ok(Self(format!("+{digits}"))),
            (false, 10) if !digits.starts_with(['0', '1']) => Ok(Self(format!("+1{digits}"))),
            (false, 11) if digits.starts_with('1') => Ok(Self(format!("+{digits}"))),
            _ => Err(malformed()),
        }
    }
    /// The last two digits only.
    #[must_use]
    pub fn masked(&self) -> String {
        let tail: String = self.0.chars().skip(self.0.chars().count().saturating_sub(2)).collect();
        format!("••• ••• ••{tail}")
    }
}

impl StreetAddress {
    /// Parses street and number.
    ///
    /// # Errors
    /// Names the field and what is wrong.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, Invalid> {
        line(field, raw, 160).map(Self)
    }
}

impl FreeText {
    /// Parses a note.
    ///
    /// # Errors
    /// Names the field and what is wrong.
    pub fn parse(field: &'static str, raw: &str) -> Result<Self, Invalid> {
        paragraph(field, raw, 1_000).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_keep_what_people_write() {
        for name in ["O'Brien", "José Núñez-Ortega", "Zoë 😀", "<script>alert(1)</script>", "100 % _\\"] {
            assert_eq!(PersonName::parse("name", name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn deceptive_text_is_refused_by_name() {
        for name in ["a\u{202E}b", "a\0b", "a\nb", "a\u{FEFF}b", "\u{1b}[31m"] {
            assert_eq!(PersonName::parse("name", name).unwrap_err().reason, Reason::ForbiddenCharacter, "{name:?}");
        }
        assert_eq!(PersonName::parse("name", "  ").unwrap_err().reason, Reason::Missing);
        assert_eq!(PersonName::parse("name", &"x".repeat(10_000_000)).unwrap_err().reason, Reason::TooLong { max: 120 });
    }

    #[test]
    fn e_mail_addresses_are_one_mailbox_each() {
        assert_eq!(Email::parse("email", " Ana.Ruiz+solar@Example.COM ").unwrap().as_str(), "Ana.Ruiz+solar@example.com");
        for bad in
            ["", "a", "a@b", "@b.co", "a@@b.co", "a b@c.co", "a@b..co", "a@-b.co", "a\r\nBcc: x@y.co@z.co", ".a@b.co", "{\"$ne\":null}"]
        {
            assert!(Email::parse("email", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn phones_become_e164() {
        assert_eq!(Phone::parse("phone", "(303) 555-0142").unwrap().as_str(), "+13035550142");
        assert_eq!(Phone::parse("phone", "+34 600 123 456").unwrap().as_str(), "+34600123456");
        for bad in ["555-0142", "+0123456789", "303555014x", "1' OR '1'='1"] {
            assert!(Phone::parse("phone", bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_parsing_never_panics_and_is_stable(raw in "\\PC{0,300}") {
            if let Ok(name) = PersonName::parse("name", &raw) {
                prop_assert_eq!(PersonName::parse("name", name.as_str()).unwrap(), name);
            }
            let _ = Email::parse("email", &raw);
            let _ = Phone::parse("phone", &raw);
        }
    }
}
