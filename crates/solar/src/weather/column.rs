//! Columns by the names in a head line.

use super::{reason::Reason, text};

/// Fields of a line that are looked at; no known format has so many.
pub const MOST_FIELDS: usize = 256;

/// Where a quantity stands in each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    position: usize,
    /// What messages call it.
    name: &'static str,
}

impl Column {
    /// The first of the names that the head has, whatever the case; the first name is what messages say.
    ///
    /// # Errors
    /// When the head has none.
    pub fn find(head: &[&str], names: &[&'static str]) -> Result<Self, Reason> {
        let name = names.first().copied().unwrap_or("");
        Self::maybe(head, names).ok_or(Reason::MissingColumn(name))
    }

    /// The same where a file may do without.
    #[must_use]
    pub fn maybe(head: &[&str], names: &[&'static str]) -> Option<Self> {
        let name = names.first().copied()?;
        let position = names.iter().find_map(|name| head.iter().position(|field| field.eq_ignore_ascii_case(name)))?;
        Some(Self { position, name })
    }

    /// What stands in a row.
    ///
    /// # Errors
    /// When the row is shorter.
    pub fn text<'a>(self, row: &[&'a str]) -> Result<&'a str, Reason> {
        text::field(row, self.position, self.name)
    }

    /// The number in a row.
    ///
    /// # Errors
    /// When the row is shorter or has no number there.
    pub fn number(self, row: &[&str]) -> Result<f64, Reason> {
        text::number(self.name, self.text(row)?)
    }

    /// The number in a row, which is the format's code for no value from a bound downwards.
    ///
    /// # Errors
    /// When the row is shorter, or has no number or no value there.
    pub fn present(self, row: &[&str], missing_from: f64) -> Result<f64, Reason> {
        let value = self.number(row)?;
        if value <= missing_from { Err(Reason::MissingValue(self.name)) } else { Ok(value) }
    }

    /// The whole number in a row, between bounds.
    ///
    /// # Errors
    /// When the row is shorter, has no number there, or one out of bounds.
    pub fn whole(self, row: &[&str], low: i32, high: i32) -> Result<i32, Reason> {
        text::whole(self.name, self.text(row)?, low, high)
    }
}

/// The fields of a line, at most [`MOST_FIELDS`].
#[must_use]
pub fn row(line: &str) -> Vec<&str> {
    text::fields(line).take(MOST_FIELDS).collect()
}
