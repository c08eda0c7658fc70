//! What fills the placeholders of a contract.

use jiff::civil::Date;

use super::terms::ContractError;
use super::wording;
use crate::Language;
use crate::calendar::CoolingOff;
use crate::price::{Equipment, EquipmentKind};
use crate::quote::Receipt;
use crate::text::{PersonName, StreetAddress};

/// The company that sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seller<'a> {
    /// Its legal name.
    pub name: &'a str,
    /// Its place of business in one line.
    pub address: &'a str,
    /// Where a notice of cancellation can be mailed electronically.
    pub email: &'a str,
    /// Years for which it answers for its work.
    pub workmanship_warranty_years: u8,
}

/// Everything a contract says about one customer.
#[derive(Clone, Copy, Debug)]
pub struct ContractFacts<'a> {
    /// The version of the terms.
    pub terms_version: &'a str,
    /// The exact receipt that is signed; system, price and hash come from it.
    pub receipt: &'a Receipt,
    /// Who sells.
    pub seller: Seller<'a>,
    /// Who buys.
    pub customer: &'a PersonName,
    /// Where the system is built: street, town, state and ZIP code in one line, as she gave them.
    pub site: &'a StreetAddress,
    /// Day of signing in the customer's zone.
    pub signed_on: Date,
    /// Her right to cancel.
    pub cooling_off: CoolingOff,
}

impl ContractFacts<'_> {
    /// The text of a placeholder in `language`; `None` for a name that is none.
    pub(super) fn text(&self, name: &str, language: Language) -> Result<Option<String>, ContractError> {
        let receipt = self.receipt;
        let is_panel = |product: &&Equipment| product.kind == EquipmentKind::Panel && product.watts == receipt.system.watts_per_panel;
        let panel = receipt.rules.price_book.equipment.iter().find(is_panel);
        let watts = u64::from(receipt.system.panels).saturating_mul(u64::from(receipt.system.watts_per_panel));
        Ok(Some(match name {
            "seller_name" => self.seller.name.to_owned(),
            "seller_address" => self.seller.address.to_owned(),
            "seller_email" => self.seller.email.to_owned(),
            "workmanship_years" => self.seller.workmanship_warranty_years.to_string(),
            "customer" => self.customer.as_str().to_owned(),
            "site" => self.site.as_str().to_owned(),
            "signed_on" => wording::date(self.signed_on, language),
            "last_day" => wording::date(self.cooling_off.last_day, language),
            "panels" => wording::number(i64::from(receipt.system.panels)),
            "panel_model" => panel.map(|panel| panel.model.clone()).unwrap_or_default(),
            "watts_per_panel" => wording::number(i64::from(receipt.system.watts_per_panel)),
            "kilowatts" => format!("{}.{:02}", watts / 1_000, watts % 1_000 / 10),
            "annual_kwh" => wording::number(i64::from(receipt.production.annual_kwh)),
            "low_kwh" => wording::number(i64::from(receipt.production.low_kwh)),
            "high_kwh" => wording::number(i64::from(receipt.production.high_kwh)),
            "total" => wording::money(receipt.price.total),
            "panel_warranty_years" => panel.map(|panel| panel.product_warranty_years.to_string()).unwrap_or_default(),
            "terms_version" => self.terms_version.to_owned(),
            "receipt_hash" => receipt.hash()?,
            "issued_on" => wording::date(receipt.issued_on, language),
            _ => return Ok(None),
        }))
    }
}
