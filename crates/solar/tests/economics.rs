//! What systems are worth, against NREL's System Advisor Model.
//!
//! `economics_sam.json` was made by `scripts/sam-economics`: SAM was given the same formulas for production and load that
//! stand here, and answered with bills, cash flows and payback. The cases of `SUNWARD_REFERENCE_DATA` come on top.

#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test may fail it")]

use std::{
    f64::consts::{PI, TAU},
    io::Write,
};

use serde_json::Value;
use solar::{
    economics::{Assumptions, CashFlow, Export, Loan, Outlay, Tariff, cash_flow, energy_value},
    load::{self, Load},
};

/// Twelve bills of SAM's months.
const WINTER: [bool; 12] = [true, true, false, false, false, false, false, false, false, false, true, true];
const DAYS: [u16; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The bars of the project: a cent, and a thousandth of a year.
const CENT: f64 = 0.01;
const MILLI_YEAR: f64 = 0.001;

fn hours() -> impl Iterator<Item = (f64, f64, bool)> {
    let winters = DAYS.into_iter().zip(WINTER).flat_map(|(days, winter)| std::iter::repeat_n(winter, usize::from(days)));
    (0_u16..).zip(winters).flat_map(|(day, winter)| (0_u8..24).map(move |clock| (f64::from(day), f64::from(clock), winter)))
}

/// The production of `scripts/sam-economics`.
fn production(kw_dc: f64) -> Vec<f64> {
    hours()
        .map(|(day, clock, _)| {
            let clear = 0.35 + 0.65 * (1.7 * day).sin().abs();
            let daylight = 11.0 + 3.0 * (TAU * (day - 80.0) / 365.0).sin();
            let from_noon = clock + 0.5 - 12.0;
            if from_noon.abs() < daylight / 2.0 { 0.75 * kw_dc * clear * (PI * from_noon / daylight).cos().max(0.0) } else { 0.0 }
        })
        .collect()
}

/// The load of `scripts/sam-economics`; with 1 and 1 that of the reference data.
fn demand(scale: f64, winter_factor: f64) -> Load {
    let kwh = |clock: f64| 0.5 + 0.6 * (-(clock - 19.0).powi(2) / 8.0).exp() + 0.25 * (-(clock - 8.0).powi(2) / 4.0).exp();
    Load::measured(hours().map(|(_, clock, winter)| scale * if winter { winter_factor } else { 1.0 } * kwh(clock)).collect()).unwrap()
}

fn number(case: &Value, name: &str) -> f64 {
    case[name].as_f64().unwrap_or_else(|| panic!("{name}: {}", case[name]))
}

fn numbers(case: &Value, name: &str) -> Vec<f64> {
    case[name].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

#[track_caller]
fn near(what: &str, ours: f64, theirs: f64, tolerance: f64) -> f64 {
    assert!((ours - theirs).abs() <= tolerance, "{what}: ours {ours}, SAM's {theirs}");
    (ours - theirs).abs()
}

/// Both never, or both at the same time.
#[track_caller]
fn same_time(what: &str, ours: Option<f64>, theirs: &Value) -> f64 {
    match (ours, theirs.as_f64()) {
        (None, None) => 0.0,
        (Some(ours), Some(theirs)) => near(what, ours, theirs, MILLI_YEAR),
        (ours, theirs) => panic!("{what}: ours {ours:?}, SAM's {theirs:?}"),
    }
}

#[derive(Default)]
struct Worst {
    money: f64,
    years: f64,
}

impl Worst {
    fn compare(&mut self, name: &str, ours: &CashFlow, case: &Value, names: [&str; 6]) {
        let [cash_flow, npv, payback, discounted, nominal, real] = names;
        let theirs = numbers(case, cash_flow);
        assert_eq!(ours.years.len(), theirs.len(), "{name}");
        for (year, (ours, theirs)) in ours.years.iter().zip(&theirs).enumerate() {
            self.money = self.money.max(near(&format!("{name}, cash flow of year {year}"), *ours, *theirs, CENT));
        }
        self.money = self.money.max(near(&format!("{name}, NPV"), ours.npv, number(case, npv), CENT));
        self.years = self.years.max(same_time(&format!("{name}, payback"), ours.payback_years, &case[payback]));
        self.years = self.years.max(same_time(&format!("{name}, discounted payback"), ours.discounted_payback_years, &case[discounted]));
        // Both say it for a kWh, one in cents.
        let unit = if nominal.starts_with("lcoe") { 100.0 } else { 1.0 };
        near(&format!("{name}, LCOE nominal"), unit * ours.nominal_cost_per_kwh.unwrap(), number(case, nominal), 1e-6);
        near(&format!("{name}, LCOE real"), unit * ours.real_cost_per_kwh.unwrap(), number(case, real), 1e-6);
    }
}

#[test]
fn bills_and_cash_flows_are_sams_from_hours_to_payback() {
    let file: Value = serde_json::from_str(include_str!("economics_sam.json")).unwrap();
    let mut worst = Worst::default();
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let rate = number(case, "export_per_kwh");
        let tariff = Tariff {
            energy_per_kwh: number(case, "energy_per_kwh"),
            fixed_per_month: number(case, "fixed_per_month"),
            export: match case["export"].as_str().unwrap() {
                "net_metering" => Export::NetMetering { surplus_per_kwh: rate },
                _ => Export::NetBilling { export_per_kwh: rate },
            },
        };
        let assumptions = Assumptions {
            years: u16::try_from(case["years"].as_u64().unwrap()).unwrap(),
            inflation: number(case, "inflation"),
            rate_escalation: number(case, "rate_escalation"),
            real_discount: number(case, "real_discount"),
            degradation: number(case, "degradation"),
            upkeep_per_kw: number(case, "upkeep_per_kw"),
        };
        let (production, load) = (production(number(case, "kw_dc")), demand(number(case, "load_scale"), number(case, "load_winter")));
        near("production", production.iter().sum(), number(case, "annual_kwh"), 1e-6);
        near("load", load.annual_kwh(), number(case, "load_kwh"), 1e-6);

        let months = load::exchange(&production, &load).unwrap();
        near(&format!("{name}, self-consumption"), load::annual(&months).self_consumed_kwh, number(case, "self_kwh"), 1e-6);
        let without = load::exchange(&[0.0; load::HOURS], &load).unwrap();
        near(&format!("{name}, bill with"), tariff.annual_bill(&months), number(case, "bill_with"), 1e-6);
        near(&format!("{name}, bill without"), tariff.annual_bill(&without), number(case, "bill_without"), 1e-6);

        let value = energy_value(&production, &load, &tariff, &assumptions).unwrap();
        let theirs = numbers(case, "energy_value");
        assert_eq!(value.len(), theirs.len());
        for (year, (ours, theirs)) in (1..).zip(value.iter().zip(&theirs)) {
            near(&format!("{name}, worth of the energy of year {year}"), *ours, *theirs, 1e-6);
        }
        let principal = number(case, "principal");
        let loan = (principal > 0.0).then(|| Loan {
            principal,
            rate: number(case, "loan_rate"),
            years: u16::try_from(case["loan_years"].as_u64().unwrap()).unwrap(),
        });
        let outlay = Outlay { price: number(case, "price"), kw_dc: number(case, "kw_dc"), loan };
        let ours = cash_flow(&outlay, &assumptions, &value, number(case, "annual_kwh")).unwrap();
        let names = ["cash_flow", "npv", "payback", "discounted_payback", "nominal_cost_per_kwh", "real_cost_per_kwh"];
        worst.compare(name, &ours, case, names);
    }
    assert!(cases.len() >= 7);
    println!("{} cases, from hours to payback: at most {:.1e} $ and {:.1e} years off SAM", cases.len(), worst.money, worst.years);
}

#[test]
fn the_cash_flows_of_the_reference_data_are_sams() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so four cash flows were not compared with SAM").unwrap();
        return;
    };
    let text = std::fs::read_to_string(format!("{data}/pv_reference/economics_pysam.json")).unwrap();
    let file: Value = serde_json::from_str(&text.replace("NaN", "null")).unwrap();
    let inputs = &file["inputs"];
    let percent = |name: &str| number(inputs, name) / 100.0;
    let assumptions = Assumptions {
        years: u16::try_from(inputs["analysis"].as_u64().unwrap()).unwrap(),
        inflation: percent("inflation"),
        rate_escalation: percent("rate_escalation_above_inflation_pct"),
        real_discount: percent("real_discount"),
        degradation: percent("degradation"),
        upkeep_per_kw: number(inputs, "om_per_kw_yr"),
    };
    let (price, kw_dc) = (number(inputs, "capex"), number(inputs, "system_kwdc"));
    let load = demand(1.0, 1.0);
    let mut worst = Worst::default();
    let mut cases = 0;
    for (name, case) in file.as_object().unwrap().iter().filter(|(name, _)| name.contains('|')) {
        near("load", load.annual_kwh(), number(case, "load_kwh"), 1e-6);
        let without = load::exchange(&[0.0; load::HOURS], &load).unwrap();
        let tariff = Tariff {
            energy_per_kwh: number(inputs, "buy"),
            fixed_per_month: number(inputs, "fixed"),
            export: Export::NetBilling { export_per_kwh: number(inputs, "sell") },
        };
        near(&format!("{name}, bill without"), tariff.annual_bill(&without), number(case, "bill_without"), CENT);
        let value = numbers(case, "energy_value").split_off(1);
        let loan = name.contains("loan100_10y_6pct").then_some(Loan { principal: price, rate: 0.06, years: 10 });
        let ours = cash_flow(&Outlay { price, kw_dc, loan }, &assumptions, &value, number(case, "annual_energy")).unwrap();
        worst.compare(name, &ours, case, ["cf_after_tax", "npv", "payback", "discounted_payback", "lcoe_nom", "lcoe_real"]);
        cases += 1;
    }
    assert_eq!(cases, 4);
    println!("{cases} cases of the reference data: at most {:.1e} $ and {:.1e} years off SAM", worst.money, worst.years);
}

/// From a weather file to a bill: what the engine errs in energy (at most 0.4 % of a year, see `pvwatts.rs`) is all that the
/// bill may err.
#[test]
fn the_bill_of_the_reference_data_comes_out_of_its_weather_file() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so no bill was computed from weather").unwrap();
        return;
    };
    let path = format!("{data}/weather/USA_Denver_TMY3.epw");
    let weather = solar::weather::read(&path, &std::fs::read(&path).unwrap()).unwrap();
    let plane = solar::PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 5.0 };
    let hourly = solar::Site::of(&weather).hourly(&[plane], 0);
    let production: Vec<f64> = hourly.ac_kw.iter().map(|kw| f64::from(*kw)).collect();

    let text = std::fs::read_to_string(format!("{data}/pv_reference/economics_pysam.json")).unwrap();
    let file: Value = serde_json::from_str(&text.replace("NaN", "null")).unwrap();
    let (billing, metering) = (&file["net_billing_buyall_export_rate|cash"], &file["net_metering_annual_sell_retail|cash"]);
    let (annual, theirs) = (production.iter().sum::<f64>(), number(billing, "annual_energy"));
    near("annual energy", annual, theirs, 0.004 * theirs);

    let load = demand(1.0, 1.0);
    let months = load::exchange(&production, &load).unwrap();
    let self_kwh = load::annual(&months).self_consumed_kwh;
    let self_off = near("self-consumption", self_kwh, number(&file["self_consumption_hourly"], "self_kwh"), 0.004 * self_kwh);
    let tariff = |export| Tariff { energy_per_kwh: 0.16, fixed_per_month: 10.0, export };
    let net_billing = tariff(Export::NetBilling { export_per_kwh: 0.05 });
    let most_off = 0.05 * (annual - theirs).abs() + 0.16 * self_off + 1e-6;
    let bill_off = near("net billing", net_billing.annual_bill(&months), number(billing, "bill_with"), most_off);
    let net_metering = tariff(Export::NetMetering { surplus_per_kwh: 0.0 });
    near("net metering", net_metering.annual_bill(&months), number(metering, "bill_with"), CENT);
    println!(
        "Denver, 5 kW: {annual:.2} kWh (SAM {theirs:.2}), self-consumption {self_kwh:.2} kWh, net billing {:.2} $ ({bill_off:.2} $ off SAM)",
        net_billing.annual_bill(&months)
    );
}
