//! Lists: what is asked in the query, and a page of rows with where the next one begins.

use domain::{Invalid, Reason};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Cursor, Page};
use uuid::Uuid;

use super::{Location, Parameter};
use crate::{extract::Typed, problem::Problem};

/// Rows when nobody says how many.
const LIMIT: u64 = 20;
const MOST: u64 = 100;

pub(super) const CURSOR: Parameter = Parameter::new::<CursorText>(
    "cursor",
    Location::Query,
    "`next` of the page before. Without it the list begins at its first row.",
    "019a5d2f3c007abc8def0123456789ab",
);
pub(super) const PAGE_SIZE: Parameter =
    Parameter::new::<PageSize>("limit", Location::Query, "The most rows of a page; 20 if not said.", "50");

/// A cursor is opaque; that it is an id inside is no promise.
#[derive(JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "only its schema is used; the text is read by `Asked::cursor`")]
struct CursorText(#[schemars(length(min = 1, max = 64))] String);

#[derive(JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "only its schema is used; the number is read by `Asked::cursor`")]
struct PageSize(#[schemars(range(min = 1, max = 100))] u32);

/// A part of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "List.{T}")]
pub(super) struct List<T> {
    /// The rows.
    items: Vec<T>,
    /// The `cursor` of the next page; `null` when there is none.
    next: Option<String>,
}

impl<T> List<T> {
    /// A list that is given as a whole.
    pub(super) fn whole(items: impl IntoIterator<Item = T>) -> Self {
        Self { items: items.into_iter().collect(), next: None }
    }
    /// A page, each row made from what the use case gave.
    pub(super) fn page<U>(page: Page<U>, row: impl FnMut(U) -> T) -> Self {
        Self { items: page.items.into_iter().map(row).collect(), next: page.next.map(|next| next.simple().to_string()) }
    }
}

/// The query of a list: nothing but what the list knows, and each at most once.
#[derive(Debug)]
pub(super) struct Asked(Typed);

impl Asked {
    /// Checks the names. A name that is not known is refused, because a misspelt filter would show too much.
    pub(super) fn new(typed: Typed, known: &[Parameter]) -> Result<Self, Problem> {
        for name in typed.names() {
            if !known.iter().any(|parameter| parameter.name == name) {
                return Err(Problem::field(name, "is not a parameter of this list"));
            }
            if typed.all(name).count() > 1 {
                return Err(Problem::field(name, "is there more than once"));
            }
        }
        Ok(Self(typed))
    }
    /// Where the page begins and how long it is.
    pub(super) fn cursor(&self) -> Result<Cursor, Invalid> {
        let before = match self.0.optional("cursor") {
            None => None,
            Some(text) if text.len() == 32 => Some(Uuid::try_parse(text).map_err(|_| Self::no_cursor())?),
            Some(_) => return Err(Self::no_cursor()),
        };
        let limit = if self.0.optional("limit").is_some() { self.0.whole("limit")? } else { LIMIT };
        if !(1..=MOST).contains(&limit) {
            return Err(Invalid::out_of_range("limit", 1, MOST));
        }
        Ok(Cursor::after(before, limit))
    }
    fn no_cursor() -> Invalid {
        Invalid::malformed("cursor", "the `next` of a page of this list")
    }
    /// One of a closed set, if it is asked for.
    pub(super) fn choice<T>(&self, name: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Invalid> {
        self.0.optional(name).map(|text| read(text).ok_or_else(|| Invalid::new(name, Reason::UnknownChoice))).transpose()
    }
    /// `true`, or `false` as when it is not there.
    pub(super) fn flag(&self, name: &'static str) -> Result<bool, Invalid> {
        self.choice(name, |text| text.parse().ok()).map(Option::unwrap_or_default)
    }
    /// A text that must be there.
    pub(super) fn required(&self, name: &'static str) -> Result<&str, Invalid> {
        self.0.required(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Result<Cursor, (u16, String)> {
        let refusal = |problem: Problem| {
            let fields = problem.fields(domain::Language::English);
            (problem.status().as_u16(), fields.first().map(|(name, _)| name.clone()).unwrap_or_default())
        };
        let asked = Asked::new(Typed::parse(query.as_bytes()).unwrap(), &[CURSOR, PAGE_SIZE]).map_err(refusal)?;
        asked.cursor().map_err(|invalid| refusal(invalid.into()))
    }

    #[test]
    fn a_page_is_asked_for_exactly_or_not_at_all() {
        assert_eq!(asked(""), Ok(Cursor::first(20)));
        let id = "019a5d2f3c007abc8def0123456789ab";
        assert_eq!(asked(&format!("cursor={id}&limit=100")), Ok(Cursor::after(Uuid::try_parse(id).ok(), 100)));
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=-1", "limit"),
            ("limit=many", "limit"),
            ("cursor=1", "cursor"),
            ("cursor=019a5d2f-3c00-7abc-8def-0123456789ab", "cursor"),
            ("limt=5", "limt"),
            ("limit=5&limit=6", "limit"),
        ] {
            assert_eq!(asked(query), Err((422, field.to_owned())), "{query}");
        }
    }
}
