//! What a customer gets back when she leaves: shown to the cent before she decides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::terms::ContractTerms;
use crate::calendar::CoolingOff;
use crate::money::MoneyError;
use crate::{Money, Timestamp};

/// What the company may have spent on an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// A visit to measure and photograph the house.
    Survey,
    /// Layout and drawings.
    Design,
    /// The building department's fee.
    PermitFee,
    /// The utility's fee.
    InterconnectionFee,
    /// Materials that go back to the distributor.
    Restocking,
    /// A crew that came and could not work.
    CrewCallOut,
    /// What is on the roof already.
    WorkDone,
}

/// How much of a cost may be kept. A cost without a fee is the company's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Which cost.
    pub kind: CostKind,
    /// The share of it that may be kept, basis points (1/10,000).
    pub share_bp: u32,
    /// The most that may be kept in all, cents; no limit but the cost itself when `null`.
    pub cap_cents: Option<u32>,
}

/// A cost with its evidence in the order's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageCost {
    /// What for.
    pub kind: CostKind,
    /// How much, as documented.
    pub documented: Money,
}

/// Why the contract ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The customer wishes it.
    CustomersWish,
    /// The price would rise or fall by more than five percent, and she does not approve.
    PriceChanged,
    /// The company does not or cannot deliver.
    CompanyFails,
}

/// A contract that ends.
#[derive(Clone, Copy, Debug)]
pub struct Cancellation<'a> {
    /// What the customer has paid.
    pub paid: Money,
    /// When she said that she leaves.
    pub at: Timestamp,
    /// Why.
    pub ground: Ground,
    /// What the company can prove to have spent, in the order in which it was spent.
    pub costs: &'a [StageCost],
}

/// What goes back and what is kept; together they are what was paid.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refund {
    /// Goes back to the customer, within ten business days.
    pub amount: Money,
    /// Is kept.
    pub retained: Money,
    /// What is kept for which cost; empty when nothing may be kept.
    pub lines: Vec<RefundLine>,
}

/// A cost and what is kept for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundLine {
    /// What for.
    pub kind: CostKind,
    /// What it cost.
    pub documented: Money,
    /// What the terms let the company keep for it.
    pub allowed: Money,
    /// What it keeps: never more than is left of what was paid.
    pub retained: Money,
}

/// Why no refund can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// A payment or a cost is negative.
    #[error("a payment or a cost is negative")]
    Negative,
    /// Amounts in different currencies, or too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// What goes back. All of it while the cooling-off clock runs, and at any time when the price changed too much or the
/// company fails; afterwards what was paid less the documented costs that `terms` let the company keep. Never negative.
///
/// # Errors
/// A negative amount, different currencies, or a sum beyond `i64`.
pub fn refund(terms: &ContractTerms, cancellation: &Cancellation<'_>, cooling_off: &CoolingOff) -> Result<Refund, RefundError> {
    let paid = cancellation.paid;
    if paid.minor < 0 || cancellation.costs.iter().any(|cost| cost.documented.minor < 0) {
        return Err(RefundError::Negative);
    }
    let nothing = Money::zero(paid.currency);
    if cooling_off.is_open(cancellation.at) || cancellation.ground != Ground::CustomersWish {
        return Ok(Refund { amount: paid, retained: nothing, lines: Vec::new() });
    }
    let mut left = paid;
    let mut lines: Vec<RefundLine> = Vec::new();
    for cost in cancellation.costs {
        nothing.plus(cost.documented)?;
        let fee = terms.fees.iter().find(|fee| fee.kind == cost.kind);
        let allowed = match fee {
            None => nothing,
            Some(fee) => {
                // The cap is for all costs of a kind together, so that one cost in two parts is not kept twice.
                let before = lines.iter().filter(|line| line.kind == cost.kind).try_fold(nothing, |sum, line| sum.plus(line.allowed))?;
                let share = cost.documented.ratio(i64::from(fee.share_bp.min(10_000)), 10_000)?;
                let room = fee.cap_cents.map_or(i64::MAX, |cap| i64::from(cap).saturating_sub(before.minor));
                Money { minor: share.minor.min(room).max(0), ..share }
            }
        };
        let retained = Money { minor: allowed.minor.min(left.minor), ..allowed };
        left = left.minus(retained)?;
        lines.push(RefundLine { kind: cost.kind, documented: cost.documented, allowed, retained });
    }
    Ok(Refund { amount: left, retained: paid.minus(left)?, lines })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::calendar::{Jurisdiction, cooling_off_ends, cooling_off_rule};
    use crate::contract::current_terms;
    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    const SIGNED_AT: Timestamp = Timestamp::from_seconds(1_795_237_200);

    fn terms() -> &'static ContractTerms {
        current_terms(&Jurisdiction::parse("US-CO").unwrap(), date(2026, 11, 20)).unwrap()
    }
    fn clock() -> CoolingOff {
        let rule = cooling_off_rule(&Jurisdiction::parse("US-CO").unwrap(), None, date(2026, 11, 20)).unwrap();
        cooling_off_ends(SIGNED_AT, &TimeZone::get("America/Denver").unwrap(), rule)
    }
    fn cost(kind: CostKind, cents: i64) -> StageCost {
        StageCost { kind, documented: Money::usd(cents) }
    }
    fn after(at: Timestamp, ground: Ground, costs: &[StageCost]) -> Refund {
        refund(terms(), &Cancellation { paid: Money::usd(100_000), at, ground, costs }, &clock()).unwrap()
    }

    #[test]
    fn everything_goes_back_until_midnight_and_less_from_then_on() {
        let costs = [cost(CostKind::Survey, 25_000), cost(CostKind::Design, 80_000)];
        let last = Timestamp::from_micros(clock().ends_at.micros() - 1);
        let within = after(last, Ground::CustomersWish, &costs);
        assert_eq!((within.amount, within.retained, within.lines.len()), (Money::usd(100_000), Money::usd(0), 0));
        // The survey in full, the design up to $500.
        let too_late = after(clock().ends_at, Ground::CustomersWish, &costs);
        assert_eq!((too_late.amount, too_late.retained), (Money::usd(25_000), Money::usd(75_000)));
        assert_eq!(too_late.lines[1].allowed, Money::usd(50_000));
    }

    #[test]
    fn she_leaves_for_free_when_the_price_changes_or_the_company_fails() {
        let costs = [cost(CostKind::WorkDone, 10_000_000)];
        for ground in [Ground::PriceChanged, Ground::CompanyFails] {
            assert_eq!(after(clock().ends_at.plus_days(60), ground, &costs).amount, Money::usd(100_000));
        }
        assert_eq!(after(clock().ends_at.plus_days(60), Ground::CustomersWish, &costs).amount, Money::usd(0));
    }

    #[test]
    fn a_cost_in_two_parts_is_capped_once_and_restocking_is_a_share() {
        let later = clock().ends_at.plus_days(1);
        let split = after(later, Ground::CustomersWish, &[cost(CostKind::Design, 40_000), cost(CostKind::Design, 40_000)]);
        assert_eq!(split.retained, Money::usd(50_000));
        let restocking = after(later, Ground::CustomersWish, &[cost(CostKind::Restocking, 200_000)]);
        assert_eq!(restocking.retained, Money::usd(30_000));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |paid, costs: &[StageCost]| {
            refund(terms(), &Cancellation { paid, at: clock().ends_at, ground: Ground::CustomersWish, costs }, &clock())
        };
        assert_eq!(refused(Money::usd(-1), &[]), Err(RefundError::Negative));
        assert_eq!(refused(Money::usd(1), &[cost(CostKind::Design, -1)]), Err(RefundError::Negative));
        let euros = Money { minor: 1, currency: Currency::Eur };
        assert_eq!(
            refused(Money::usd(1), &[StageCost { kind: CostKind::Design, documented: euros }]),
            Err(RefundError::Money(MoneyError::Currencies))
        );
    }

    fn kinds() -> impl Strategy<Value = CostKind> {
        use CostKind as K;
        prop::sample::select(vec![K::Survey, K::Design, K::PermitFee, K::InterconnectionFee, K::Restocking, K::CrewCallOut, K::WorkDone])
    }

    proptest! {
        #[test]
        fn what_goes_back_and_what_is_kept_are_what_was_paid(
            paid in prop_oneof![0_i64..10_000_000, 0_i64..i64::MAX], at: i64, costs in prop::collection::vec((kinds(), prop_oneof![0_i64..10_000_000, 0_i64..i64::MAX]), 0..8),
        ) {
            let costs: Vec<StageCost> = costs.into_iter().map(|(kind, cents)| cost(kind, cents)).collect();
            let cancellation = Cancellation { paid: Money::usd(paid), at: Timestamp::from_micros(at), ground: Ground::CustomersWish, costs: &costs };
            if let Ok(refund) = refund(terms(), &cancellation, &clock()) {
                prop_assert!(refund.amount.minor >= 0 && refund.retained.minor >= 0);
                prop_assert_eq!(refund.amount.minor + refund.retained.minor, paid);
                prop_assert_eq!(refund.lines.iter().map(|line| line.retained.minor).sum::<i64>(), refund.retained.minor);
                prop_assert!(refund.lines.iter().all(|line| line.retained.minor <= line.documented.minor));
            }
        }
    }
}
