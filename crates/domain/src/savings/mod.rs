//! What a system saves, year by year, and whether it is worth it.
//!
//! Everything is integer arithmetic, so that anybody can recompute a receipt to the cent in any language:
//!
//! 1. A rate of `b` basis points a year gives factors `F₀ = 10¹²`, `Fᵧ = Fᵧ₋₁ × (10⁴ + b) / 10⁴`.
//! 2. Production of year `y` in 10⁻⁶ kWh is `kWh × 10⁶ × Dᵧ₋₁ / 10¹²`, `D` falling by the degradation.
//! 3. A rate of year `y` in 10⁻¹² of the currency is `micro × 10⁶ × Gᵧ₋₁ / 10¹²`, `G` growing by the escalation.
//! 4. Energy times rate is cents after division by 10¹⁶. Self-consumed energy saves the energy rate, exported
//!    energy earns the export rate; both grow alike.
//! 5. Upkeep and the inverter's replacement cost cents per kW, growing by their own rate.
//! 6. Present value: each year's net in 10⁻⁶ cents is multiplied by `10¹² / Kᵧ`, `K` growing by the discount rate.
//!
//! Every division rounds half to even. Money of the future is nominal, rates are nominal.

mod assumptions;
mod cash_flow;
mod fixed_point;
mod loan;
mod summary;
mod tariff;
mod verdict;

pub use assumptions::{Assumptions, Escalation, InverterReplacement, Scenario, assumptions};
pub use cash_flow::{CashFlow, Payback, Projection, Year};
pub use loan::{DealerFee, FeeConvention, Loan, LoanTerms};
pub use summary::{Prospect, SavingsSummary, ScenarioOutcome, Yield, summarise};
pub use tariff::{ExportRule, Tariff, annual_usage_kwh, tariff, tariffs};
pub use verdict::{NotTodayReason, Verdict, decide};

use crate::Invalid;
use crate::money::MoneyError;

/// Why savings cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavingsError {
    /// The bill is not larger than the tariff's fixed charge: it says nothing about energy.
    #[error("the bill is not larger than the tariff's fixed charge")]
    BillBelowFixedCharge,
    /// The bill or the price is in another currency than the tariff.
    #[error("the tariff is in another currency")]
    Currency,
    /// A rule is not sound.
    #[error("rules: {0}")]
    Rules(#[from] Invalid),
    /// An amount is too large.
    #[error("amount too large")]
    Overflow,
}

impl From<MoneyError> for SavingsError {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::Currencies => Self::Currency,
            MoneyError::Overflow => Self::Overflow,
        }
    }
}
