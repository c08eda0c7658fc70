use super::*;
use crate::calendar::Jurisdiction;
use crate::savings::{NotTodayReason, assumptions, tariff};
use jiff::civil::date;
use proptest::prelude::*;

fn colorado() -> (Tariff, Assumptions) {
    let on = date(2026, 11, 20);
    (tariff(&Jurisdiction::parse("US-CO").unwrap(), None, on).unwrap().clone(), assumptions(on).unwrap().clone())
}

fn verdict_at(price: i64, change: impl Fn(&mut Tariff)) -> (Verdict, SavingsSummary) {
    let (mut tariff, assumptions) = colorado();
    change(&mut tariff);
    let production = Yield { low_kwh: 12_900, expected_kwh: 14_200, high_kwh: 15_500 };
    let prospect = Prospect {
        usage: Usage::AnnualKwh(14_000),
        tariff: &tariff,
        assumptions: &assumptions,
        production,
        watts: 9_460,
        price: Money::usd(price),
    };
    let summary = summarise(&prospect).unwrap();
    (summary.verdict, summary)
}

#[test]
fn the_verdict_falls_with_the_price() {
    let not_today = |reason| Verdict::NotToday { reason };
    assert_eq!(verdict_at(2_500_000, |_| ()).0, Verdict::WorthIt);
    assert_eq!(verdict_at(3_200_000, |_| ()).0, Verdict::Borderline);
    assert_eq!(verdict_at(5_000_000, |_| ()).0, not_today(NotTodayReason::MoneyEarnsMoreElsewhere));
    assert_eq!(verdict_at(9_000_000, |_| ()).0, not_today(NotTodayReason::NeverPaysBack));
    let net_billing = |tariff: &mut Tariff| {
        tariff.export = ExportRule::NetBilling { export_micro_per_kwh: 20_000, self_consumption_bp: 2_800, capped_at_import: false }
    };
    assert_eq!(verdict_at(2_800_000, net_billing).0, not_today(NotTodayReason::ExportsEarnTooLittle));
}

#[test]
fn hope_never_decides() {
    let (verdict, summary) = verdict_at(4_300_000, |_| ());
    let npv: Vec<bool> = summary.scenarios.iter().map(|outcome| outcome.npv.minor >= 0).collect();
    assert_eq!(npv, [false, false, true]);
    assert!(matches!(verdict, Verdict::NotToday { .. }));
}

#[test]
fn bills_before_and_after_are_at_todays_rates() {
    let (_, summary) = verdict_at(2_500_000, |tariff| {
        tariff.fixed_cents_per_month = 1_000;
        tariff.energy_micro_per_kwh = 150_000;
        tariff.export = ExportRule::NetMetering { surplus_micro_per_kwh: 30_000 };
    });
    // 12 × $10 + 14,000 × $0.15; then 14,000 kWh credited and 200 kWh of surplus at 3 ¢.
    assert_eq!(summary.bill_before, Money::usd(12_000 + 210_000));
    assert_eq!(summary.bill_after, Money::usd(12_000 - 600));
    assert_eq!((summary.usage_kwh, summary.offset_per_mille), (14_000, 1_014));
}

proptest! {
    #[test]
    fn hostile_prospects_are_an_error(
        kwh: u32, low_kwh: u32, expected_kwh: u32, high_kwh: u32, watts: u32, price: i64, rate: u32, export: u32, share: u32, years: u16, discount_bp: u16, expected_bp: i16, upkeep: u32,
    ) {
        let (mut tariff, mut assumptions) = colorado();
        tariff.energy_micro_per_kwh = rate;
        tariff.export = ExportRule::NetBilling { export_micro_per_kwh: export, self_consumption_bp: share, capped_at_import: true };
        (assumptions.years, assumptions.discount_bp, assumptions.upkeep_cents_per_kw_year) = (years % 45, discount_bp % 2_100, upkeep);
        assumptions.escalation.expected_bp = expected_bp;
        let production = Yield { low_kwh, expected_kwh, high_kwh };
        let _ = summarise(&Prospect { usage: Usage::AnnualKwh(kwh), tariff: &tariff, assumptions: &assumptions, production, watts, price: Money::usd(price) });
    }

    #[test]
    fn a_dearer_system_is_never_judged_better(price in 500_000_i64..9_000_000, more in 0_i64..1_000_000) {
        let rank = |verdict| match verdict { Verdict::WorthIt => 2, Verdict::Borderline => 1, Verdict::NotToday { .. } => 0 };
        prop_assert!(rank(verdict_at(price + more, |_| ()).0) <= rank(verdict_at(price, |_| ()).0));
    }
}
