//! What the energy of a system is worth in each year: bills without it less bills with it.

use super::{Assumptions, EconomicsError, Export, Tariff};
use crate::{
    load::{Load, check},
    synthetic::DAYS,
};

/// What the energy is worth in each year of operation; `production` has the kWh of each hour of the first.
///
/// # Errors
/// When a number is out of range or `production` is no year of hours.
pub fn energy_value(production: &[f64], load: &Load, tariff: &Tariff, assumptions: &Assumptions) -> Result<Vec<f64>, EconomicsError> {
    check("the production", production)?;
    Ok(Worth::new(load, tariff, assumptions)?.of_years(production))
}

/// A household whose rates and load are known, ready to be asked for one production after another.
#[derive(Clone, Debug)]
pub struct Worth<'a> {
    load: &'a Load,
    monthly_load: [f64; 12],
    tariff: &'a Tariff,
    /// Production and rates of each year over those of the first.
    years: Vec<(f64, f64)>,
}

impl<'a> Worth<'a> {
    /// # Errors
    /// When a number is out of range.
    pub fn new(load: &'a Load, tariff: &'a Tariff, assumptions: &Assumptions) -> Result<Self, EconomicsError> {
        tariff.check()?;
        assumptions.check()?;
        Ok(Self { load, monthly_load: monthly(load.hours()), tariff, years: assumptions.lasting().zip(assumptions.growth()).collect() })
    }

    /// What the energy is worth in each year. Hours beyond those of a year are left out, missing ones count as nothing.
    #[must_use]
    pub fn of_years(&self, production: &[f64]) -> Vec<f64> {
        match self.tariff.export {
            Export::NetMetering { surplus_per_kwh } => self.net_metered(production, surplus_per_kwh),
            Export::NetBilling { export_per_kwh } => self.net_billed(production, export_per_kwh),
        }
    }

    fn net_metered(&self, production: &[f64], surplus_per_kwh: f64) -> Vec<f64> {
        let produced = monthly(production);
        let without = self.tariff.net_metered(surplus_per_kwh, self.monthly_load.into_iter());
        self.years
            .iter()
            .map(|(lasting, growth)| {
                let lacking = self.monthly_load.iter().zip(produced).map(|(used, produced)| used - lasting * produced);
                growth * (without - self.tariff.net_metered(surplus_per_kwh, lacking))
            })
            .collect()
    }

    fn net_billed(&self, production: &[f64], export_per_kwh: f64) -> Vec<f64> {
        let last = self.years.last().map_or(1.0, |(lasting, _)| *lasting);
        let own = SelfConsumption::over_years(production, self.load.hours(), last);
        let year: f64 = production.iter().take(self.load.hours().len()).sum();
        self.years
            .iter()
            .map(|(lasting, growth)| {
                let own = own.when(*lasting);
                growth * (self.tariff.energy_per_kwh * own + export_per_kwh * (lasting * year - own))
            })
            .collect()
    }
}

/// Σ min(d·production, load) as a function of d, exact, without another look at most hours: as d falls from 1 to its
/// last value, an hour that once was within the load stays so, and one that is above it in the end always was.
struct SelfConsumption {
    /// Σ production of hours that are never above the load.
    within: f64,
    /// Σ load of hours that are always covered.
    covered: f64,
    /// Production and load of hours that change sides.
    between: Vec<(f64, f64)>,
}

impl SelfConsumption {
    fn over_years(production: &[f64], load: &[f64], last: f64) -> Self {
        let (mut within, mut covered) = (0.0, 0.0);
        let mut between = Vec::new();
        for (&produced, &used) in production.iter().zip(load) {
            let (in_all, in_none) = (produced <= used, produced * last >= used);
            within += if in_all { produced } else { 0.0 };
            covered += if in_none && !in_all { used } else { 0.0 };
            if !in_all && !in_none {
                between.push((produced, used));
            }
        }
        Self { within, covered, between }
    }

    fn when(&self, lasting: f64) -> f64 {
        let between: f64 = self.between.iter().map(|(produced, used)| (lasting * produced).min(*used)).sum();
        lasting * self.within + self.covered + between
    }
}

fn monthly(hours: &[f64]) -> [f64; 12] {
    let mut hours = hours.iter();
    DAYS.map(|days| hours.by_ref().take(usize::from(days) * 24).sum())
}
