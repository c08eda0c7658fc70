//! Tax credits and rebates, as dated rules. They are shown beside the price, "if eligible", never subtracted.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Money;
use crate::calendar::{Jurisdiction, Provenance};
use crate::money::MoneyError;

/// Who can claim an incentive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Claimant {
    /// A person who owns the system on her own house.
    Homeowner,
    /// A company that owns the system and leases it or sells its energy.
    ThirdPartyOwner,
}

/// What an incentive is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Worth {
    /// A share of the price, basis points (1/10,000).
    ShareBp(u32),
    /// A fixed amount.
    Amount(Money),
}

/// A public or utility incentive.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incentive {
    /// Its name in data.
    pub key: String,
    /// Where it holds.
    pub jurisdiction: Jurisdiction,
    /// Who can claim it.
    pub claimant: Claimant,
    /// What it is worth.
    pub worth: Worth,
    /// By which law, and for installations completed from when until when.
    pub provenance: Provenance,
}

/// Whether an incentive can be hoped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IncentiveStatus {
    /// It holds on the day, for those who meet its terms; we do not know whether the customer does.
    IfEligible,
    /// It does not hold on the day: worth nothing.
    NotInForce,
    /// A customer who owns her system cannot claim it: worth nothing to her.
    NotForHomeowners,
}

/// What an incentive would be worth to a customer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncentiveEstimate {
    /// The incentive's name in data.
    pub key: String,
    /// Whether it can be hoped for.
    pub status: IncentiveStatus,
    /// Its worth; nothing unless it is in force for homeowners.
    pub amount: Money,
}

/// What `incentive` would be worth to a homeowner who pays `price` for a system that works from `in_service` on.
///
/// # Errors
/// An amount in another currency, or beyond `i64`.
pub fn estimate_incentive(incentive: &Incentive, price: Money, in_service: Date) -> Result<IncentiveEstimate, MoneyError> {
    let (status, amount) = if incentive.claimant != Claimant::Homeowner {
        (IncentiveStatus::NotForHomeowners, Money::zero(price.currency))
    } else if !incentive.provenance.holds_on(in_service) {
        (IncentiveStatus::NotInForce, Money::zero(price.currency))
    } else {
        let amount = match incentive.worth {
            Worth::ShareBp(share) => price.ratio(i64::from(share), 10_000)?,
            Worth::Amount(amount) => Money::zero(price.currency).plus(amount)?,
        };
        (IncentiveStatus::IfEligible, amount)
    };
    Ok(IncentiveEstimate { key: incentive.key.clone(), status, amount })
}

static INCENTIVES: LazyLock<Vec<Incentive>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/incentives.json")).unwrap_or_default());

/// All incentives that we know, also those that have ended.
#[must_use]
pub fn incentives() -> &'static [Incentive] {
    &INCENTIVES
}

/// The incentives of `place`, also those that have ended, so that a customer who heard of one sees what became of it.
#[must_use]
pub fn incentives_in(place: &Jurisdiction) -> Vec<Incentive> {
    INCENTIVES.iter().filter(|incentive| incentive.jurisdiction.covers(place)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_homeowners_tax_credit_yields_nothing_since_2026() {
        let rows: Vec<Incentive> = serde_json::from_str(include_str!("../../data/incentives.json")).unwrap();
        assert_eq!(rows, incentives());
        let here = incentives_in(&Jurisdiction::parse("US-CO").unwrap());
        let credit = here.iter().find(|incentive| incentive.key == "us_25d").unwrap();
        let price = Money::usd(2_831_900);
        let last_day = estimate_incentive(credit, price, date(2025, 12, 31)).unwrap();
        assert_eq!((last_day.status, last_day.amount), (IncentiveStatus::IfEligible, Money::usd(849_570)));
        let next_day = estimate_incentive(credit, price, date(2026, 1, 1)).unwrap();
        assert_eq!((next_day.status, next_day.amount), (IncentiveStatus::NotInForce, Money::usd(0)));
    }

    #[test]
    fn a_lessors_credit_is_worth_nothing_to_a_homeowner() {
        let lessor = incentives().iter().find(|incentive| incentive.key == "us_48e_third_party").unwrap();
        let estimate = estimate_incentive(lessor, Money::usd(2_831_900), date(2027, 1, 1)).unwrap();
        assert_eq!((estimate.status, estimate.amount), (IncentiveStatus::NotForHomeowners, Money::usd(0)));
    }
}
