//! From inputs and rules to a receipt. Depends on nothing but its arguments.

use jiff::tz::TimeZone;

use super::canonical::{self, NotCanonical};
use super::receipt::{Production, QuoteRules, Receipt, SCHEMA, System};
use super::sealed::MAX_BYTES;
use crate::calendar::{Jurisdiction, NotAJurisdiction, add_days};
use crate::estimate::EstimateInput;
use crate::money::MoneyError;
use crate::price::{PriceError, estimate_incentive, price_under};
use crate::savings::{Prospect, SavingsError, Yield, summarise};
use crate::{Invalid, Timestamp};

/// Why no price can be locked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// The customer's input is out of bounds.
    #[error("input: {0}")]
    Input(Invalid),
    /// The layout contradicts itself or the input.
    #[error("system: {0}")]
    System(Invalid),
    /// The production contradicts itself.
    #[error("production: {0}")]
    Production(Invalid),
    /// The state is not two capital letters.
    #[error(transparent)]
    State(#[from] NotAJurisdiction),
    /// No time zone of this name is known.
    #[error("no such time zone")]
    TimeZone,
    /// We know no such rule for the place and day.
    #[error("no {0} is known here on this day")]
    NoRule(&'static str),
    /// A rule is for another place or day.
    #[error("the {0} does not hold here on this day")]
    NotHere(&'static str),
    /// The system cannot be priced.
    #[error("price: {0}")]
    Price(#[from] PriceError),
    /// An incentive is too large or in another currency.
    #[error("incentives: {0}")]
    Incentive(#[from] MoneyError),
    /// Savings cannot be computed.
    #[error("savings: {0}")]
    Savings(#[from] SavingsError),
    /// The receipt would have no canonical text.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
    /// The receipt would be larger than [`MAX_BYTES`].
    #[error("the receipt would be too large")]
    TooLarge,
}

impl LockError {
    /// The part of a receipt that it is about.
    pub(super) fn part(&self) -> &'static str {
        match self {
            Self::Input(_) | Self::State(_) => "input",
            Self::System(_) => "system",
            Self::Production(_) => "production",
            Self::TimeZone => "time_zone",
            Self::NoRule(_) | Self::NotHere(_) => "rules",
            Self::Price(_) => "price",
            Self::Incentive(_) => "incentives",
            Self::Savings(_) => "savings",
            Self::NotCanonical(_) | Self::TooLarge => "receipt",
        }
    }
}

/// Locks a price: computes everything that follows from the inputs and freezes both.
///
/// # Errors
/// When the inputs contradict each other, a rule does not hold on the day, or a number is too large.
pub fn lock(
    input: EstimateInput,
    system: System,
    production: Production,
    rules: QuoteRules,
    issued_at: Timestamp,
    time_zone: &str,
) -> Result<Receipt, LockError> {
    let input = input.checked().map_err(LockError::Input)?;
    production.check().map_err(LockError::Production)?;
    let place = Jurisdiction::of_us_state(&input.state)?;
    let issued_on = issued_at.date_in(&TimeZone::get(time_zone).map_err(|_| LockError::TimeZone)?);

    if !rules.tariff.jurisdiction.covers(&place) || !rules.tariff.provenance.holds_on(issued_on) {
        return Err(LockError::NotHere("tariff"));
    }
    if !rules.assumptions.provenance.holds_on(issued_on) {
        return Err(LockError::NotHere("savings model"));
    }
    if !rules.incentives.iter().all(|incentive| incentive.jurisdiction.covers(&place)) {
        return Err(LockError::NotHere("incentive"));
    }

    let facts = system.facts(&input, &rules.price_book).map_err(LockError::System)?;
    let price = price_under(&rules.price_book, &rules.sales_tax, &place, &facts, issued_on)?;
    let watts = facts.watts().ok_or(LockError::Price(PriceError::TooLarge { max_watts: rules.price_book.max_watts }))?;

    let in_service_on = add_days(issued_on, i32::from(rules.assumptions.days_to_operation));
    let incentives = rules
        .incentives
        .iter()
        .map(|incentive| estimate_incentive(incentive, price.total, in_service_on))
        .collect::<Result<Vec<_>, _>>()?;
    let savings = summarise(&Prospect {
        usage: input.usage,
        tariff: &rules.tariff,
        assumptions: &rules.assumptions,
        production: Yield { low_kwh: production.low_kwh, expected_kwh: production.annual_kwh, high_kwh: production.high_kwh },
        watts,
        price: price.total,
    })?;

    let receipt = Receipt {
        schema: SCHEMA,
        issued_at,
        time_zone: time_zone.to_owned(),
        issued_on,
        valid_until: issued_at.plus_days(i64::from(rules.price_book.quote_valid_days)),
        in_service_on,
        input,
        system,
        production,
        rules,
        price,
        incentives,
        savings,
    };
    // Whatever is locked can be written, hashed and read back.
    if canonical::bytes(&receipt)?.len() > MAX_BYTES.saturating_sub(1_024) {
        return Err(LockError::TooLarge);
    }
    Ok(receipt)
}
