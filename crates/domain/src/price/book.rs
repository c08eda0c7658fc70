//! The price book: what the company charges, in a version that receipts freeze.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, LineKind};
use crate::calendar::{Jurisdiction, Provenance};
use crate::{Currency, Invalid};

/// A company's prices in one region.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceBook {
    /// Its name; a changed price is a new version.
    pub version: String,
    /// Where it holds.
    pub region: Jurisdiction,
    /// Currency of all its amounts.
    pub currency: Currency,
    /// Prices of the system itself by size, smallest first. Each watt costs the rate of the band it falls in,
    /// as in an income tax, so that one panel more never makes the whole system cheaper.
    pub bands: Vec<Band>,
    /// Everything that is added.
    pub items: Vec<Item>,
    /// What is installed.
    pub equipment: Vec<Equipment>,
    /// The largest system that the book prices, watts DC.
    pub max_watts: u32,
    /// Days for which a quote from it is locked.
    pub quote_valid_days: u16,
    /// Since when, and on which grounds.
    pub provenance: Provenance,
}

/// A price per watt up to a size.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Last watt that costs this rate; `null` for the last band.
    pub up_to_watts: Option<u32>,
    /// Cents per watt DC.
    pub cents_per_watt: u32,
    /// Since when, and on which grounds.
    pub provenance: Provenance,
}

/// Something that is added to the price when its condition holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The line it makes.
    pub kind: LineKind,
    /// When it applies.
    pub when: Condition,
    /// What it costs.
    pub charge: Charge,
    /// Since when, and on which grounds. An item that does not hold on the day is not charged.
    pub provenance: Provenance,
}

/// How an item is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Charge {
    /// Cents for each watt DC of the system.
    CentsPerWatt(u32),
    /// Cents once.
    CentsOnce(u32),
}

/// A product that the company installs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// What it is.
    pub kind: EquipmentKind,
    /// Maker's name for it.
    pub model: String,
    /// Rated power, watts: DC of a panel, AC of an inverter.
    pub watts: u32,
    /// Length of the longer side of a panel, millimetres; 0 for other equipment.
    pub length_mm: u32,
    /// Length of its shorter side, millimetres; 0 for other equipment.
    pub width_mm: u32,
    /// Years of the maker's warranty on the product.
    pub product_warranty_years: u8,
    /// Since when, and on which grounds.
    pub provenance: Provenance,
}

/// Kinds of equipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EquipmentKind {
    /// A photovoltaic module.
    Panel,
    /// What turns direct into alternating current.
    Inverter,
}

impl PriceBook {
    /// Checks what a company wrote: bands in order and open at the end, at least one panel, sizes that fit.
    ///
    /// # Errors
    /// Names the first part that is wrong.
    pub fn checked(self) -> Result<Self, Invalid> {
        self.check()?;
        Ok(self)
    }

    pub(super) fn check(&self) -> Result<(), Invalid> {
        if self.version.is_empty() || self.version.len() > 60 {
            return Err(Invalid::malformed("version", "a name of at most 60 characters"));
        }
        let Some((last, limited)) = self.bands.split_last() else {
            return Err(Invalid::missing("bands"));
        };
        let rising = limited.iter().map(|band| band.up_to_watts).try_fold(0_u32, |below, limit| limit.filter(|limit| *limit > below));
        if last.up_to_watts.is_some() || rising.is_none() {
            return Err(Invalid::malformed("bands", "a list of rising sizes of which only the last has no limit"));
        }
        if self.bands.len() > 20 || self.items.len() > 100 || self.equipment.len() > 50 {
            return Err(Invalid::malformed("items", "a list of at most 20 bands, 100 items and 50 products"));
        }
        if self.items.iter().any(|item| matches!(item.kind, LineKind::SystemBase | LineKind::SalesTax)) {
            return Err(Invalid::malformed("items", "a list without the system itself and without taxes"));
        }
        if !(1..=1_000_000).contains(&self.max_watts) {
            return Err(Invalid::out_of_range("max_watts", 1, 1_000_000));
        }
        if !(1..=365).contains(&self.quote_valid_days) {
            return Err(Invalid::out_of_range("quote_valid_days", 1, 365));
        }
        if self.panel().is_none() {
            return Err(Invalid::missing("equipment"));
        }
        Ok(())
    }

    /// The panel that estimates are made with: the first of the book.
    #[must_use]
    pub fn panel(&self) -> Option<&Equipment> {
        self.equipment.iter().find(|equipment| equipment.kind == EquipmentKind::Panel && equipment.watts > 0)
    }
}

static BOOKS: LazyLock<Vec<PriceBook>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/price_books.json")).unwrap_or_default());

/// The price books of the sample company.
#[must_use]
pub fn price_books() -> &'static [PriceBook] {
    &BOOKS
}

/// The sample book for `place` on `date`; of several, the narrowest, then the newest.
#[must_use]
pub fn price_book(place: &Jurisdiction, date: Date) -> Option<&'static PriceBook> {
    let applies = |book: &&PriceBook| book.region.covers(place) && book.provenance.holds_on(date);
    BOOKS.iter().filter(applies).max_by_key(|book| (book.region.narrowness(), book.provenance.valid_from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_sample_books_load_and_are_sound() {
        let rows: Vec<PriceBook> = serde_json::from_str(include_str!("../../data/price_books.json")).unwrap();
        assert_eq!(rows, price_books());
        for book in rows {
            let provenances = book.items.iter().map(|item| &item.provenance).chain(book.bands.iter().map(|band| &band.provenance));
            assert!(
                provenances.chain(book.equipment.iter().map(|product| &product.provenance)).all(|row| row.sample && !row.source.is_empty())
            );
            assert_eq!(book.panel().unwrap().watts, 430);
            book.checked().unwrap();
        }
    }

    #[test]
    fn a_book_is_found_by_place_and_day() {
        let found = |place: &str, day| price_book(&Jurisdiction::parse(place).unwrap(), day).map(|book| book.version.as_str());
        assert_eq!(found("US-CO", date(2026, 11, 20)), Some("co-2026-1"));
        assert_eq!(found("US-CO", date(2025, 12, 31)), None);
        assert_eq!(found("US-WY", date(2026, 11, 20)), None);
    }

    #[test]
    fn a_book_with_bands_out_of_order_is_refused() {
        let good = price_books().first().unwrap();
        let mut book = good.clone();
        book.bands.reverse();
        assert_eq!(book.checked().unwrap_err().field, "bands");
        let book = PriceBook { bands: Vec::new(), ..good.clone() };
        assert_eq!(book.checked().unwrap_err().field, "bands");
        let book = PriceBook { equipment: Vec::new(), ..good.clone() };
        assert_eq!(book.checked().unwrap_err().field, "equipment");
        let mut book = good.clone();
        book.items[0].kind = LineKind::SalesTax;
        assert_eq!(book.checked().unwrap_err().field, "items");
    }
}
