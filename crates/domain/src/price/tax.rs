//! Sales tax and VAT on a solar system, as dated rules.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LineKind, PriceLine, Quantity};
use crate::Money;
use crate::calendar::{Jurisdiction, Provenance};
use crate::money::MoneyError;

/// What part of a price a place taxes, and how much.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SalesTaxRule {
    /// Its name in data.
    pub key: String,
    /// Where it holds.
    pub jurisdiction: Jurisdiction,
    /// The rate, basis points (1/10,000); 0 for an exemption.
    pub rate_bp: u32,
    /// The share of the price that is taxed (materials without labour), basis points.
    pub taxable_share_bp: u32,
    /// Since when, and by which law.
    pub provenance: Provenance,
}

impl SalesTaxRule {
    /// The tax on `net` as a line. Taxed amount and tax are rounded half to even to the cent.
    ///
    /// # Errors
    /// An amount beyond `i64`.
    pub fn line(&self, net: Money) -> Result<PriceLine, MoneyError> {
        let taxable = net.ratio(i64::from(self.taxable_share_bp), 10_000)?;
        let amount = taxable.ratio(i64::from(self.rate_bp), 10_000)?;
        Ok(PriceLine { kind: LineKind::SalesTax, quantity: Quantity::BasisPoints(self.rate_bp), unit_price: taxable, amount })
    }
}

static RULES: LazyLock<Vec<SalesTaxRule>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/sales_tax_rules.json")).unwrap_or_default());

/// All rules that we know.
#[must_use]
pub fn sales_tax_rules() -> &'static [SalesTaxRule] {
    &RULES
}

/// The rule for `place` on `date`; of several, the narrowest, then the newest.
#[must_use]
pub fn sales_tax_rule(place: &Jurisdiction, date: Date) -> Option<&'static SalesTaxRule> {
    let applies = |rule: &&SalesTaxRule| rule.jurisdiction.covers(place) && rule.provenance.holds_on(date);
    RULES.iter().filter(applies).max_by_key(|rule| (rule.jurisdiction.narrowness(), rule.provenance.valid_from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn colorado_exempts_solar_components_since_2006() {
        let rows: Vec<SalesTaxRule> = serde_json::from_str(include_str!("../../data/sales_tax_rules.json")).unwrap();
        assert_eq!(rows, sales_tax_rules());
        let colorado = Jurisdiction::parse("US-CO").unwrap();
        let rule = sales_tax_rule(&colorado, date(2026, 11, 20)).unwrap();
        assert_eq!((rule.rate_bp, rule.provenance.sample), (0, false));
        assert!(rule.provenance.source.contains("39-26-724"));
        assert_eq!(sales_tax_rule(&colorado, date(2006, 6, 30)), None);
        assert_eq!(sales_tax_rule(&Jurisdiction::parse("ES").unwrap(), date(2026, 11, 20)).map(|rule| rule.rate_bp), Some(2_100));
    }
}
