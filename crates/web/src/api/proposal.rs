//! What would be built, what the sun gives it, what it costs and what it saves: the part that estimates and quotes share.
//! In the description its parts are called `Proposed…`, because the parts of a receipt have the plain names.

use domain::{
    Money,
    price::{IncentiveStatus, LineKind, Quantity},
    quote::Receipt,
    savings::{Payback, Scenario, Verdict},
};
use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Day, Instant};

/// A system with its price and what it saves.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Proposal {
    /// Panels.
    panels: u32,
    /// Direct-current power of all of them, watts.
    system_watts: u32,
    /// Where they lie.
    planes: Vec<Plane>,
    /// What the sun gives it in its first year.
    production: Production,
    /// What the customer pays, complete.
    price: Price,
    /// Tax credits and rebates. None is subtracted from the price.
    incentives: Vec<Incentive>,
    /// What it saves.
    savings: Savings,
    /// The day from which it is assumed to work.
    in_service_on: Day,
    /// The first instant at which the price does not hold any more, if it was locked when this was computed.
    valid_until: Instant,
}

/// Panels on one plane of the roof.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedPlane")]
struct Plane {
    /// Index of the section in the request, from 0.
    section: u32,
    /// Compass direction that the panels face, degrees.
    azimuth_deg: u16,
    /// Tilt above the horizontal, degrees.
    tilt_deg: u8,
    /// They stand on legs on a flat roof.
    on_legs: bool,
    /// Panels on it.
    panels: u32,
}

/// Energy of the first year, kWh AC.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedProduction")]
struct Production {
    /// January to December; they add up to the year.
    monthly_kwh: [u32; 12],
    /// The year.
    annual_kwh: u32,
    /// A year that nine of ten exceed.
    low_kwh: u32,
    /// A year that one of ten exceeds.
    high_kwh: u32,
    /// Engine and climate data with their versions.
    model: String,
}

/// A price and what it is made of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedPrice")]
struct Price {
    /// Its lines; their amounts add up to the total.
    lines: Vec<PriceLine>,
    /// What the customer pays.
    total: Money,
}

/// `quantity × unit_price = amount`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedPriceLine")]
struct PriceLine {
    /// What it is for.
    kind: LineKind,
    /// How much of it.
    quantity: Quantity,
    /// Price of one unit; for a tax, the amount that is taxed.
    unit_price: Money,
    /// What it adds to the price.
    amount: Money,
}

/// An incentive and whether it can be hoped for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedIncentive")]
struct Incentive {
    /// Its name in data.
    key: String,
    /// Whether it can be hoped for.
    status: IncentiveStatus,
    /// What it would be worth.
    amount: Money,
}

/// Savings in three futures, and the verdict.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedSavings")]
struct Savings {
    /// What the household uses in a year, kWh.
    usage_kwh: u32,
    /// Expected production over usage, per mille.
    offset_per_mille: u32,
    /// A year of bills without the system, at today's rates.
    bill_before: Money,
    /// The first year of bills with it; negative when the utility pays.
    bill_after: Money,
    /// Cautious, expected, hopeful.
    scenarios: Vec<Future>,
    /// What a kWh costs over the system's life, millionths of the currency; `null` when it produces nothing.
    levelised_cost_micro: Option<i64>,
    /// Whether we advise to buy, by money alone.
    verdict: Verdict,
}

/// One future.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProposedFuture")]
struct Future {
    /// Which.
    scenario: Scenario,
    /// Its first-year production, kWh.
    production_kwh: u32,
    /// Its growth of electricity rates, basis points a year.
    escalation_bp: i16,
    /// What the first year saves, before upkeep.
    first_year: Money,
    /// What all years bring after upkeep and price.
    total: Money,
    /// The same, discounted.
    net_present_value: Money,
    /// When what was saved has paid for the system.
    payback: Payback,
}

impl From<&Receipt> for Proposal {
    fn from(receipt: &Receipt) -> Self {
        let system = &receipt.system;
        let plane = |plane: &domain::quote::PlaneLayout| Plane {
            section: plane.section,
            azimuth_deg: plane.azimuth_deg,
            tilt_deg: plane.tilt_deg,
            on_legs: plane.on_legs,
            panels: plane.panels,
        };
        let line = |line: &domain::price::PriceLine| PriceLine {
            kind: line.kind,
            quantity: line.quantity,
            unit_price: line.unit_price,
            amount: line.amount,
        };
        let incentive =
            |hoped: &domain::price::IncentiveEstimate| Incentive { key: hoped.key.clone(), status: hoped.status, amount: hoped.amount };
        Self {
            panels: system.panels,
            system_watts: system.panels.saturating_mul(system.watts_per_panel),
            planes: system.planes.iter().map(plane).collect(),
            production: Production {
                monthly_kwh: receipt.production.monthly_kwh,
                annual_kwh: receipt.production.annual_kwh,
                low_kwh: receipt.production.low_kwh,
                high_kwh: receipt.production.high_kwh,
                model: receipt.production.model.clone(),
            },
            price: Price { lines: receipt.price.lines.iter().map(line).collect(), total: receipt.price.total },
            incentives: receipt.incentives.iter().map(incentive).collect(),
            savings: savings(&receipt.savings),
            in_service_on: receipt.in_service_on.into(),
            valid_until: receipt.valid_until.into(),
        }
    }
}

fn savings(summary: &domain::savings::SavingsSummary) -> Savings {
    let future = |outcome: &domain::savings::ScenarioOutcome| Future {
        scenario: outcome.scenario,
        production_kwh: outcome.production_kwh,
        escalation_bp: outcome.escalation_bp,
        first_year: outcome.first_year,
        total: outcome.total,
        net_present_value: outcome.npv,
        payback: outcome.payback,
    };
    Savings {
        usage_kwh: summary.usage_kwh,
        offset_per_mille: summary.offset_per_mille,
        bill_before: summary.bill_before,
        bill_after: summary.bill_after,
        scenarios: summary.scenarios.iter().map(future).collect(),
        levelised_cost_micro: summary.levelised_cost_micro,
        verdict: summary.verdict,
    }
}
