//! One row, from its text to a place.

use std::borrow::Cow;

use domain::{
    Invalid,
    place::{Coordinates, PostalCode},
    text::line,
};
use store::place::Place;

use super::super::{COUNTRY, name::spelling, state::State, town};

/// Why a row was refused. Says nothing of what stood in it: a wrong file may hold anything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// Longer than any row of such a file.
    #[error("is longer than {0} bytes")]
    TooLong(usize),
    /// Not text.
    #[error("is not UTF-8")]
    NotUtf8,
    /// Too few or too many columns.
    #[error("has {found} columns, needed are {needed}")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// A quotation mark that is not closed, or text after it.
    #[error("has a quotation mark that is not closed")]
    Quotes,
    /// Of another country.
    #[error("is not of the United States")]
    Country,
    /// The ZIP code, town, latitude or longitude is none.
    #[error("{0}")]
    Field(#[from] Invalid),
    /// No such state.
    #[error("state is none of the United States")]
    State,
    /// Zero degrees north, zero degrees east: how files say that they do not know.
    #[error("coordinates are unknown (0, 0)")]
    NoCoordinates,
}

/// Longest name of a town, characters.
const MAX_TOWN: u32 = 80;

/// A row with a town.
pub(super) fn of_town(zip: &str, town: &str, state: &str, latitude: &str, longitude: &str) -> Result<Place, RowError> {
    let code = PostalCode::parse("zip", zip)?;
    let town = spelling(&line("town", town, MAX_TOWN)?);
    if town.is_empty() {
        return Err(Invalid::missing("town").into());
    }
    let state = State::of_code(state).ok_or(RowError::State)?;
    place(code, town, state, latitude, longitude)
}

/// A row of a tabulation area, which has neither town nor state: the built-in table may know the town, the code itself
/// tells the state.
pub(super) fn of_area(zip: &str, latitude: &str, longitude: &str) -> Result<Place, RowError> {
    let code = PostalCode::parse("zip", zip)?;
    let state = State::of_zip(code.as_str()).ok_or(RowError::State)?;
    let town = town::by_zip(code.as_str()).map_or_else(|| format!("ZIP {code}"), |known| spelling(known.name));
    place(code, town, state, latitude, longitude)
}

fn place(code: PostalCode, town: String, state: &State, latitude: &str, longitude: &str) -> Result<Place, RowError> {
    let coordinates = Coordinates::parse(latitude, longitude)?;
    if (coordinates.latitude_e6, coordinates.longitude_e6) == (0, 0) {
        return Err(RowError::NoCoordinates);
    }
    Ok(Place { country: COUNTRY.to_owned(), code: code.to_string(), town, region: state.code.to_owned(), coordinates })
}

/// The fields of one row, trimmed.
pub(super) struct Fields<'a>(Vec<Cow<'a, str>>);

impl<'a> Fields<'a> {
    /// Fields between `separator`, none of which can contain it.
    pub(super) fn separated(text: &'a str, separator: char) -> Self {
        Self(text.split(separator).map(|field| Cow::Borrowed(field.trim())).collect())
    }

    /// Fields between commas, quoted where they contain one (RFC 4180, but a field ends with its line).
    pub(super) fn quoted(text: &'a str) -> Result<Self, RowError> {
        let mut fields = Vec::new();
        let mut rest = text;
        loop {
            let (field, after) = match rest.trim_start().strip_prefix('"') {
                Some(opened) => unquote(opened)?,
                None => {
                    let end = rest.find(',').unwrap_or(rest.len());
                    let (field, after) = rest.split_at(end);
                    (Cow::Borrowed(field.trim()), after)
                }
            };
            fields.push(field);
            match after.strip_prefix(',') {
                Some(next) => rest = next,
                None => return Ok(Self(fields)),
            }
        }
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The field at `index`, from 0.
    pub(super) fn at(&self, index: usize) -> Result<&str, RowError> {
        let missing = RowError::Columns { found: self.0.len(), needed: index.saturating_add(1) };
        self.0.get(index).map(AsRef::as_ref).ok_or(missing)
    }

    /// Where one of `names` stands, in any case.
    pub(super) fn position(&self, names: &[&str]) -> Option<usize> {
        self.0.iter().position(|field| names.iter().any(|name| field.eq_ignore_ascii_case(name)))
    }
}

/// The field after its opening quotation mark, and what follows the closing one: a comma or nothing.
fn unquote(opened: &str) -> Result<(Cow<'_, str>, &str), RowError> {
    let mut field = String::new();
    let mut rest = opened;
    loop {
        let (text, after) = rest.split_once('"').ok_or(RowError::Quotes)?;
        field.push_str(text);
        match after.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            None => {
                let after = after.trim_start();
                if !(after.is_empty() || after.starts_with(',')) {
                    return Err(RowError::Quotes);
                }
                return Ok((Cow::Owned(field.trim().to_owned()), after));
            }
        }
    }
}
