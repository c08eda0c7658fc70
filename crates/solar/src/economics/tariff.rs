//! What a connection costs in a year.

use super::{EconomicsError, within};
use crate::load::Exchange;

/// A tariff without times of use: one rate in all hours, one for what is fed in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tariff {
    /// Price of a kWh from the grid.
    pub energy_per_kwh: f64,
    /// Fixed charge of a month, which solar does not lower.
    pub fixed_per_month: f64,
    /// What becomes of energy that is fed in.
    pub export: Export,
}

/// What becomes of energy that is fed in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Export {
    /// It is taken off what is bought, kWh for kWh. What a month has too much is kept for later months of the year; what is
    /// left in December is paid out and the count begins anew, as in SAM's net metering with annual settlement. A month
    /// with too little takes from earlier months, not from later ones.
    NetMetering {
        /// For each kWh that is left in December.
        surplus_per_kwh: f64,
    },
    /// It earns a rate of its own, hour by hour. A bill may become negative.
    NetBilling {
        /// For each kWh.
        export_per_kwh: f64,
    },
}

impl Tariff {
    /// # Errors
    /// The first rate that is negative or absurd.
    pub fn check(&self) -> Result<(), EconomicsError> {
        const AMOUNT: &str = "an amount of money, not negative";
        within("the energy rate", self.energy_per_kwh, 0.0, 1e6, AMOUNT)?;
        within("the fixed charge", self.fixed_per_month, 0.0, 1e9, AMOUNT)?;
        match self.export {
            Export::NetMetering { surplus_per_kwh } => within("the rate for surplus", surplus_per_kwh, 0.0, 1e6, AMOUNT),
            Export::NetBilling { export_per_kwh } => within("the export rate", export_per_kwh, 0.0, 1e6, AMOUNT),
        }
    }

    /// Bills of a year.
    #[must_use]
    pub fn annual_bill(&self, months: &[Exchange; 12]) -> f64 {
        let fixed = 12.0 * self.fixed_per_month;
        match self.export {
            Export::NetBilling { export_per_kwh } => {
                let bought: f64 = months.iter().map(|month| month.imported_kwh).sum();
                let sold: f64 = months.iter().map(|month| month.exported_kwh).sum();
                fixed + self.energy_per_kwh * bought - export_per_kwh * sold
            }
            Export::NetMetering { surplus_per_kwh } => {
                fixed + self.net_metered(surplus_per_kwh, months.iter().map(|month| month.imported_kwh - month.exported_kwh))
            }
        }
    }

    /// Energy charges of a year from what each month lacks, January first, kWh; less than nothing when it has too much.
    pub(super) fn net_metered(&self, surplus_per_kwh: f64, lacking: impl Iterator<Item = f64>) -> f64 {
        let (mut kept, mut bought) = (0.0_f64, 0.0);
        for kwh in lacking {
            let balance = kept - kwh;
            bought += (-balance).max(0.0);
            kept = balance.max(0.0);
        }
        self.energy_per_kwh * bought - surplus_per_kwh * kept
    }

    /// What was used in a month whose bill is known, kWh; none when the bill does not cover the fixed charge or energy
    /// is free.
    #[must_use]
    pub fn kwh_of_bill(&self, bill: f64) -> Option<f64> {
        let kwh = (bill - self.fixed_per_month) / self.energy_per_kwh;
        (kwh.is_finite() && kwh >= 0.0).then_some(kwh)
    }
}
