//! Lists are read by cursor: "the twenty after this one", never by page number.

use uuid::Uuid;

/// Where a page begins: after the row with this id, in descending order of ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The last id of the page before; none begins at the newest.
    pub before: Option<Uuid>,
    /// How many rows, 1 to 100.
    pub limit: u64,
}

impl Cursor {
    /// The newest `limit` rows, bounded to 1..=100.
    #[must_use]
    pub fn first(limit: u64) -> Self {
        Self { before: None, limit: limit.clamp(1, 100) }
    }
    /// The `limit` rows after `before`.
    #[must_use]
    pub fn after(before: Option<Uuid>, limit: u64) -> Self {
        Self { before, limit: limit.clamp(1, 100) }
    }
}

/// Some rows, and where the next ones begin.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor of the next page, if there are more rows.
    pub next: Option<Uuid>,
}

impl<T> Page<T> {
    /// From one row more than was asked for, which tells whether there is a next page.
    pub(crate) fn cut(mut items: Vec<T>, limit: u64, id: impl Fn(&T) -> Uuid) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(id) } else { None };
        Self { items, next }
    }
    /// The same page of other things.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}
