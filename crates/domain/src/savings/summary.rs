//! Savings as a customer sees them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumptions, CashFlow, ExportRule, Payback, Projection, SavingsError, Scenario, Tariff, Verdict, annual_usage_kwh, decide};
use crate::Money;
use crate::estimate::Usage;

/// First-year production, kWh AC, with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Yield {
    /// Exceeded in nine years of ten.
    pub low_kwh: u32,
    /// Expected.
    pub expected_kwh: u32,
    /// Exceeded in one year of ten.
    pub high_kwh: u32,
}

/// What savings depend on.
#[derive(Clone, Copy, Debug)]
pub struct Prospect<'a> {
    /// What the household uses.
    pub usage: Usage,
    /// Its tariff.
    pub tariff: &'a Tariff,
    /// The assumptions.
    pub assumptions: &'a Assumptions,
    /// What the system produces.
    pub production: Yield,
    /// Its rated power, watts DC.
    pub watts: u32,
    /// Its price.
    pub price: Money,
}

/// Savings in three futures, and the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SavingsSummary {
    /// What the household uses in a year, kWh.
    pub usage_kwh: u32,
    /// Expected production over usage, per mille.
    pub offset_per_mille: u32,
    /// A year of bills without the system, at today's rates.
    pub bill_before: Money,
    /// The first year of bills with it, at today's rates; negative when the utility pays.
    pub bill_after: Money,
    /// Cautious, expected, hopeful.
    pub scenarios: Vec<ScenarioOutcome>,
    /// What a kWh of the system costs over its life, 10⁻⁶ of the currency; `null` when it produces nothing.
    pub levelised_cost_micro: Option<i64>,
    /// The honest answer.
    pub verdict: Verdict,
}

/// One future.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioOutcome {
    /// Which.
    pub scenario: Scenario,
    /// Its first-year production, kWh.
    pub production_kwh: u32,
    /// Its growth of electricity rates, basis points a year.
    pub escalation_bp: i16,
    /// What the first year saves, before upkeep.
    pub first_year: Money,
    /// What all years bring after upkeep and price, without discount.
    pub total: Money,
    /// The same, discounted: more than nothing means that the money earns less elsewhere.
    pub npv: Money,
    /// Simple payback.
    pub payback: Payback,
}

/// Computes the three futures of a system and the verdict.
///
/// # Errors
/// When the bill says nothing about energy, a rule is not sound, currencies differ, or a number is too large.
pub fn summarise(prospect: &Prospect<'_>) -> Result<SavingsSummary, SavingsError> {
    let usage_kwh = annual_usage_kwh(prospect.usage, prospect.tariff)?;
    let discount = prospect.assumptions.discount_bp;
    let cautious = prospect.outcome(usage_kwh, Scenario::Cautious)?;
    let expected = prospect.outcome(usage_kwh, Scenario::Expected)?;
    let hopeful = prospect.outcome(usage_kwh, Scenario::Hopeful)?;
    let cash_flow = prospect.cash_flow(prospect.tariff, usage_kwh, Scenario::Expected)?;
    let retail = Tariff {
        export: ExportRule::NetMetering { surplus_micro_per_kwh: prospect.tariff.energy_micro_per_kwh },
        ..prospect.tariff.clone()
    };
    let npv_if_all_used = prospect.cash_flow(&retail, usage_kwh, Scenario::Expected)?.npv(discount)?;
    let bill_before = prospect.tariff.annual_bill(usage_kwh)?;
    let offset = u64::from(prospect.production.expected_kwh).saturating_mul(1_000).checked_div(u64::from(usage_kwh)).unwrap_or(0);
    Ok(SavingsSummary {
        usage_kwh,
        offset_per_mille: u32::try_from(offset).map_err(|_| SavingsError::Overflow)?,
        bill_before,
        bill_after: bill_before.minus(expected.first_year)?,
        levelised_cost_micro: cash_flow.levelised_cost_micro(discount)?,
        verdict: decide(&cautious, &expected, npv_if_all_used),
        scenarios: vec![cautious, expected, hopeful],
    })
}

impl Prospect<'_> {
    fn production_kwh(&self, scenario: Scenario) -> u32 {
        match scenario {
            Scenario::Cautious => self.production.low_kwh,
            Scenario::Expected => self.production.expected_kwh,
            Scenario::Hopeful => self.production.high_kwh,
        }
    }

    fn cash_flow(&self, tariff: &Tariff, usage_kwh: u32, scenario: Scenario) -> Result<CashFlow, SavingsError> {
        let (assumptions, watts, price) = (self.assumptions, self.watts, self.price);
        let escalation_bp = assumptions.escalation_bp(scenario);
        Projection { tariff, assumptions, usage_kwh, production_kwh: self.production_kwh(scenario), watts, price, escalation_bp }
            .cash_flow()
    }

    fn outcome(&self, usage_kwh: u32, scenario: Scenario) -> Result<ScenarioOutcome, SavingsError> {
        let cash_flow = self.cash_flow(self.tariff, usage_kwh, scenario)?;
        Ok(ScenarioOutcome {
            scenario,
            production_kwh: self.production_kwh(scenario),
            escalation_bp: self.assumptions.escalation_bp(scenario),
            first_year: cash_flow.years.first().map_or(Money::zero(self.price.currency), |year| year.saved),
            total: cash_flow.total()?,
            npv: cash_flow.npv(self.assumptions.discount_bp)?,
            payback: cash_flow.payback()?,
        })
    }
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
