//! What a household uses hour by hour, and what becomes of the sun's energy when it meets it.
//!
//! Hours are those of a year of 365 days that begins on a Monday (as SAM has it), in local standard time, hour 0 from
//! midnight to one.

use thiserror::Error;

pub mod shape;

pub use shape::{Shape, SummerTime};

use crate::synthetic::DAYS;

/// Hours of a year of 365 days.
pub const HOURS: usize = 8_760;

/// Why hours cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum LoadError {
    /// A series has not one value for each hour.
    #[error("a year has 8760 hours, {what} has {found}")]
    Hours {
        /// Which series.
        what: &'static str,
        /// How many values it has.
        found: usize,
    },
    /// A value is negative or no number.
    #[error("{what} has {value} kWh, which is no amount of energy")]
    Energy {
        /// Which series or month.
        what: &'static str,
        /// The value.
        value: f64,
    },
    /// Months are counted from 1 to 12.
    #[error("there is no month {0}")]
    Month(u8),
}

/// What is known of a household's use, kWh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Usage {
    /// Twelve bills, January first.
    Months([f64; 12]),
    /// One bill; the other months follow from the season of the [`Shape`].
    Month {
        /// 1 for January.
        month: u8,
        /// What was used in it.
        kwh: f64,
    },
    /// A year.
    Year(f64),
}

/// kWh of each hour of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Load(Vec<f64>);

impl Load {
    /// The hours of a household that lives as `shape` says; every month has exactly the energy that is known of it.
    ///
    /// # Errors
    /// [`LoadError::Energy`] when an amount is negative or not finite, [`LoadError::Month`].
    pub fn spread(usage: Usage, shape: &Shape, summer_time: SummerTime) -> Result<Self, LoadError> {
        let months = shape.months(usage)?;
        let mut hours = Vec::with_capacity(HOURS);
        let mut first_day = 0_u16;
        for (days, kwh) in DAYS.into_iter().zip(months) {
            let until = first_day + u16::from(days);
            let weights: Vec<f64> = (first_day..until).flat_map(|day| shape.day(day, summer_time)).collect();
            let sum: f64 = weights.iter().sum();
            // A shape that never uses anything in a month still has to spread what was billed.
            let even = f64::from(days) * 24.0;
            hours.extend(weights.iter().map(|weight| if sum > 0.0 { kwh * weight / sum } else { kwh / even }));
            first_day = until;
        }
        Ok(Self(hours))
    }

    /// Measured hours, such as those of a smart meter.
    ///
    /// # Errors
    /// [`LoadError::Hours`] or [`LoadError::Energy`].
    pub fn measured(hours: Vec<f64>) -> Result<Self, LoadError> {
        check("the load", &hours)?;
        Ok(Self(hours))
    }

    /// kWh of each hour.
    #[must_use]
    pub fn hours(&self) -> &[f64] {
        &self.0
    }

    /// kWh of the year.
    #[must_use]
    pub fn annual_kwh(&self) -> f64 {
        self.0.iter().sum()
    }
}

/// Energy that goes to and from the grid, and energy that does not, kWh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exchange {
    /// Production that the household uses in the same hour.
    pub self_consumed_kwh: f64,
    /// Bought.
    pub imported_kwh: f64,
    /// Fed in.
    pub exported_kwh: f64,
}

impl Exchange {
    /// What was produced.
    #[must_use]
    pub fn produced_kwh(&self) -> f64 {
        self.self_consumed_kwh + self.exported_kwh
    }

    /// What was used.
    #[must_use]
    pub fn used_kwh(&self) -> f64 {
        self.self_consumed_kwh + self.imported_kwh
    }

    fn add(&mut self, produced: f64, used: f64) {
        let own = produced.min(used);
        self.self_consumed_kwh += own;
        self.imported_kwh += used - own;
        self.exported_kwh += produced - own;
    }
}

/// The months of a year on one connection, January first. No battery: what is not used in its hour goes out.
///
/// # Errors
/// [`LoadError::Hours`] or [`LoadError::Energy`] of the production.
pub fn exchange(production: &[f64], load: &Load) -> Result<[Exchange; 12], LoadError> {
    check("the production", production)?;
    let mut months = [Exchange::default(); 12];
    let mut pairs = production.iter().zip(load.hours());
    for (month, days) in months.iter_mut().zip(DAYS) {
        for (produced, used) in pairs.by_ref().take(usize::from(days) * 24) {
            month.add(*produced, *used);
        }
    }
    Ok(months)
}

/// All months together.
#[must_use]
pub fn annual(months: &[Exchange; 12]) -> Exchange {
    months.iter().fold(Exchange::default(), |sum, month| Exchange {
        self_consumed_kwh: sum.self_consumed_kwh + month.self_consumed_kwh,
        imported_kwh: sum.imported_kwh + month.imported_kwh,
        exported_kwh: sum.exported_kwh + month.exported_kwh,
    })
}

/// Whether a series is a year of energies.
pub(crate) fn check(what: &'static str, hours: &[f64]) -> Result<(), LoadError> {
    if hours.len() != HOURS {
        return Err(LoadError::Hours { what, found: hours.len() });
    }
    hours.iter().try_for_each(|value| energy(what, *value))
}

fn energy(what: &'static str, value: f64) -> Result<(), LoadError> {
    if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(LoadError::Energy { what, value }) }
}

#[cfg(test)]
mod tests;
