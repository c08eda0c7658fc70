use std::f64::consts::PI;

use proptest::{
    prelude::{ProptestConfig, prop_assert, proptest},
    test_runner::RngSeed,
};

use super::{Best, Household, Offer, best_npv, for_energy};
use crate::{
    economics::{Assumptions, Export, Outlay, Tariff, Worth, cash_flow},
    load::{HOURS, Load, SummerTime, Usage, shape::RESIDENTIAL},
};

const ASSUMPTIONS: Assumptions =
    Assumptions { years: 25, inflation: 0.02, rate_escalation: 0.005, real_discount: 0.04, degradation: 0.005, upkeep_per_kw: 20.0 };
const NET_BILLING: Tariff = Tariff { energy_per_kwh: 0.32, fixed_per_month: 10.0, export: Export::NetBilling { export_per_kwh: 0.04 } };

/// A plane whose panels are brightest at an hour of the day, kWh of one panel.
fn plane(brightest: f64, annual_kwh: f64) -> Vec<f64> {
    let hours: Vec<f64> = (0..365_u16)
        .flat_map(|day| (0..24_u8).map(move |clock| (f64::from(day), f64::from(clock))))
        .map(|(day, clock)| (1.0 - 0.4 * (2.0 * PI * day / 365.0).cos()) * (1.0 - ((clock + 0.5 - brightest) / 5.0).powi(2)).max(0.0))
        .collect();
    let sum: f64 = hours.iter().sum();
    hours.into_iter().map(|kwh| kwh * annual_kwh / sum).collect()
}

fn outlay(panels: usize) -> Outlay {
    let panels = f64::from(u32::try_from(panels).unwrap());
    Outlay { price: 3_000.0 + 900.0 * panels, kw_dc: 0.43 * panels, loan: None }
}

fn load(kwh: f64) -> Load {
    Load::spread(Usage::Year(kwh), &RESIDENTIAL, SummerTime::None).unwrap()
}

/// Every choice there is.
fn exhaustive(planes: &[Offer<'_>], household: Household<'_>) -> f64 {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for plane in planes {
        choices = choices.iter().flat_map(|choice| (0..=plane.room).map(|count| [choice.as_slice(), &[count]].concat())).collect();
    }
    let worth = Worth::new(household.load, household.tariff, household.assumptions).unwrap();
    let npv = |choice: &Vec<usize>| {
        let total: usize = choice.iter().sum();
        if total == 0 {
            return 0.0;
        }
        let counts = choice.iter().map(|count| f64::from(u32::try_from(*count).unwrap()));
        let mut hours = vec![0.0; HOURS];
        for (count, plane) in counts.zip(planes) {
            hours.iter_mut().zip(plane.hourly_kwh).for_each(|(sum, kwh)| *sum += count * kwh);
        }
        cash_flow(&outlay(total), household.assumptions, &worth.of_years(&hours), 1.0).unwrap().npv
    };
    choices.iter().map(npv).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn the_fewest_panels_reach_an_energy() {
    // Seven of the best plane are 4,200 kWh, three of the next 1,500.
    let planes = [(20, 500.0), (7, 600.0), (30, 300.0)];
    assert_eq!(for_energy(&planes, 5_700.0), [3, 7, 0]);
    assert_eq!(for_energy(&planes, 5_700.1), [4, 7, 0]);
    assert_eq!(for_energy(&planes, 0.0), [0, 0, 0]);
    assert_eq!(for_energy(&planes, 1e9), [20, 7, 30]);
    assert_eq!(for_energy(&planes, f64::NAN), [0, 0, 0]);
    assert_eq!(for_energy(&[(5, 0.0)], 100.0), [0], "what gives nothing is not built");
    assert_eq!(for_energy(&[(5, f64::NAN), (5, 100.0)], 150.0), [0, 2]);
}

#[test]
fn nothing_is_built_where_everything_loses_money() {
    let south = plane(12.0, 600.0);
    let planes = [Offer { room: 30, hourly_kwh: &south }];
    let load = load(6_000.0);
    let cheap = Tariff { energy_per_kwh: 0.05, ..NET_BILLING };
    let household = Household { load: &load, tariff: &cheap, assumptions: &ASSUMPTIONS };
    assert_eq!(best_npv(&planes, household, outlay).unwrap(), None);
    assert_eq!(best_npv(&[], household, outlay).unwrap(), None);
    assert!(best_npv(&[Offer { room: 3, hourly_kwh: &[1.0] }], household, outlay).is_err());
}

#[test]
fn who_cooks_in_the_evening_is_better_off_with_some_panels_in_the_west() {
    let (south, west) = (plane(12.0, 600.0), plane(16.5, 540.0));
    let planes = [Offer { room: 25, hourly_kwh: &south }, Offer { room: 25, hourly_kwh: &west }];
    let load = load(7_000.0);
    let household = Household { load: &load, tariff: &NET_BILLING, assumptions: &ASSUMPTIONS };
    let Best { panels, cash_flow, .. } = best_npv(&planes, household, outlay).unwrap().unwrap();
    assert!(panels[1] > 0, "{panels:?}");
    let south_only = best_npv(&planes[..1], household, outlay).unwrap().map_or(0.0, |best| best.cash_flow.npv);
    assert!(cash_flow.npv > south_only + 1.0, "{} {south_only}", cash_flow.npv);
}

proptest! {
    // Always the same roofs: the search may miss the best by its own account, and thousands of others were tried once.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn no_choice_on_small_roofs_is_worth_more(
        rooms in proptest::collection::vec((0_usize..6, 8.0..17.0_f64, 300.0..700.0_f64), 1..4), use_kwh in 1_000.0..9_000.0_f64, metered: bool,
    ) {
        let series: Vec<(usize, Vec<f64>)> = rooms.iter().map(|&(room, brightest, annual_kwh)| (room, plane(brightest, annual_kwh))).collect();
        let planes: Vec<Offer<'_>> = series.iter().map(|(room, hourly_kwh)| Offer { room: *room, hourly_kwh }).collect();
        let load = load(use_kwh);
        let tariff = Tariff { export: if metered { Export::NetMetering { surplus_per_kwh: 0.03 } } else { NET_BILLING.export }, ..NET_BILLING };
        let household = Household { load: &load, tariff: &tariff, assumptions: &ASSUMPTIONS };
        let best = best_npv(&planes, household, outlay).unwrap();
        if let Some(best) = &best {
            prop_assert!(best.panels.iter().zip(&planes).all(|(count, plane)| *count <= plane.room));
        }
        let (found, there) = (best.map_or(0.0, |best| best.cash_flow.npv), exhaustive(&planes, household).max(0.0));
        prop_assert!(found <= there + 1e-6 && found >= there - 1e-3, "found {found}, there is {there}");
    }

    #[test]
    fn an_energy_is_reached_with_no_panel_too_many(planes in proptest::collection::vec((0_usize..40, 100.0..900.0_f64), 0..6), wanted in 0.0..40_000.0_f64) {
        let chosen = for_energy(&planes, wanted);
        let energy = |chosen: &[usize]| chosen.iter().zip(&planes).map(|(count, (_, kwh))| f64::from(u32::try_from(*count).unwrap()) * kwh).sum::<f64>();
        let all: Vec<usize> = planes.iter().map(|(room, _)| *room).collect();
        prop_assert!(energy(&chosen) + 1e-3 >= wanted.min(energy(&all)));
        // The best panels of all, one less, do not reach it.
        let count: usize = chosen.iter().sum();
        let mut yields: Vec<f64> = planes.iter().flat_map(|&(room, kwh)| std::iter::repeat_n(kwh, room)).collect();
        yields.sort_by(|a, b| b.total_cmp(a));
        prop_assert!(count == 0 || yields.iter().take(count - 1).sum::<f64>() < wanted);
    }
}
