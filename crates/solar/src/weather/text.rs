//! From bytes to lines, fields and numbers, within bounds.

use std::borrow::Cow;

use super::reason::{Reason, Refused};

/// Larger files are refused unread.
pub const LARGEST_BYTES: usize = 32 * 1024 * 1024;
/// Characters of a wrong value that a message shows.
const LONGEST_QUOTE: usize = 24;

/// A file with its name, as text. Bytes that are no UTF-8 (names of towns in older files) become replacement characters.
#[derive(Debug)]
pub struct File<'a> {
    /// The name that the caller gave.
    pub name: &'a str,
    text: Cow<'a, str>,
}

impl<'a> File<'a> {
    /// Of bytes.
    ///
    /// # Errors
    /// When there are more than [`LARGEST_BYTES`].
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, Refused> {
        if bytes.len() > LARGEST_BYTES {
            return Err(Refused { file: name.to_owned(), line: None, reason: Reason::TooLarge });
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Ok(Self { name, text: String::from_utf8_lossy(bytes) })
    }

    /// Its lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A refusal of the file as a whole.
    #[must_use]
    pub fn refused(&self, reason: Reason) -> Refused {
        Refused { file: self.name.to_owned(), line: None, reason }
    }

    /// A refusal of a line.
    pub fn at(&self, line: usize) -> impl Fn(Reason) -> Refused {
        move |reason| Refused { file: self.name.to_owned(), line: Some(line), reason }
    }
}

/// The fields of a comma-separated line, without blanks and quotes around them. A comma within quotes parts nothing.
pub fn fields(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ',' && !quoted
    })
    .map(|field| field.trim().trim_matches('"').trim())
}

/// A finite number.
///
/// # Errors
/// [`Reason::NotANumber`] with the column's name.
pub fn number(column: &'static str, text: &str) -> Result<f64, Reason> {
    let parsed = text.parse::<f64>().ok().filter(|value| value.is_finite());
    parsed.ok_or_else(|| Reason::NotANumber { column, text: text.chars().take(LONGEST_QUOTE).collect() })
}

/// A whole number between bounds, also written as `1.0`.
///
/// # Errors
/// When it is no number, or out of bounds.
pub fn whole(column: &'static str, text: &str, low: i32, high: i32) -> Result<i32, Reason> {
    let value = match text.parse::<i32>() {
        Ok(value) => value,
        Err(_) => {
            let value = number(column, text)?;
            let whole = (low..=high).find(|whole| (f64::from(*whole) - value).abs() < 1e-9);
            whole.ok_or(Reason::OutOfRange { column, low, high })?
        }
    };
    if (low..=high).contains(&value) { Ok(value) } else { Err(Reason::OutOfRange { column, low, high }) }
}

/// The part of a row that has a number.
///
/// # Errors
/// [`Reason::ShortRow`] with the column's name.
pub fn field<'a>(row: &[&'a str], position: usize, column: &'static str) -> Result<&'a str, Reason> {
    row.get(position).copied().ok_or(Reason::ShortRow(column))
}
