use proptest::prelude::{prop_assert, proptest};

use super::{Assumptions, EconomicsError, Export, Loan, Outlay, Tariff, Worth, cash_flow, energy_value};
use crate::load::{HOURS, Load, annual, exchange};

const ASSUMPTIONS: Assumptions =
    Assumptions { years: 25, inflation: 0.02, rate_escalation: 0.025, real_discount: 0.04, degradation: 0.005, upkeep_per_kw: 20.0 };
const NET_BILLING: Tariff = Tariff { energy_per_kwh: 0.16, fixed_per_month: 10.0, export: Export::NetBilling { export_per_kwh: 0.05 } };
const NET_METERING: Tariff = Tariff { export: Export::NetMetering { surplus_per_kwh: 0.03 }, ..NET_BILLING };

/// A year from a few hours, repeated.
fn year(hours: &[f64]) -> Vec<f64> {
    hours.iter().copied().cycle().take(HOURS).collect()
}

#[test]
fn savings_are_the_bill_without_less_the_bill_with() {
    let load = Load::measured(year(&[0.4, 1.3, 0.0, 2.0])).unwrap();
    let production = year(&[0.0, 0.9, 3.1, 2.0, 1.0]);
    for tariff in [NET_BILLING, NET_METERING] {
        let with = tariff.annual_bill(&exchange(&production, &load).unwrap());
        let without = tariff.annual_bill(&exchange(&[0.0; HOURS], &load).unwrap());
        let value = energy_value(&production, &load, &tariff, &ASSUMPTIONS).unwrap();
        assert!((value[0] - (without - with)).abs() < 1e-9, "{tariff:?}");
        assert_eq!(value.len(), 25);
    }
}

#[test]
fn a_month_draws_on_earlier_months_and_not_on_later_ones() {
    // 100 kWh too much in June, 60 too little in July and in May.
    let lacking = |month: u8| match month {
        4 | 6 => 60.0,
        5 => -100.0,
        _ => 0.0,
    };
    let charged = NET_METERING.net_metered(0.03, (0..12).map(lacking));
    assert!((charged - (0.16 * 60.0 - 0.03 * 40.0)).abs() < 1e-9, "{charged}");
}

#[test]
fn bills_tell_what_was_used() {
    assert!((NET_BILLING.kwh_of_bill(90.0).unwrap() - 500.0).abs() < 1e-9);
    assert_eq!(NET_BILLING.kwh_of_bill(9.99), None);
    assert_eq!(Tariff { energy_per_kwh: 0.0, ..NET_BILLING }.kwh_of_bill(90.0), None);
}

#[test]
fn a_loan_without_interest_is_divided_and_interest_costs() {
    let loan = Loan { principal: 12_000.0, rate: 0.0, years: 10 };
    assert!((loan.annuity() - 1_200.0).abs() < 1e-9);
    assert!((Loan { rate: 0.06, ..loan }.annuity() - 1_630.415_5).abs() < 1e-4);
    assert!((Loan { rate: 1e-9, ..loan }.annuity() - 1_200.0).abs() < 1e-3, "no jump at zero");
}

#[test]
fn numbers_out_of_range_are_refused_by_name() {
    let load = Load::measured(vec![1.0; HOURS]).unwrap();
    let refused = |tariff: Tariff, assumptions: Assumptions| Worth::new(&load, &tariff, &assumptions).unwrap_err().to_string();
    assert!(refused(Tariff { energy_per_kwh: -0.1, ..NET_BILLING }, ASSUMPTIONS).contains("the energy rate is -0.1"));
    assert!(refused(NET_BILLING, Assumptions { years: 0, ..ASSUMPTIONS }).contains("number of years"));
    assert!(refused(NET_BILLING, Assumptions { inflation: f64::NAN, ..ASSUMPTIONS }).contains("inflation"));
    assert!(refused(NET_BILLING, Assumptions { degradation: 1.0, ..ASSUMPTIONS }).contains("degradation"));
    let outlay = Outlay { price: 10_000.0, kw_dc: 5.0, loan: Some(Loan { principal: 10_001.0, rate: 0.05, years: 10 }) };
    assert!(matches!(cash_flow(&outlay, &ASSUMPTIONS, &[], 0.0), Err(EconomicsError::Number { what: "what is borrowed", .. })));
    assert!(matches!(energy_value(&[1.0; 3], &load, &NET_BILLING, &ASSUMPTIONS), Err(EconomicsError::Hours(_))));
}

#[test]
fn what_earns_nothing_never_pays_back_and_what_costs_nothing_has_paid() {
    let outlay = Outlay { price: 10_000.0, kw_dc: 5.0, loan: None };
    let nothing = cash_flow(&outlay, &ASSUMPTIONS, &[], 0.0).unwrap();
    assert!(nothing.payback_years.is_none() && nothing.nominal_cost_per_kwh.is_none() && nothing.npv < -10_000.0);
    let given = cash_flow(&Outlay { price: 0.0, ..outlay }, &ASSUMPTIONS, &[500.0; 25], 7_000.0).unwrap();
    assert_eq!((given.payback_years, given.discounted_payback_years), (Some(0.0), Some(0.0)));
}

proptest! {
    #[test]
    fn every_year_is_that_of_its_own_hours(
        seed in proptest::collection::vec((0.0..3.0_f64, 0.0..3.0_f64), 5..30), degradation in 0.0..0.05_f64, buy in 0.0..0.5_f64, sell in 0.0..0.5_f64,
    ) {
        let (made, used): (Vec<f64>, Vec<f64>) = seed.into_iter().unzip();
        let (made, load) = (year(&made), Load::measured(year(&used)).unwrap());
        let assumptions = Assumptions { degradation, ..ASSUMPTIONS };
        for export in [Export::NetBilling { export_per_kwh: sell }, Export::NetMetering { surplus_per_kwh: sell }] {
            let tariff = Tariff { energy_per_kwh: buy, fixed_per_month: 7.0, export };
            let value = Worth::new(&load, &tariff, &assumptions).unwrap().of_years(&made);
            let without = tariff.annual_bill(&exchange(&[0.0; HOURS], &load).unwrap());
            for year in [0_usize, 1, 12, 24] {
                let power = i32::try_from(year).unwrap();
                let faded: Vec<f64> = made.iter().map(|kwh| kwh * (1.0 - degradation).powi(power)).collect();
                let months = exchange(&faded, &load).unwrap();
                let expected = 1.045_f64.powi(power) * (without - tariff.annual_bill(&months));
                prop_assert!((value[year] - expected).abs() < 1e-6 * (1.0 + expected.abs()), "{year}: {} {expected}", value[year]);
                prop_assert!(annual(&months).self_consumed_kwh <= load.annual_kwh() + 1e-6);
            }
        }
    }

    #[test]
    fn a_higher_price_is_worth_less_and_pays_back_later(price in 1_000.0..40_000.0_f64, worth in 0.0..4_000.0_f64) {
        let of = |price: f64| cash_flow(&Outlay { price, kw_dc: 5.0, loan: None }, &ASSUMPTIONS, &[worth; 25], 7_000.0).unwrap();
        let (cheap, dear) = (of(price), of(price + 100.0));
        prop_assert!((cheap.npv - dear.npv - 100.0).abs() < 1e-6);
        match (cheap.payback_years, dear.payback_years) {
            (Some(cheap), Some(dear)) => prop_assert!(cheap <= dear),
            (None, later) => prop_assert!(later.is_none()),
            (Some(_), None) => {}
        }
        prop_assert!(cheap.discounted_payback_years.is_none_or(|discounted| cheap.payback_years.is_some_and(|simple| simple <= discounted)));
    }
}
