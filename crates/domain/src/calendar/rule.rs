//! Where a rule holds, from when until when, and where it was read.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::iso_date;

/// ISO 3166-1 codes of the member states of the European Union, so that a rule of `EU` covers them.
const EUROPEAN_UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL",
    "PT", "RO", "SE", "SI", "SK",
];

/// A country or one of its subdivisions as ISO 3166 writes it (`US`, `US-CO`, `ES`), or `EU`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Jurisdiction(String);

/// The text is not an ISO 3166 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a jurisdiction such as US-CO")]
pub struct NotAJurisdiction;

impl Jurisdiction {
    /// Parses `CC` or `CC-SSS`.
    ///
    /// # Errors
    /// When the text is neither.
    pub fn parse(text: &str) -> Result<Self, NotAJurisdiction> {
        let (country, subdivision) = text.split_once('-').unwrap_or((text, "X"));
        let country_ok = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let subdivision_ok =
            (1..=3).contains(&subdivision.len()) && subdivision.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if country_ok && subdivision_ok { Ok(Self(text.to_owned())) } else { Err(NotAJurisdiction) }
    }
    /// The jurisdiction of a state of the United States by its two letters (`CO`).
    ///
    /// # Errors
    /// When `state` is not two capital letters.
    pub fn of_us_state(state: &str) -> Result<Self, NotAJurisdiction> {
        if state.len() == 2 { Self::parse(&format!("US-{state}")) } else { Err(NotAJurisdiction) }
    }
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Whether a rule of this jurisdiction holds in `place`: it is the same, its country, or the Union it belongs to.
    #[must_use]
    pub fn covers(&self, place: &Self) -> bool {
        let country = place.0.split('-').next().unwrap_or_default();
        self == place || self.0 == country || (self.0 == "EU" && EUROPEAN_UNION.contains(&country))
    }
    /// How narrow it is: a state's rule goes before its country's, a country's before the Union's.
    #[must_use]
    pub fn narrowness(&self) -> u8 {
        if self.0.contains('-') { 2 } else { u8::from(self.0 != "EU") }
    }
}

impl TryFrom<String> for Jurisdiction {
    type Error = NotAJurisdiction;
    fn try_from(text: String) -> Result<Self, NotAJurisdiction> {
        Self::parse(&text)
    }
}

impl From<Jurisdiction> for String {
    fn from(jurisdiction: Jurisdiction) -> Self {
        jurisdiction.0
    }
}

/// What every row of rule data says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Law, page or table where the row was read.
    pub source: String,
    /// First day on which it holds.
    #[serde(with = "iso_date")]
    #[schemars(with = "String")]
    pub valid_from: Date,
    /// Last day on which it holds; `null` while it has no end.
    #[serde(with = "iso_date::optional")]
    #[schemars(with = "Option<String>")]
    pub valid_to: Option<Date>,
    /// Made up, in the order of magnitude of real ones: to be replaced by the company's own.
    pub sample: bool,
}

impl Provenance {
    /// Whether the row holds on `date`; both ends are included.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_country_covers_its_states_and_the_union_its_members() {
        let place = |text| Jurisdiction::parse(text).unwrap();
        assert!(place("US").covers(&place("US-CO")) && place("EU").covers(&place("ES")) && place("EU").covers(&place("ES-MD")));
        assert!(!place("US-CO").covers(&place("US")) && !place("US-CO").covers(&place("US-CA")) && !place("EU").covers(&place("US")));
        for bad in ["", "us", "USA", "US-", "US-COLO", "US-co", "U5", "US-CO-1"] {
            assert_eq!(Jurisdiction::parse(bad), Err(NotAJurisdiction), "{bad}");
        }
        assert_eq!(Jurisdiction::of_us_state("CO"), Jurisdiction::parse("US-CO"));
        assert!(Jurisdiction::of_us_state("").is_err() && Jurisdiction::of_us_state("É").is_err());
    }

    #[test]
    fn both_ends_of_a_rule_belong_to_it() {
        let row =
            Provenance { source: "26 U.S.C. 25D".into(), valid_from: date(2022, 1, 1), valid_to: Some(date(2025, 12, 31)), sample: false };
        let days = [(date(2021, 12, 31), false), (date(2022, 1, 1), true), (date(2025, 12, 31), true), (date(2026, 1, 1), false)];
        for (day, holds) in days {
            assert_eq!(row.holds_on(day), holds, "{day}");
        }
    }
}
