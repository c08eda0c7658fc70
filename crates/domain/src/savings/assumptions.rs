//! What we assume about the next decades. Nobody who sells can raise it: it is data, dated, and frozen in receipts.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Invalid;
use crate::calendar::Provenance;

/// Assumptions of the savings model. Rates are nominal, basis points (1/10,000) a year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// Its name; a changed assumption is a new version.
    pub version: String,
    /// Years that are counted.
    pub years: u16,
    /// Production lost each year.
    pub degradation_bp: u16,
    /// What money would earn elsewhere.
    pub discount_bp: u16,
    /// How electricity rates grow, by scenario.
    pub escalation: Escalation,
    /// Upkeep, cents per kW DC and year, in today's money.
    pub upkeep_cents_per_kw_year: u32,
    /// How upkeep and replacement costs grow.
    pub upkeep_growth_bp: u16,
    /// The inverter that will have to be replaced, if any.
    pub inverter_replacement: Option<InverterReplacement>,
    /// From quote to permission to operate, days: decides which incentives are still in force.
    pub days_to_operation: u16,
    /// Since when, and on which grounds.
    pub provenance: Provenance,
}

/// Growth of electricity rates, basis points a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// When little goes well for solar.
    pub cautious_bp: i16,
    /// What we expect.
    pub expected_bp: i16,
    /// When much goes well for it.
    pub hopeful_bp: i16,
}

/// A cost that comes once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InverterReplacement {
    /// In which year, counted from 1.
    pub year: u16,
    /// Cents per kW DC, in today's money.
    pub cents_per_kw: u32,
}

/// Three futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// Low production, slow rates.
    Cautious,
    /// What we expect.
    Expected,
    /// High production, faster rates.
    Hopeful,
}

impl Scenario {
    /// All three, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Cautious, Self::Expected, Self::Hopeful];
}

impl Assumptions {
    /// Growth of electricity rates in `scenario`, basis points a year.
    #[must_use]
    pub fn escalation_bp(&self, scenario: Scenario) -> i16 {
        match scenario {
            Scenario::Cautious => self.escalation.cautious_bp,
            Scenario::Expected => self.escalation.expected_bp,
            Scenario::Hopeful => self.escalation.hopeful_bp,
        }
    }

    /// Checks what a company wrote. Growth of rates is capped at 4 % a year: sellers who promised more were sued for it.
    ///
    /// # Errors
    /// Names the first assumption that is out of bounds.
    pub fn check(&self) -> Result<(), Invalid> {
        if !(1..=40).contains(&self.years) {
            return Err(Invalid::out_of_range("years", 1, 40));
        }
        if self.degradation_bp > 500 {
            return Err(Invalid::out_of_range("degradation_bp", 0, 500));
        }
        if self.discount_bp > 2_000 {
            return Err(Invalid::out_of_range("discount_bp", 0, 2_000));
        }
        let Escalation { cautious_bp, expected_bp, hopeful_bp } = self.escalation;
        if !(-1_000..=400).contains(&cautious_bp)
            || !(cautious_bp..=400).contains(&expected_bp)
            || !(expected_bp..=400).contains(&hopeful_bp)
        {
            return Err(Invalid::malformed("escalation", "three rising rates between -1,000 and 400 basis points"));
        }
        if self.upkeep_growth_bp > 1_000 {
            return Err(Invalid::out_of_range("upkeep_growth_bp", 0, 1_000));
        }
        if self.days_to_operation > 1_000 {
            return Err(Invalid::out_of_range("days_to_operation", 0, 1_000));
        }
        Ok(())
    }
}

static VERSIONS: LazyLock<Vec<Assumptions>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/savings_assumptions.json")).unwrap_or_default());

/// The assumptions in use on `date`; of several, the newest.
#[must_use]
pub fn assumptions(date: Date) -> Option<&'static Assumptions> {
    VERSIONS.iter().filter(|version| version.provenance.holds_on(date)).max_by_key(|version| version.provenance.valid_from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_table_loads_and_is_sound() {
        let rows: Vec<Assumptions> = serde_json::from_str(include_str!("../../data/savings_assumptions.json")).unwrap();
        assert_eq!(rows, *VERSIONS);
        assert!(rows.iter().all(|row| row.check().is_ok()));
        assert!(assumptions(date(2026, 11, 20)).is_some() && assumptions(date(2020, 1, 1)).is_none());
    }

    #[test]
    fn nobody_promises_six_percent() {
        let mut promised = assumptions(date(2026, 11, 20)).unwrap().clone();
        promised.escalation.hopeful_bp = 600;
        assert_eq!(promised.check().unwrap_err().field, "escalation");
    }
}
