//! What a receipt says.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::canonical::{self, NotCanonical, first_difference};
use super::lock::{LockError, lock};
use crate::calendar::{Jurisdiction, iso_date};
use crate::estimate::EstimateInput;
use crate::price::{
    EquipmentKind, Incentive, IncentiveEstimate, PriceBook, PriceBreakdown, SalesTaxRule, SiteWork, SystemFacts, incentives_in, price_book,
    sales_tax_rule,
};
use crate::savings::{Assumptions, SavingsSummary, Tariff, assumptions, tariff};
use crate::{Invalid, Timestamp};

/// The form of receipts that this program writes and reads.
pub const SCHEMA: u32 = 1;

/// A locked price: everything it depends on, and everything that follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`SCHEMA`].
    pub schema: u32,
    /// When the price was locked.
    pub issued_at: Timestamp,
    /// IANA name of the company's time zone (`America/Denver`).
    pub time_zone: String,
    /// What the customer asked.
    pub input: EstimateInput,
    /// What would be built.
    pub system: System,
    /// What the sun gives it.
    pub production: Production,
    /// The rules, as they were.
    pub rules: QuoteRules,

    /// Follows: the day of `issued_at` in `time_zone`, on which the rules hold.
    #[serde(with = "iso_date")]
    #[schemars(with = "String")]
    pub issued_on: Date,
    /// Follows: the first instant at which the price is no longer locked.
    pub valid_until: Timestamp,
    /// Follows: the day from which the system is assumed to work; decides which incentives are in force.
    #[serde(with = "iso_date")]
    #[schemars(with = "String")]
    pub in_service_on: Date,
    /// Follows: the price.
    pub price: PriceBreakdown,
    /// Follows: what incentives might be worth. None is subtracted from the price.
    pub incentives: Vec<IncentiveEstimate>,
    /// Follows: the savings and the verdict, without incentives.
    pub savings: SavingsSummary,
}

/// What would be built.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Number of panels.
    pub panels: u32,
    /// Rated power of one, watts DC.
    pub watts_per_panel: u32,
    /// Where they lie.
    pub planes: Vec<PlaneLayout>,
    /// Work beside the roof.
    pub site_work: Vec<SiteWork>,
}

/// Panels on one plane of the roof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaneLayout {
    /// Index of the roof section in the input, from 0.
    pub section: u32,
    /// Compass direction that the panels face, degrees: 0 north, 180 south.
    pub azimuth_deg: u16,
    /// Tilt of the panels above the horizontal, degrees.
    pub tilt_deg: u8,
    /// They stand on legs on a flat roof.
    pub on_legs: bool,
    /// Number of panels on it, at least 1.
    pub panels: u32,
}

/// What the sun gives the system: first-year energy in kWh AC. Computed by the sun's engine, an input here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Production {
    /// January to December; they add up to the year.
    pub monthly_kwh: [u32; 12],
    /// The year.
    pub annual_kwh: u32,
    /// A year that nine of ten exceed.
    pub low_kwh: u32,
    /// A year that one of ten exceeds.
    pub high_kwh: u32,
    /// Engine, climate data and their versions.
    pub model: String,
}

/// The rules that money depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRules {
    /// The whole price book: that an item was rightly left out can be checked too.
    pub price_book: PriceBook,
    /// The sales tax.
    pub sales_tax: SalesTaxRule,
    /// The household's tariff.
    pub tariff: Tariff,
    /// All incentives of the place, also those that have ended.
    pub incentives: Vec<Incentive>,
    /// The assumptions of the savings model.
    pub assumptions: Assumptions,
}

/// The first statement of a receipt that does not follow from its inputs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} states {stated}, computed is {computed}")]
pub struct Mismatch {
    /// Where it is, as `price.lines[2].amount.minor`.
    pub field: String,
    /// What the receipt says, as JSON.
    pub stated: String,
    /// What follows from its inputs, as JSON, or why nothing does.
    pub computed: String,
}

impl Receipt {
    /// The canonical text, RFC 8785.
    ///
    /// # Errors
    /// When an integer is beyond ±(2⁵³ − 1). A receipt from [`lock`] or [`super::parse`] has none.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes(self)
    }

    /// SHA-256 of the canonical text, 64 hexadecimal digits.
    ///
    /// # Errors
    /// Those of [`Receipt::canonical_bytes`].
    pub fn hash(&self) -> Result<String, NotCanonical> {
        canonical::sha256(self)
    }

    /// Whether the price is still locked at `now`.
    #[must_use]
    pub fn is_locked(&self, now: Timestamp) -> bool {
        self.issued_at <= now && now < self.valid_until
    }

    /// Recomputes validity, price lines, tax, total, incentives and savings from the frozen inputs, to the cent.
    ///
    /// # Errors
    /// Names the first statement that does not follow.
    pub fn verify(&self) -> Result<(), Mismatch> {
        let nothing_follows =
            |field: &str, why: String| Mismatch { field: field.to_owned(), stated: "a receipt".to_owned(), computed: why };
        if self.schema != SCHEMA {
            return Err(Mismatch { field: "schema".into(), stated: self.schema.to_string(), computed: SCHEMA.to_string() });
        }
        let computed =
            lock(self.input.clone(), self.system.clone(), self.production.clone(), self.rules.clone(), self.issued_at, &self.time_zone)
                .map_err(|error| nothing_follows(error.part(), error.to_string()))?;
        let tree = |receipt| canonical::tree(receipt).map_err(|error| nothing_follows("receipt", error.to_string()));
        match first_difference("", &tree(self)?, &tree(&computed)?) {
            None => Ok(()),
            Some((field, stated, computed)) => Err(Mismatch { field, stated, computed }),
        }
    }
}

impl System {
    /// The facts that the price depends on.
    ///
    /// # Errors
    /// When the layout contradicts itself or the input, or its panel is not in the book.
    pub(super) fn facts(&self, input: &EstimateInput, book: &PriceBook) -> Result<SystemFacts, Invalid> {
        if self.planes.is_empty() || self.planes.len() > 48 {
            return Err(Invalid::out_of_range("planes", 1, 48));
        }
        let placed: u64 = self.planes.iter().map(|plane| u64::from(plane.panels)).sum();
        if placed != u64::from(self.panels) {
            return Err(Invalid::malformed("panels", "the number of panels on the planes"));
        }
        for plane in &self.planes {
            let section = usize::try_from(plane.section).ok().and_then(|index| input.sections.get(index));
            if section.is_none() {
                return Err(Invalid::malformed("section", "a section of the roof"));
            }
            if plane.panels == 0 || plane.azimuth_deg > 359 || plane.tilt_deg > 90 {
                return Err(Invalid::malformed("planes", "a list of planes with panels, a direction and a tilt"));
            }
        }
        let offered = book.equipment.iter().any(|product| product.kind == EquipmentKind::Panel && product.watts == self.watts_per_panel);
        if !offered {
            return Err(Invalid::malformed("watts_per_panel", "the power of a panel of the price book"));
        }
        Ok(SystemFacts {
            panels: self.panels,
            watts_per_panel: self.watts_per_panel,
            planes_used: u32::try_from(self.planes.len()).unwrap_or(u32::MAX),
            covering: input.covering,
            max_pitch_deg: self.planes.iter().filter(|plane| !plane.on_legs).map(|plane| plane.tilt_deg).max().unwrap_or(0),
            flat: self.planes.iter().any(|plane| plane.on_legs),
            state: input.state.clone(),
            site_work: self.site_work.clone(),
        })
    }
}

impl Production {
    /// From the twelve months; the year is their sum.
    ///
    /// # Errors
    /// When the range does not contain the year, the sum is too large, or the model has no name.
    pub fn new(monthly_kwh: [u32; 12], low_kwh: u32, high_kwh: u32, model: &str) -> Result<Self, Invalid> {
        let annual_kwh = sum(monthly_kwh).ok_or_else(|| Invalid::out_of_range("monthly_kwh", 0, u32::MAX))?;
        let production = Self { monthly_kwh, annual_kwh, low_kwh, high_kwh, model: model.to_owned() };
        production.check()?;
        Ok(production)
    }

    pub(super) fn check(&self) -> Result<(), Invalid> {
        if sum(self.monthly_kwh) != Some(self.annual_kwh) {
            return Err(Invalid::malformed("annual_kwh", "the sum of its months"));
        }
        if self.low_kwh > self.annual_kwh || self.annual_kwh > self.high_kwh {
            return Err(Invalid::out_of_range("annual_kwh", self.low_kwh, self.high_kwh));
        }
        if self.model.is_empty() || self.model.len() > 200 {
            return Err(Invalid::malformed("model", "a name of at most 200 characters"));
        }
        Ok(())
    }
}

fn sum(months: [u32; 12]) -> Option<u32> {
    months.into_iter().try_fold(0_u32, u32::checked_add)
}

impl QuoteRules {
    /// The sample rules of a US state (`CO`) for a customer of `utility` on the day `on`.
    ///
    /// # Errors
    /// Names the rule that we do not know for the place and day.
    pub fn of_us_state(state: &str, utility: Option<&str>, on: Date) -> Result<Self, LockError> {
        let place = Jurisdiction::of_us_state(state).map_err(|_| LockError::NoRule("state"))?;
        Ok(Self {
            price_book: price_book(&place, on).ok_or(LockError::NoRule("price book"))?.clone(),
            sales_tax: sales_tax_rule(&place, on).ok_or(LockError::NoRule("sales tax"))?.clone(),
            tariff: tariff(&place, utility, on).ok_or(LockError::NoRule("tariff"))?.clone(),
            incentives: incentives_in(&place),
            assumptions: assumptions(on).ok_or(LockError::NoRule("assumptions"))?.clone(),
        })
    }
}
