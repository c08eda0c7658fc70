use super::*;
use crate::calendar::Jurisdiction;
use crate::savings::{Escalation, assumptions, tariff};
use jiff::civil::date;
use proptest::prelude::*;

/// The worked example of a $28,319 system: 12,771 kWh, 18.02 ¢, 25 years, rates +2.2 %, degradation 0.5 %, discount 4 %.
fn worked(export: ExportRule, price: i64) -> CashFlow {
    let on = date(2026, 11, 20);
    let place = Jurisdiction::parse("US-CO").unwrap();
    let tariff = Tariff { fixed_cents_per_month: 0, energy_micro_per_kwh: 180_200, export, ..tariff(&place, None, on).unwrap().clone() };
    let assumptions = Assumptions {
        years: 25,
        degradation_bp: 50,
        discount_bp: 400,
        escalation: Escalation { cautious_bp: 0, expected_bp: 220, hopeful_bp: 220 },
        upkeep_cents_per_kw_year: 0,
        inverter_replacement: None,
        ..assumptions(on).unwrap().clone()
    };
    let projection = Projection {
        tariff: &tariff,
        assumptions: &assumptions,
        usage_kwh: 13_319,
        production_kwh: 12_771,
        watts: 9_460,
        price: Money::usd(price),
        escalation_bp: 220,
    };
    projection.cash_flow().unwrap()
}

fn hundredths(flow: &CashFlow) -> Option<i128> {
    payback(flow.price.minor, &flow.net().unwrap(), 100).unwrap()
}

const NET_METERING: ExportRule = ExportRule::NetMetering { surplus_micro_per_kwh: 30_000 };

fn net_billing(self_consumption_bp: u32) -> ExportRule {
    ExportRule::NetBilling { export_micro_per_kwh: 60_000, self_consumption_bp, capped_at_import: false }
}

#[test]
fn the_worked_example_under_net_metering() {
    let flow = worked(NET_METERING, 2_831_900);
    assert_eq!(flow.years[0].saved, Money::usd(230_133));
    let npv = flow.npv(400).unwrap().minor;
    assert!((npv - 1_448_300).abs() <= 50, "{npv}");
    assert_eq!(hundredths(&flow), Some(1_127));
    assert_eq!(flow.payback(), Ok(Payback::Years { tenths: 113 }));
    assert_eq!(flow.levelised_cost_micro(400).unwrap().map(|micro| (micro + 50) / 100), Some(1_491));
}

#[test]
fn the_worked_example_under_net_billing_does_not_pay() {
    let flow = worked(net_billing(3_500), 2_831_900);
    let npv = flow.npv(400).unwrap().minor;
    assert!((npv + 407_500).abs() <= 50, "{npv}");
    assert_eq!(hundredths(&flow), Some(1_866));
    let with_battery = worked(net_billing(7_500), 2_831_900 + 1_300_000);
    let npv = with_battery.npv(400).unwrap().minor;
    assert!((npv + 565_500).abs() <= 50, "{npv}");
    assert_eq!(hundredths(&with_battery), Some(1_853));
}

#[test]
fn payback_may_never_come() {
    assert_eq!(worked(net_billing(3_500), 9_000_000).payback(), Ok(Payback::Never));
    assert_eq!(worked(NET_METERING, 0).payback(), Ok(Payback::Years { tenths: 0 }));
}

#[test]
fn exports_may_be_capped_at_what_imports_cost() {
    let capped = |capped_at_import| ExportRule::NetBilling { export_micro_per_kwh: 300_000, self_consumption_bp: 3_500, capped_at_import };
    // Uncapped, 8,301.15 kWh earn 30 ¢; capped, what 8,849.15 imported kWh cost at 18.02 ¢.
    let self_used = 446_985 * 1_802 / 10_000;
    assert!((worked(capped(false), 1).years[0].saved.minor - (self_used + 249_034)).abs() <= 2);
    assert!((worked(capped(true), 1).years[0].saved.minor - (self_used + 159_462)).abs() <= 2);
}

#[test]
fn upkeep_and_a_new_inverter_are_counted() {
    let on = date(2026, 11, 20);
    let tariff = tariff(&Jurisdiction::parse("US-CO").unwrap(), None, on).unwrap();
    let assumptions = Assumptions {
        upkeep_cents_per_kw_year: 2_000,
        upkeep_growth_bp: 200,
        inverter_replacement: Some(crate::savings::InverterReplacement { year: 3, cents_per_kw: 10_000 }),
        ..assumptions(on).unwrap().clone()
    };
    let projection = Projection {
        tariff,
        assumptions: &assumptions,
        usage_kwh: 9_000,
        production_kwh: 8_000,
        watts: 5_000,
        price: Money::usd(1),
        escalation_bp: 0,
    };
    let upkeep: Vec<i64> = projection.cash_flow().unwrap().years.iter().take(4).map(|year| year.upkeep.minor).collect();
    // $100 a year growing by 2 %, and $500 × 1.02² in year 3.
    assert_eq!(upkeep, [10_000, 10_200, 10_404 + 52_020, 10_612]);
}

/// What NREL's SAM (PySAM 7.1, Utilityrate5 and Cashloan) computes for a system of 5 kW in Denver: $12,500 in cash,
/// upkeep of $20 per kW growing by 2 %, nominal discount of (1 + 4 %)(1 + 2 %) − 1 = 6.08 %, no taxes.
struct SamCase {
    name: &'static str,
    /// Yearly energy value, cents.
    saved: [i64; 25],
    npv: i64,
    payback_thousandths: i128,
}

const SAM: [SamCase; 2] = [
    SamCase {
        name: "net metering",
        saved: [
            92_620, 96_788, 101_144, 105_695, 110_451, 115_422, 120_616, 126_043, 131_715, 137_642, 143_836, 150_309, 157_073, 164_141,
            171_527, 179_246, 187_312, 195_741, 204_550, 213_754, 223_373, 233_425, 243_929, 254_906, 266_377,
        ],
        npv: 430_613,
        payback_thousandths: 11_651,
    },
    SamCase {
        name: "net billing",
        saved: [
            62_662, 65_260, 67_966, 70_784, 73_719, 76_776, 79_960, 83_277, 86_731, 90_328, 94_076, 97_979, 102_044, 106_278, 110_688,
            115_281, 120_065, 125_048, 130_239, 135_645, 141_277, 147_143, 153_253, 159_617, 166_247,
        ],
        npv: -208_272,
        payback_thousandths: 16_495,
    },
];

#[test]
fn net_present_value_and_payback_are_those_of_sam() {
    let upkeep = powers(200, 10_000, 24).unwrap();
    for case in SAM {
        let years = case.saved.into_iter().zip(&upkeep).map(|(saved, growth)| {
            let upkeep = cents(scale(10_000, *growth, ONE).unwrap()).unwrap();
            Year { saved: Money::usd(saved), upkeep: Money::usd(upkeep) }
        });
        let flow = CashFlow { price: Money::usd(1_250_000), years: years.collect(), energy: Vec::new() };
        let npv = flow.npv(608).unwrap().minor;
        // Each of 25 years is rounded to a cent on both sides.
        assert!((npv - case.npv).abs() <= 3, "{}: {npv}", case.name);
        let payback = payback(1_250_000, &flow.net().unwrap(), 1_000).unwrap().unwrap();
        assert!((payback - case.payback_thousandths).abs() <= 1, "{}: {payback}", case.name);
    }
}

proptest! {
    #[test]
    fn integers_agree_with_floating_point(price in 500_000_i32..10_000_000, production_kwh in 1_000_u32..30_000, usage_kwh in 1_000_u32..30_000, escalation_bp in -300_i16..400, share in 0_u32..10_001) {
        let on = date(2026, 11, 20);
        let tariff = Tariff { export: net_billing(share), ..tariff(&Jurisdiction::parse("US-CO").unwrap(), None, on).unwrap().clone() };
        let assumptions = assumptions(on).unwrap();
        let projection = Projection { tariff: &tariff, assumptions, usage_kwh, production_kwh, watts: 8_000, price: Money::usd(i64::from(price)), escalation_bp };
        let npv = projection.cash_flow().unwrap().npv(assumptions.discount_bp).unwrap().minor;
        let rate = |bp: f64| 1.0 + bp / 10_000.0;
        let mut expected = -f64::from(price) / 100.0;
        for year in 1..=i32::from(assumptions.years) {
            let produced = f64::from(production_kwh) * rate(-f64::from(assumptions.degradation_bp)).powi(year - 1);
            let at_once = (produced * f64::from(share) / 10_000.0).min(f64::from(usage_kwh));
            let value = at_once * f64::from(tariff.energy_micro_per_kwh) / 1e6 + (produced - at_once) * 0.06;
            let replacement = assumptions.inverter_replacement.filter(|inverter| i32::from(inverter.year) == year).map_or(0, |inverter| inverter.cents_per_kw);
            let upkeep = f64::from(assumptions.upkeep_cents_per_kw_year + replacement) / 100.0 * 8.0 * rate(f64::from(assumptions.upkeep_growth_bp)).powi(year - 1);
            expected += (value * rate(f64::from(escalation_bp)).powi(year - 1) - upkeep) / rate(f64::from(assumptions.discount_bp)).powi(year);
        }
        let npv = f64::from(i32::try_from(npv).unwrap());
        prop_assert!((npv / 100.0 - expected).abs() < 0.25, "{npv} {expected}");
    }
}
