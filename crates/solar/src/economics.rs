//! What a system is worth to who pays for it, as NREL's System Advisor Model (SAM) reckons it for a household:
//! its utility bill calculator and its cash loan model, without taxes, incentives, salvage value and insurance.
//!
//! Year 1 is the first of operation. Money is nominal, in the currency of the tariff.
//!
//! - Production falls by the degradation: `(1 − d)^(y−1)`; the load stays. Self-consumption of every year is that of its
//!   own hours.
//! - Rates grow by inflation and escalation, which SAM adds: `(1 + i + e)^(y−1)`; upkeep grows by inflation.
//! - A loan is an annuity paid at the end of each year.
//! - The nominal discount rate is `(1 + r)(1 + i) − 1`.
//! - Payback leaves the loan out and interpolates linearly within the year.
//!
//! These are floating-point numbers for choosing and comparing. What a customer is quoted and can recompute to the cent
//! is `domain::savings`, which knows less (no hours) and rounds by rule.

use thiserror::Error;

use crate::load::LoadError;

mod cash_flow;
mod tariff;
mod value;

pub use cash_flow::{CashFlow, Loan, Outlay, cash_flow};
pub use tariff::{Export, Tariff};
pub use value::{Worth, energy_value};

/// Why the worth of a system cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum EconomicsError {
    /// A number is out of its range.
    #[error("{what} is {value}; it must be {allowed}")]
    Number {
        /// Which.
        what: &'static str,
        /// Its value.
        value: f64,
        /// The range.
        allowed: &'static str,
    },
    /// Production or load are no year of hours.
    #[error(transparent)]
    Hours(#[from] LoadError),
}

/// What is assumed of the years. All rates are fractions a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions {
    /// Years that are counted, 1 to 100.
    pub years: u16,
    /// How prices grow.
    pub inflation: f64,
    /// How electricity rates grow beyond that.
    pub rate_escalation: f64,
    /// What money would earn elsewhere beyond inflation.
    pub real_discount: f64,
    /// Production lost each year.
    pub degradation: f64,
    /// Upkeep in the first year for each kW of modules.
    pub upkeep_per_kw: f64,
}

impl Assumptions {
    /// `(1 + r)(1 + i) − 1`.
    #[must_use]
    pub fn nominal_discount(&self) -> f64 {
        (1.0 + self.real_discount) * (1.0 + self.inflation) - 1.0
    }

    /// Production of each year over that of the first.
    fn lasting(&self) -> impl Iterator<Item = f64> + use<> {
        powers(1.0 - self.degradation, self.years)
    }

    /// Rates of each year over those of the first.
    fn growth(&self) -> impl Iterator<Item = f64> + use<> {
        powers(1.0 + self.inflation + self.rate_escalation, self.years)
    }

    /// # Errors
    /// The first number that is out of range.
    pub fn check(&self) -> Result<(), EconomicsError> {
        within("the number of years", f64::from(self.years), 1.0, 100.0, "between 1 and 100")?;
        within("inflation", self.inflation, -0.5, 1.0, "a fraction between -0.5 and 1")?;
        within("rate escalation", self.rate_escalation, -0.4, 1.0, "a fraction between -0.4 and 1")?;
        within("the real discount rate", self.real_discount, -0.5, 1.0, "a fraction between -0.5 and 1")?;
        within("degradation", self.degradation, 0.0, 0.99, "a fraction between 0 and 0.99")?;
        within("upkeep", self.upkeep_per_kw, 0.0, 1e9, "an amount of money, not negative")
    }
}

/// 1, `base`, `base`², … for so many years.
fn powers(base: f64, years: u16) -> impl Iterator<Item = f64> {
    (0..i32::from(years)).map(move |year| base.powi(year))
}

fn within(what: &'static str, value: f64, low: f64, high: f64, allowed: &'static str) -> Result<(), EconomicsError> {
    // Not a number is in no range.
    if (low..=high).contains(&value) { Ok(()) } else { Err(EconomicsError::Number { what, value, allowed }) }
}

#[cfg(test)]
mod tests;
