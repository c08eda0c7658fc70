//! Crews and jobs for the tests of this crate.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::id::{CompanyId, CrewId, Id};
use domain::place::Coordinates;
use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

use crate::{Crew, InstallDays, Job, Quality, Rules, Skill, Weights, WorkingWeek};

const WEEK: [Weekday; 7] = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];

/// A Monday.
pub(crate) const MONDAY: Date = date(2026, 11, 30);

pub(crate) fn rules() -> Rules {
    Rules { today: date(2026, 11, 20), holidays: BTreeSet::new(), weights: Weights::default() }
}

pub(crate) fn denver() -> Coordinates {
    Coordinates::new(39_739_200, -104_990_300).unwrap()
}

pub(crate) fn job(days: u8) -> Job {
    Job {
        place: denver(),
        earliest: MONDAY,
        latest: date(2027, 1, 29),
        days: InstallDays::new(days).unwrap(),
        skills: vec![Skill::Photovoltaic, Skill::Electrical],
    }
}

pub(crate) fn crew(number: u8) -> Crew {
    let at = Timestamp::from_seconds(1_700_000_000);
    Crew {
        id: CrewId::generate(at, [number; 10]),
        company: CompanyId::generate(at, [number; 10]),
        base: denver(),
        radius_km: 80,
        licence_valid_until: date(2028, 1, 1),
        insurance_valid_until: date(2028, 1, 1),
        certificates: vec![(Skill::Photovoltaic, date(2028, 1, 1)), (Skill::Electrical, date(2028, 1, 1))],
        busy: BTreeSet::new(),
        working_week: WorkingWeek::MONDAY_TO_FRIDAY,
        open_jobs: 0,
        max_open_jobs: 5,
        quality: Quality { judged: 0, mean_per_mille: 0 },
        last_job: None,
        travel_cost_cents_per_km: 60,
        active: true,
        blocked_for_customer: false,
    }
}

/// A day within three weeks of the job's first.
fn near_day() -> impl Strategy<Value = Date> {
    (-5_i32..25).prop_map(|days| domain::calendar::add_days(MONDAY, days))
}

/// Crews of which about every third may come.
pub(crate) fn any_crew() -> impl Strategy<Value = Crew> {
    let papers = (prop_oneof![4 => Just(date(2028, 1, 1)), 1 => near_day()], prop_oneof![4 => Just(date(2028, 1, 1)), 1 => near_day()]);
    let week = prop_oneof![3 => Just(WEEK[..5].to_vec()), 1 => prop::sample::subsequence(WEEK.to_vec(), 0..=7)];
    let calendar = (proptest::collection::btree_set(near_day(), 0..12), week);
    let place = (39_000_000..40_500_000_i32, -105_700_000..-104_300_000_i32, 60_u32..150);
    let skills =
        proptest::collection::vec((prop::sample::select(Skill::ALL.to_vec()), prop_oneof![Just(date(2028, 1, 1)), near_day()]), 0..3);
    let past = (0_u32..60, 0_u16..1_100, proptest::option::of(-60_i32..3));
    let state = (0_u32..3, 2_u32..6, proptest::bool::weighted(0.95), proptest::bool::weighted(0.05), 0_u32..200);
    (any::<u8>(), papers, calendar, place, skills, past, state).prop_map(
        |(
            number,
            (licence, insurance),
            (busy, week),
            (latitude, longitude, radius_km),
            extra,
            (judged, mean_per_mille, last),
            (open_jobs, max_open_jobs, active, blocked, cents),
        )| {
            let mut crew = crew(number);
            crew.licence_valid_until = licence;
            crew.insurance_valid_until = insurance;
            crew.busy = busy;
            crew.working_week = WorkingWeek::of(&week);
            crew.base = Coordinates::new(latitude, longitude).unwrap();
            crew.radius_km = radius_km;
            crew.certificates.extend(extra);
            crew.quality = Quality { judged, mean_per_mille };
            crew.last_job = last.map(|days| domain::calendar::add_days(rules().today, days));
            (crew.open_jobs, crew.max_open_jobs) = (open_jobs, max_open_jobs);
            (crew.active, crew.blocked_for_customer) = (active, blocked);
            crew.travel_cost_cents_per_km = cents;
            crew
        },
    )
}

/// Crews with different ids.
pub(crate) fn any_crews() -> impl Strategy<Value = Vec<Crew>> {
    proptest::collection::vec(any_crew(), 0..20).prop_map(|crews| {
        let mut seen = BTreeSet::new();
        crews.into_iter().filter(|crew| seen.insert(crew.id)).collect()
    })
}

pub(crate) fn any_job() -> impl Strategy<Value = Job> {
    (
        1_u8..=4,
        0_i32..25,
        -2_i32..30,
        prop_oneof![4 => Just(Vec::new()), 1 => proptest::collection::vec(prop::sample::select(Skill::ALL.to_vec()), 1..3)],
    )
        .prop_map(|(days, earliest, length, extra)| {
            let mut job = job(days);
            job.earliest = domain::calendar::add_days(MONDAY, earliest);
            job.latest = domain::calendar::add_days(job.earliest, length);
            job.skills.extend(extra);
            job
        })
}

pub(crate) fn any_rules() -> impl Strategy<Value = Rules> {
    proptest::collection::btree_set(near_day(), 0..4).prop_map(|holidays| Rules { holidays, ..rules() })
}
