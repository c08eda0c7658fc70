//! What a system costs: a dated price book, the lines it gives, sales tax, and incentives.
//!
//! `price = Σ bands (cents per watt × watts) + Σ items that apply + sales tax by rule`. Every line is an exact
//! product of integers; only the tax is rounded, once, half to even, to the cent. The lines add up to the total.
//! Incentives are never subtracted from it: they are shown beside it, "if eligible", and only while they hold.

mod book;
mod breakdown;
mod condition;
mod incentive;
mod tax;

pub use book::{Band, Charge, Equipment, EquipmentKind, Item, PriceBook, price_book, price_books};
pub use breakdown::{LineKind, PriceBreakdown, PriceError, PriceLine, Quantity, price, price_under, within_five_percent};
pub use condition::{Condition, SiteWork, SystemFacts};
pub use incentive::{Claimant, Incentive, IncentiveEstimate, IncentiveStatus, Worth, estimate_incentive, incentives, incentives_in};
pub use tax::{SalesTaxRule, sales_tax_rule, sales_tax_rules};
