//! The closed vocabulary of leaves.

use std::borrow::Cow;

/// The name of an action, role, kind of object or reason: `order.reschedule`, `support`.
///
/// A lower-case letter, then lower-case letters, digits, `_`, `-` and `.`; at most 64 characters. What
/// people type does not fit in; that codes are constants of the program is the caller's part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Cow<'static, str>);

/// The text is not a [`Code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code of the trail")]
pub struct NotACode;

const MAX_LEN: usize = 64;

impl Code {
    /// A code of the program. Made for constants, where a wrong text does not compile:
    /// `const RESCHEDULE: Code = Code::literal("order.reschedule");`
    ///
    /// # Panics
    /// When called outside a constant with a text that is no code.
    #[must_use]
    pub const fn literal(text: &'static str) -> Self {
        assert!(is_code(text), "a code is a lower-case letter, then a-z, 0-9, '_', '-' and '.'");
        Self(Cow::Borrowed(text))
    }
    /// A code that was stored.
    ///
    /// # Errors
    /// Not a code.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        if is_code(text) { Ok(Self(Cow::Owned(text.to_owned()))) } else { Err(NotACode) }
    }
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

const fn is_code(text: &str) -> bool {
    let Some((first, mut rest)) = text.as_bytes().split_first() else { return false };
    if !first.is_ascii_lowercase() || text.len() > MAX_LEN {
        return false;
    }
    while let Some((byte, after)) = rest.split_first() {
        if !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.') {
            return false;
        }
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_no_code() {
        const CODE: Code = Code::literal("order.re-schedule_2");
        assert_eq!(Code::parse("order.re-schedule_2"), Ok(CODE));
        assert!(Code::parse(&"a".repeat(64)).is_ok());
        for bad in ["", "Order", "1st", "order reschedule", "ana@example.com", "a\"b", "á", "+13035550142", &"a".repeat(65)] {
            assert_eq!(Code::parse(bad), Err(NotACode), "{bad:?}");
        }
    }
}
