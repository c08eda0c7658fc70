use proptest::prelude::{prop_assert, proptest};

use super::{
    Exchange, HOURS, Load, LoadError, SummerTime, Usage, annual, exchange,
    shape::{RESIDENTIAL, Shape},
};
use crate::synthetic::DAYS;

fn months_of(load: &Load) -> Vec<f64> {
    let mut hours = load.hours().iter();
    DAYS.iter().map(|days| hours.by_ref().take(usize::from(*days) * 24).sum()).collect()
}

#[test]
fn the_assumed_working_day_is_the_documented_curve() {
    for (hour, weight) in (0_u8..).zip(RESIDENTIAL.working_day) {
        let h = f64::from(hour);
        let curve = 0.5 + 0.6 * (-(h - 19.0).powi(2) / 8.0).exp() + 0.25 * (-(h - 8.0).powi(2) / 4.0).exp();
        assert!((weight - curve).abs() <= 0.000_51, "{hour}: {weight} {curve}");
    }
    // A weekend day is another day, not a larger one.
    let (working, weekend): (f64, f64) = (RESIDENTIAL.working_day.iter().sum(), RESIDENTIAL.weekend_day.iter().sum());
    assert!((weekend / working - 1.0).abs() < 0.1, "{working} {weekend}");
}

#[test]
fn twelve_bills_are_kept_to_the_month() {
    let bills = [900.0, 820.0, 700.0, 500.0, 450.0, 600.0, 950.0, 930.0, 640.0, 480.0, 0.0, 870.0];
    for summer_time in [SummerTime::None, SummerTime::UnitedStates] {
        let load = Load::spread(Usage::Months(bills), &RESIDENTIAL, summer_time).unwrap();
        assert_eq!(load.hours().len(), HOURS);
        for (month, (got, bill)) in months_of(&load).into_iter().zip(bills).enumerate() {
            assert!((got - bill).abs() < 1e-9, "month {month}: {got} {bill}");
        }
    }
}

#[test]
fn one_bill_and_one_year_follow_the_season() {
    let year = Load::spread(Usage::Year(7_300.0), &RESIDENTIAL, SummerTime::None).unwrap();
    let february = Load::spread(Usage::Month { month: 2, kwh: 560.0 }, &RESIDENTIAL, SummerTime::None).unwrap();
    for (a, b) in year.hours().iter().zip(february.hours()) {
        assert!((a - b).abs() < 1e-9);
    }
    let mut cold = RESIDENTIAL;
    cold.season = [3.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    let months = months_of(&Load::spread(Usage::Month { month: 12, kwh: 310.0 }, &cold, SummerTime::None).unwrap());
    assert!((months[0] - 930.0).abs() < 1e-9 && (months[1] - 280.0).abs() < 1e-9, "{months:?}");
}

#[test]
fn summer_time_moves_the_evening_an_hour_towards_the_sun() {
    let [standard, american] = [SummerTime::None, SummerTime::UnitedStates]
        .map(|summer_time| Load::spread(Usage::Year(6_000.0), &RESIDENTIAL, summer_time).unwrap());
    // Wednesday 3 January, and Wednesday 4 July.
    for (day, shift) in [(2, 0), (184, 1)] {
        let evening = |load: &Load, hour: usize| load.hours()[day * 24 + hour];
        assert!((evening(&standard, 19) - evening(&american, 19 - shift)).abs() < 1e-9);
    }
    // Sunday 11 March is the first such day, Sunday 4 November the first that is not.
    let changed: Vec<usize> =
        (0..365).filter(|day| (standard.hours()[day * 24 + 19] - american.hours()[day * 24 + 19]).abs() > 1e-2).collect();
    assert_eq!((changed.first(), changed.last(), changed.len()), (Some(&69), Some(&306), 238));
}

#[test]
fn weekends_are_days_six_and_seven_of_a_year_that_begins_on_a_monday() {
    let load = Load::spread(Usage::Year(6_000.0), &RESIDENTIAL, SummerTime::None).unwrap();
    let noon: Vec<f64> = (0..14).map(|day| load.hours()[day * 24 + 12]).collect();
    for (day, at_noon) in noon.iter().enumerate() {
        assert_eq!(*at_noon > noon[0] * 1.2, day % 7 >= 5, "day {day}");
    }
}

#[test]
fn what_is_no_energy_is_refused_by_name() {
    let spread = |usage| Load::spread(usage, &RESIDENTIAL, SummerTime::None);
    let mut months = [10.0; 12];
    months[4] = -1.0;
    assert_eq!(spread(Usage::Months(months)).unwrap_err(), LoadError::Energy { what: "a month", value: -1.0 });
    assert!(matches!(spread(Usage::Year(f64::NAN)), Err(LoadError::Energy { .. })));
    for month in [0, 13, 255] {
        assert_eq!(spread(Usage::Month { month, kwh: 1.0 }), Err(LoadError::Month(month)));
    }
    assert_eq!(Load::measured(vec![1.0; 8_784]), Err(LoadError::Hours { what: "the load", found: 8_784 }));
    let load = Load::measured(vec![1.0; HOURS]).unwrap();
    assert!(matches!(exchange(&[1.0; 24], &load), Err(LoadError::Hours { what: "the production", found: 24 })));
    let words = exchange(&[1.0; 24], &load).unwrap_err().to_string();
    assert!(words.contains("8760") && words.contains("24"), "{words}");
}

#[test]
fn a_shape_without_weights_is_even() {
    let none = Shape { working_day: [0.0; 24], weekend_day: [f64::NAN; 24], season: [0.0; 12], ..RESIDENTIAL };
    let load = Load::spread(Usage::Year(8_760.0), &none, SummerTime::None).unwrap();
    assert!(load.hours().iter().all(|kwh| (kwh - 1.0).abs() < 1e-9));
    let one = Load::spread(Usage::Month { month: 6, kwh: 720.0 }, &none, SummerTime::None).unwrap();
    assert!((one.annual_kwh() - 8_760.0).abs() < 1e-6);
}

proptest! {
    #[test]
    fn energy_is_neither_made_nor_lost(seed in proptest::collection::vec((0.0..5.0_f64, 0.0..5.0_f64), 24)) {
        let (produced, used): (Vec<f64>, Vec<f64>) = seed.iter().copied().cycle().take(HOURS).unzip();
        let load = Load::measured(used.clone()).unwrap();
        let year: Exchange = annual(&exchange(&produced, &load).unwrap());
        prop_assert!((year.produced_kwh() - produced.iter().sum::<f64>()).abs() < 1e-6);
        prop_assert!((year.used_kwh() - load.annual_kwh()).abs() < 1e-6);
        prop_assert!(year.self_consumed_kwh <= year.produced_kwh().min(year.used_kwh()) + 1e-9);
        prop_assert!(year.imported_kwh >= 0.0 && year.exported_kwh >= 0.0);
    }
}
