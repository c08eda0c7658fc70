//! The honest answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Payback, ScenarioOutcome};
use crate::Money;

/// Whether we advise to buy, by money alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verdict {
    /// It earns more than the money would elsewhere, even if little goes well.
    WorthIt,
    /// It does if all goes as expected, and does not if little goes well.
    Borderline,
    /// It does not, even if all goes as expected.
    NotToday {
        /// What stands in the way.
        reason: NotTodayReason,
    },
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotTodayReason {
    /// Too much energy is exported for too little; it would pay if the house used it all.
    ExportsEarnTooLittle,
    /// What it saves never adds up to its price.
    NeverPaysBack,
    /// It pays for itself, but the money would earn more elsewhere.
    MoneyEarnsMoreElsewhere,
}

/// Decides. `npv_if_all_used` is the expected net present value if every kWh saved the full energy rate.
///
/// A hopeful future never changes the verdict: nobody should buy on hope.
#[must_use]
pub fn decide(cautious: &ScenarioOutcome, expected: &ScenarioOutcome, npv_if_all_used: Money) -> Verdict {
    if expected.npv.minor >= 0 {
        return if cautious.npv.minor >= 0 { Verdict::WorthIt } else { Verdict::Borderline };
    }
    let reason = if npv_if_all_used.minor >= 0 {
        NotTodayReason::ExportsEarnTooLittle
    } else if expected.payback == Payback::Never {
        NotTodayReason::NeverPaysBack
    } else {
        NotTodayReason::MoneyEarnsMoreElsewhere
    };
    Verdict::NotToday { reason }
}
