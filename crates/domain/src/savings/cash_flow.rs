//! The years of a system in money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fixed_point::{ONE, cents, powers, scale};
use super::{Assumptions, ExportRule, SavingsError, Tariff};
use crate::Money;

/// What a cash flow is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Projection<'a> {
    /// The household's tariff.
    pub tariff: &'a Tariff,
    /// The assumptions.
    pub assumptions: &'a Assumptions,
    /// What the household uses in a year, kWh; assumed to stay.
    pub usage_kwh: u32,
    /// What the system produces in its first year, kWh AC.
    pub production_kwh: u32,
    /// Rated power of the system, watts DC.
    pub watts: u32,
    /// What the customer pays for it, at once.
    pub price: Money,
    /// Growth of electricity rates, basis points a year.
    pub escalation_bp: i16,
}

/// One year of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Energy saved and earned.
    pub saved: Money,
    /// Upkeep and replacements.
    pub upkeep: Money,
}

/// All years of a system.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CashFlow {
    /// What is paid before the first year.
    pub price: Money,
    /// The years, in order.
    pub years: Vec<Year>,
    /// Energy of each year, 10⁻⁶ kWh.
    energy: Vec<i128>,
}

/// When what was saved has paid for the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Payback {
    /// After so many tenths of a year, interpolated within the year.
    Years {
        /// Tenths of a year.
        tenths: u32,
    },
    /// Not within the years that are counted.
    Never,
}

impl Projection<'_> {
    /// The cash flow.
    ///
    /// # Errors
    /// When an assumption is out of bounds, currencies differ, or an amount is too large.
    pub fn cash_flow(&self) -> Result<CashFlow, SavingsError> {
        self.assumptions.check()?;
        let currency = self.tariff.currency;
        if self.price.currency != currency {
            return Err(SavingsError::Currency);
        }
        let steps = self.assumptions.years.saturating_sub(1);
        let lasting = powers(-i64::from(self.assumptions.degradation_bp), 10_000, steps)?;
        let growth = powers(i64::from(self.escalation_bp), 10_000, steps)?;
        let upkeep_growth = powers(i64::from(self.assumptions.upkeep_growth_bp), 10_000, steps)?;
        let mut years = Vec::new();
        let mut energy = Vec::new();
        for (year, ((lasting, growth), upkeep_growth)) in (1_u16..).zip(lasting.into_iter().zip(growth).zip(upkeep_growth)) {
            let produced = scale(i128::from(self.production_kwh) * 1_000_000, lasting, ONE)?;
            let saved = Money { minor: cents(self.saved(produced, growth)?)?, currency };
            let upkeep = Money { minor: cents(self.upkeep(year, upkeep_growth)?)?, currency };
            years.push(Year { saved, upkeep });
            energy.push(produced);
        }
        Ok(CashFlow { price: self.price, years, energy })
    }

    /// Cents saved by `produced` (10⁻⁶ kWh) in a year in which rates have grown by `growth`.
    fn saved(&self, produced: i128, growth: i128) -> Result<i128, SavingsError> {
        let used = i128::from(self.usage_kwh) * 1_000_000;
        let worth = |energy: i128, micro: u32| {
            let rate = scale(i128::from(micro) * 1_000_000, growth, ONE)?;
            scale(energy, rate, 10_000_000_000_000_000)
        };
        let retail = self.tariff.energy_micro_per_kwh;
        match self.tariff.export {
            ExportRule::NetMetering { surplus_micro_per_kwh } => {
                let credited = produced.min(used);
                Ok(worth(credited, retail)? + worth(produced - credited, surplus_micro_per_kwh)?)
            }
            ExportRule::NetBilling { export_micro_per_kwh, self_consumption_bp, capped_at_import } => {
                let at_once = scale(produced, i128::from(self_consumption_bp.min(10_000)), 10_000)?.min(used);
                let earned = worth(produced - at_once, export_micro_per_kwh)?;
                let imported = worth(used - at_once, retail)?;
                let earned = if capped_at_import { earned.min(imported) } else { earned };
                Ok(worth(at_once, retail)? + earned)
            }
        }
    }

    /// Cents spent in `year`, when such costs have grown by `growth`.
    fn upkeep(&self, year: u16, growth: i128) -> Result<i128, SavingsError> {
        let replacement = self.assumptions.inverter_replacement.filter(|replacement| replacement.year == year);
        let per_kw = i128::from(self.assumptions.upkeep_cents_per_kw_year)
            + replacement.map_or(0, |replacement| i128::from(replacement.cents_per_kw));
        scale(per_kw * i128::from(self.watts), growth, ONE * 1_000)
    }
}

impl CashFlow {
    /// What each year brings after upkeep, cents.
    fn net(&self) -> Result<Vec<i64>, SavingsError> {
        self.years.iter().map(|year| Ok(year.saved.minus(year.upkeep)?.minor)).collect()
    }

    /// What all years bring after upkeep and price, without discount.
    ///
    /// # Errors
    /// An amount beyond `i64`.
    pub fn total(&self) -> Result<Money, SavingsError> {
        let sum: i128 = self.net()?.into_iter().map(i128::from).sum();
        Ok(Money { minor: cents(sum - i128::from(self.price.minor))?, ..self.price })
    }

    /// Net present value at a discount rate in basis points a year.
    ///
    /// # Errors
    /// An amount beyond `i64`.
    pub fn npv(&self, discount_bp: u16) -> Result<Money, SavingsError> {
        let present = present_value(&self.net()?, discount_bp)?;
        let npv = present - i128::from(self.price.minor) * 1_000_000;
        Ok(Money { minor: cents(scale(npv, 1, 1_000_000)?)?, ..self.price })
    }

    /// Simple payback, without discount.
    ///
    /// # Errors
    /// An amount beyond `i64`.
    pub fn payback(&self) -> Result<Payback, SavingsError> {
        match payback(self.price.minor, &self.net()?, 10)? {
            Some(tenths) => Ok(Payback::Years { tenths: u32::try_from(tenths).map_err(|_| SavingsError::Overflow)? }),
            None => Ok(Payback::Never),
        }
    }

    /// Levelised cost of energy, 10⁻⁶ of the currency per kWh: present value of all costs over present value of all
    /// energy; `None` when nothing is produced.
    ///
    /// # Errors
    /// An amount too large.
    pub fn levelised_cost_micro(&self, discount_bp: u16) -> Result<Option<i64>, SavingsError> {
        let upkeep: Vec<i64> = self.years.iter().map(|year| year.upkeep.minor).collect();
        let costs = present_value(&upkeep, discount_bp)? + i128::from(self.price.minor) * 1_000_000;
        let factors = powers(i64::from(discount_bp), 10_000, steps(self.energy.len())?)?;
        let energy = self
            .energy
            .iter()
            .zip(factors.into_iter().skip(1))
            .try_fold(0_i128, |sum, (energy, factor)| Ok::<_, SavingsError>(sum + scale(*energy, ONE, factor)?))?;
        if energy <= 0 {
            return Ok(None);
        }
        // 10⁻⁶ cents over 10⁻⁶ kWh is cents per kWh; a cent is 10⁴ micro.
        Ok(Some(cents(scale(costs, 10_000, energy)?)?))
    }
}

/// The sum of `flows` (cents, one a year from year 1) discounted to today, 10⁻⁶ cents.
fn present_value(flows: &[i64], discount_bp: u16) -> Result<i128, SavingsError> {
    let factors = powers(i64::from(discount_bp), 10_000, steps(flows.len())?)?;
    flows.iter().zip(factors.into_iter().skip(1)).try_fold(0, |sum: i128, (flow, factor)| {
        sum.checked_add(scale(i128::from(*flow) * 1_000_000, ONE, factor)?).ok_or(SavingsError::Overflow)
    })
}

/// When `flows` have added up to `price`, in `parts` of a year, interpolated; `None` when they never do.
fn payback(price: i64, flows: &[i64], parts: i128) -> Result<Option<i128>, SavingsError> {
    let mut missing = i128::from(price);
    if missing <= 0 {
        return Ok(Some(0));
    }
    for (passed, flow) in (0_i128..).zip(flows) {
        let flow = i128::from(*flow);
        if flow >= missing {
            return Ok(Some(passed * parts + scale(missing, parts, flow)?));
        }
        missing -= flow;
    }
    Ok(None)
}

fn steps(len: usize) -> Result<u16, SavingsError> {
    u16::try_from(len).map_err(|_| SavingsError::Overflow)
}

#[cfg(test)]
#[path = "cash_flow_tests.rs"]
mod tests;
