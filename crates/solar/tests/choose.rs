//! From a roof to the panels of most worth, through the whole crate: layout, hours, load, tariff, search.

#![expect(clippy::unwrap_used, reason = "the helpers of a test may fail it")]

use domain::{
    estimate::{RoofSection, RoofShape},
    place::Coordinates,
};
use solar::{
    PlaneSystem, Site,
    economics::{Assumptions, Export, Outlay, Tariff},
    layout::{
        PanelSize,
        choose::{Best, Household, Offer, best_npv, for_energy},
        fit,
    },
    load::{Load, SummerTime, Usage, shape::RESIDENTIAL},
    roof::{
        planes,
        setback::{Coverage, IRC_R324},
    },
};

const ASSUMPTIONS: Assumptions =
    Assumptions { years: 25, inflation: 0.025, rate_escalation: 0.005, real_discount: 0.04, degradation: 0.005, upkeep_per_kw: 20.0 };
/// A hip roof and a gable: eight planes, were it not that a gable has two.
const ROOF: [RoofSection; 3] = [
    RoofSection { shape: RoofShape::Hip, length_cm: 1400, width_cm: 1000, pitch_deg: 27, azimuth_deg: 180 },
    RoofSection { shape: RoofShape::Gable, length_cm: 900, width_cm: 700, pitch_deg: 35, azimuth_deg: 135 },
    RoofSection { shape: RoofShape::Gable, length_cm: 800, width_cm: 600, pitch_deg: 20, azimuth_deg: 90 },
];

/// Room and hours of one panel of each plane, kWh.
fn offers(site: &Site) -> Vec<(usize, Vec<f64>)> {
    let size = PanelSize::default();
    ROOF.iter()
        .flat_map(|section| planes(section, &IRC_R324, Coverage::MoreThanAThird))
        .map(|plane| {
            let system = PlaneSystem { tilt_deg: plane.tilt_deg, azimuth_deg: plane.azimuth_deg, kw_dc: size.kw_dc(1) };
            (fit(&plane, &size).len(), site.hourly(&[system], 0).ac_kw.iter().map(|kw| f64::from(*kw)).collect())
        })
        .collect()
}

fn outlay(panels: usize) -> Outlay {
    let panels = f64::from(u32::try_from(panels).unwrap());
    Outlay { price: 4_000.0 + 1_000.0 * panels, kw_dc: 0.43 * panels, loan: None }
}

fn best(offers: &[Offer<'_>], export: Export) -> Option<Best> {
    let load = Load::spread(Usage::Year(11_000.0), &RESIDENTIAL, SummerTime::UnitedStates).unwrap();
    let tariff = Tariff { energy_per_kwh: 0.24, fixed_per_month: 12.0, export };
    best_npv(offers, Household { load: &load, tariff: &tariff, assumptions: &ASSUMPTIONS }, outlay).unwrap()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this test is also about time")]
fn a_whole_roof_is_searched_while_a_person_waits() {
    let site = Site::prepare(Coordinates::parse("39.74", "-104.99").unwrap()).unwrap();
    let series = offers(&site);
    let offers: Vec<Offer<'_>> = series.iter().map(|(room, hourly_kwh)| Offer { room: *room, hourly_kwh }).collect();
    let rooms: Vec<usize> = offers.iter().map(|offer| offer.room).collect();
    assert!(rooms.len() == 8 && rooms.iter().sum::<usize>() > 60, "{rooms:?}");

    let start = std::time::Instant::now();
    let billed = best(&offers, Export::NetBilling { export_per_kwh: 0.05 }).unwrap();
    let took = start.elapsed();
    let metered = best(&offers, Export::NetMetering { surplus_per_kwh: 0.02 }).unwrap();
    println!(
        "room {rooms:?}: net billing {:?} of {:.0} $, net metering {:?} of {:.0} $; {took:?}",
        billed.panels, billed.cash_flow.npv, metered.panels, metered.cash_flow.npv
    );
    // Where what is fed in earns little, less is built.
    assert!(billed.panels.iter().sum::<usize>() < metered.panels.iter().sum());
    assert!(billed.cash_flow.npv < metered.cash_flow.npv && metered.annual_kwh < 11_000.0 * 1.1);
    // A loaded machine and a build without optimisation are not what is tested.
    assert!(took.as_secs_f64() < 5.0, "{took:?}");
}

#[test]
fn an_energy_takes_the_best_planes_first() {
    let site = Site::prepare(Coordinates::parse("39.74", "-104.99").unwrap()).unwrap();
    let yields: Vec<(usize, f64)> = offers(&site).into_iter().map(|(room, hours)| (room, hours.iter().sum())).collect();
    let chosen = for_energy(&yields, 9_000.0);
    let energy: f64 = chosen.iter().zip(&yields).map(|(count, (_, kwh))| f64::from(u32::try_from(*count).unwrap()) * kwh).sum();
    assert!((9_000.0..9_800.0).contains(&energy), "{energy}");
    // Nothing lies in the north while there is room in the south.
    assert!(chosen[0] > 0 && chosen[1] == 0, "{chosen:?}");
}
