//! What electricity costs, and what exported energy earns.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SavingsError;
use super::fixed_point::scale;
use crate::calendar::{Jurisdiction, Provenance};
use crate::estimate::Usage;
use crate::{Currency, Money};

/// A residential tariff. Seasonal and time-of-use rates enter as their mean over a year of the household's use.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// Its name in data.
    pub key: String,
    /// The utility; `null` for a place's default.
    pub utility: Option<String>,
    /// Where it holds.
    pub jurisdiction: Jurisdiction,
    /// Currency of its rates.
    pub currency: Currency,
    /// Fixed charge, cents per month; solar does not lower it.
    pub fixed_cents_per_month: u32,
    /// Energy rate with all riders and taxes, 10⁻⁶ of the currency per kWh.
    pub energy_micro_per_kwh: u32,
    /// What exported energy earns.
    pub export: ExportRule,
    /// Since when, and where it was read.
    pub provenance: Provenance,
}

/// What exported energy earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ExportRule {
    /// Exported energy is taken off imported energy one for one within a year; what is left over is paid out.
    NetMetering {
        /// Rate for what is left over at the end of the year, 10⁻⁶ of the currency per kWh.
        surplus_micro_per_kwh: u32,
    },
    /// Exported energy earns a rate of its own.
    NetBilling {
        /// Mean rate for exported energy, 10⁻⁶ of the currency per kWh.
        export_micro_per_kwh: u32,
        /// Share of the production that the house uses at once, basis points; never more than the house uses.
        self_consumption_bp: u32,
        /// What exports earn in a year is never more than what imported energy costs in it.
        capped_at_import: bool,
    },
}

impl Tariff {
    /// What a year of `kwh` costs without solar.
    ///
    /// # Errors
    /// An amount beyond `i64`.
    pub fn annual_bill(&self, kwh: u32) -> Result<Money, SavingsError> {
        let energy = scale(i128::from(kwh), i128::from(self.energy_micro_per_kwh), 10_000)?;
        let fixed = i128::from(self.fixed_cents_per_month) * 12;
        Ok(Money { minor: super::fixed_point::cents(energy + fixed)?, currency: self.currency })
    }
}

/// What a household uses in a year, kWh: as stated, or as its bill says under `tariff`.
///
/// # Errors
/// When the bill is in another currency, or not larger than the fixed charge.
pub fn annual_usage_kwh(usage: Usage, tariff: &Tariff) -> Result<u32, SavingsError> {
    let bill = match usage {
        Usage::AnnualKwh(kwh) => return Ok(kwh),
        Usage::MonthlyBill(bill) => bill,
    };
    if bill.currency != tariff.currency {
        return Err(SavingsError::Currency);
    }
    let energy = i128::from(bill.minor) - i128::from(tariff.fixed_cents_per_month);
    if energy <= 0 {
        return Err(SavingsError::BillBelowFixedCharge);
    }
    // A cent is 10⁴ micro, a year has 12 bills.
    let kwh = scale(energy, 120_000, i128::from(tariff.energy_micro_per_kwh))?;
    u32::try_from(kwh).map_err(|_| SavingsError::Overflow)
}

static TARIFFS: LazyLock<Vec<Tariff>> = LazyLock::new(|| serde_json::from_str(include_str!("../../data/tariffs.json")).unwrap_or_default());

/// All tariffs that we know.
#[must_use]
pub fn tariffs() -> &'static [Tariff] {
    &TARIFFS
}

/// The tariff of `utility` in `place` on `date`, or the default of the place; of several, the narrowest, then the newest.
#[must_use]
pub fn tariff(place: &Jurisdiction, utility: Option<&str>, date: Date) -> Option<&'static Tariff> {
    let applies = |tariff: &&Tariff| {
        let offered = tariff.utility.is_none() || tariff.utility.as_deref() == utility;
        offered && tariff.jurisdiction.covers(place) && tariff.provenance.holds_on(date)
    };
    let rank = |tariff: &&Tariff| (tariff.utility.is_some(), tariff.jurisdiction.narrowness(), tariff.provenance.valid_from);
    TARIFFS.iter().filter(applies).max_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn found(place: &str, utility: Option<&str>) -> &'static Tariff {
        tariff(&Jurisdiction::parse(place).unwrap(), utility, date(2026, 11, 20)).unwrap()
    }

    #[test]
    fn the_tariffs_load_and_are_found_by_utility_and_place() {
        let rows: Vec<Tariff> = serde_json::from_str(include_str!("../../data/tariffs.json")).unwrap();
        assert_eq!(rows, tariffs());
        assert!(rows.iter().all(|row| row.energy_micro_per_kwh > 0 && !row.provenance.source.is_empty()));
        assert_eq!(found("US-CO", Some("xcel_colorado")).key, "co_xcel_residential");
        assert_eq!(found("US-CO", Some("nobody")).key, "co_default");
        assert_eq!(found("US-CO", None).key, "co_default");
        assert!(matches!(found("US-CA", None).export, ExportRule::NetBilling { capped_at_import: false, .. }));
        assert!(matches!(found("ES", None).export, ExportRule::NetBilling { capped_at_import: true, .. }));
        assert_eq!(found("ES", None).currency, Currency::Eur);
    }

    #[test]
    fn a_bill_of_200_dollars_at_18_02_cents_is_13_319_kwh() {
        let tariff = Tariff { fixed_cents_per_month: 0, energy_micro_per_kwh: 180_200, ..found("US-CO", None).clone() };
        assert_eq!(annual_usage_kwh(Usage::MonthlyBill(Money::usd(20_000)), &tariff), Ok(13_319));
        let fixed = Tariff { fixed_cents_per_month: 1_500, ..tariff.clone() };
        assert_eq!(annual_usage_kwh(Usage::MonthlyBill(Money::usd(21_500)), &fixed), Ok(13_319));
        assert_eq!(annual_usage_kwh(Usage::MonthlyBill(Money::usd(1_500)), &fixed), Err(SavingsError::BillBelowFixedCharge));
        let euros = Money { minor: 20_000, currency: Currency::Eur };
        assert_eq!(annual_usage_kwh(Usage::MonthlyBill(euros), &tariff), Err(SavingsError::Currency));
        assert_eq!(annual_usage_kwh(Usage::AnnualKwh(9_000), &tariff), Ok(9_000));
        let free = Tariff { energy_micro_per_kwh: 0, ..tariff };
        assert_eq!(annual_usage_kwh(Usage::MonthlyBill(Money::usd(20_000)), &free), Err(SavingsError::Overflow));
    }

    proptest! {
        #[test]
        fn a_bill_turned_into_energy_and_back_is_the_bill(bill in 2_000_i64..1_000_000) {
            let tariff = found("US-CO", None);
            let kwh = annual_usage_kwh(Usage::MonthlyBill(Money::usd(bill)), tariff).unwrap();
            let back = tariff.annual_bill(kwh).unwrap().minor;
            // Half a kWh of rounding.
            prop_assert!((back - bill * 12).abs() <= i64::from(tariff.energy_micro_per_kwh) / 20_000 + 1, "{back} {bill}");
        }

        #[test]
        fn hostile_bills_are_an_error(bill: i64, fixed: u32, rate: u32) {
            let tariff = Tariff { fixed_cents_per_month: fixed, energy_micro_per_kwh: rate, ..found("US-CO", None).clone() };
            let _ = annual_usage_kwh(Usage::MonthlyBill(Money::usd(bill)), &tariff);
        }
    }
}
