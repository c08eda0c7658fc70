use super::*;
use crate::Skill;
use crate::sample::{MONDAY, any_crew, any_job, any_rules, crew, job, rules};
use domain::place::Coordinates;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn fit(job: &Job, crew: &Crew, rules: &Rules) -> Fit {
    match assess(job, crew, rules).verdict {
        Verdict::Eligible(fit) => fit,
        Verdict::NotEligible(reasons) => panic!("not eligible: {reasons:?}"),
    }
}

fn reasons(job: &Job, crew: &Crew) -> Vec<Reason> {
    match assess(job, crew, &rules()).verdict {
        Verdict::Eligible(_) => Vec::new(),
        Verdict::NotEligible(reasons) => reasons,
    }
}

/// One crew, one change, one reason.
fn refused(change: impl FnOnce(&mut Crew), expected: Reason) {
    let mut changed = crew(1);
    change(&mut changed);
    assert_eq!(reasons(&job(2), &changed), [expected]);
}

#[test]
fn a_crew_without_fault_comes_on_the_first_day() {
    assert_eq!(fit(&job(2), &crew(1), &rules()).slot, Slot { start: MONDAY, end: date(2026, 12, 1) });
}

#[test]
fn every_rule_refuses_by_its_own_name() {
    let last = date(2026, 11, 30);
    refused(|crew| crew.active = false, Reason::Inactive);
    refused(|crew| crew.blocked_for_customer = true, Reason::BlockedByCustomer);
    refused(|crew| crew.licence_valid_until = last, Reason::LicenceExpires { on: last });
    refused(|crew| crew.insurance_valid_until = last, Reason::InsuranceExpires { on: last });
    refused(|crew| crew.certificates[1].1 = last, Reason::CertificateExpires { skill: Skill::Electrical, on: last });
    refused(|crew| crew.certificates.truncate(1), Reason::CertificateMissing { skill: Skill::Electrical });
    refused(|crew| crew.open_jobs = 5, Reason::AtCapacity { open: 5, max: 5 });
    refused(|crew| crew.working_week = crate::WorkingWeek::of(&[]), Reason::NoFreeDays { until: date(2027, 1, 29) });
    // One degree of latitude is 111.195 km, 31.195 beyond the radius.
    refused(|crew| crew.base = Coordinates::new(38_739_200, -104_990_300).unwrap(), Reason::OutOfArea { by_km: 32 });
}

#[test]
fn papers_hold_through_their_last_day() {
    let mut crew = crew(1);
    let end = date(2026, 12, 1);
    (crew.licence_valid_until, crew.insurance_valid_until) = (end, end);
    crew.certificates = vec![(Skill::Photovoltaic, end), (Skill::Electrical, date(2026, 1, 1)), (Skill::Electrical, end)];
    assert_eq!(reasons(&job(2), &crew), []);
    assert_eq!(reasons(&job(3), &crew).len(), 4);
}

#[test]
fn the_radius_counts_to_the_metre() {
    let mut crew = crew(1);
    let mut job = job(1);
    (crew.base, job.place) = (Coordinates::new(0, 0).unwrap(), Coordinates::new(1_000_000, 0).unwrap());
    crew.radius_km = 111;
    assert_eq!(reasons(&job, &crew), [Reason::OutOfArea { by_km: 1 }]);
    crew.radius_km = 112;
    assert_eq!(fit(&job, &crew, &rules()).distance_km, 112);
}

#[test]
fn all_faults_are_told_at_once() {
    let mut crew = crew(1);
    (crew.active, crew.open_jobs, crew.licence_valid_until) = (false, 9, date(2026, 1, 1));
    crew.certificates.clear();
    let expected = [
        Reason::Inactive,
        Reason::AtCapacity { open: 9, max: 5 },
        Reason::CertificateMissing { skill: Skill::Photovoltaic },
        Reason::CertificateMissing { skill: Skill::Electrical },
        Reason::LicenceExpires { on: date(2026, 1, 1) },
    ];
    assert_eq!(reasons(&job(1), &crew), expected);
}

#[test]
fn work_goes_on_after_a_weekend_and_a_holiday_but_not_around_another_job() {
    let mut rules = rules();
    let mut crew = crew(1);
    // Thursday to Wednesday: the weekend and a holiday on Monday lie in between.
    rules.holidays.insert(date(2026, 12, 7));
    crew.busy = BTreeSet::from([MONDAY, date(2026, 12, 1), date(2026, 12, 2)]);
    assert_eq!(fit(&job(4), &crew, &rules).slot, Slot { start: date(2026, 12, 3), end: date(2026, 12, 9) });
    // With Tuesday promised, four days in a row begin on Wednesday.
    crew.busy.insert(date(2026, 12, 8));
    assert_eq!(fit(&job(4), &crew, &rules).slot, Slot { start: date(2026, 12, 9), end: date(2026, 12, 14) });
    // A promise on a day off disturbs nothing.
    crew.busy.insert(date(2026, 12, 12));
    assert_eq!(fit(&job(4), &crew, &rules).slot.end, date(2026, 12, 14));
}

#[test]
fn the_last_day_of_the_window_may_be_worked_and_the_next_may_not() {
    let mut job = job(3);
    job.latest = date(2026, 12, 2);
    assert_eq!(fit(&job, &crew(1), &rules()).slot.end, date(2026, 12, 2));
    job.latest = date(2026, 12, 1);
    assert_eq!(reasons(&job, &crew(1)), [Reason::NoFreeDays { until: date(2026, 12, 1) }]);
    job.latest = date(2026, 11, 1);
    assert_eq!(reasons(&job, &crew(1)), [Reason::NoFreeDays { until: date(2026, 11, 1) }]);
}

#[test]
fn a_window_without_end_is_not_searched_for_ever() {
    let mut job = job(1);
    job.latest = jiff::civil::Date::MAX;
    let mut crew = crew(1);
    crew.working_week = crate::WorkingWeek::of(&[]);
    assert_eq!(reasons(&job, &crew), [Reason::NoFreeDays { until: date(2028, 1, 4) }]);
    job.earliest = jiff::civil::Date::MAX;
    assert_eq!(reasons(&job, &crew).last(), Some(&Reason::NoFreeDays { until: jiff::civil::Date::MAX }));
}

#[test]
fn the_score_is_the_sum_of_its_terms_in_cents() {
    let mut crew = crew(1);
    crew.base = Coordinates::new(39_539_200, -104_990_300).unwrap();
    crew.busy = BTreeSet::from([MONDAY]);
    crew.quality = crate::Quality { judged: 10, mean_per_mille: 1_000 };
    crew.last_job = Some(date(2026, 11, 10));
    let fit = fit(&job(2), &crew, &rules());
    // One day of waiting; 22.239 km × 1.3 × 2 ways × 2 days × 60 c; 50 per mille below perfect; 10 days idle.
    let expected = Score { waiting: 1_500, travel: 6_938, quality: 10_000, fairness: -5_000, total: 13_438 };
    assert_eq!((fit.distance_km, fit.score), (23, expected));
}

#[test]
fn a_new_crew_has_waited_longest_and_a_job_in_the_future_is_no_waiting() {
    let mut crew = crew(1);
    assert_eq!(fit(&job(1), &crew, &rules()).score.fairness, -14_000);
    crew.last_job = Some(date(2020, 1, 1));
    assert_eq!(fit(&job(1), &crew, &rules()).score.fairness, -14_000);
    crew.last_job = Some(date(2026, 12, 24));
    assert_eq!(fit(&job(1), &crew, &rules()).score.fairness, 0);
}

#[test]
fn the_record_reads_like_a_sentence_and_survives() {
    let mut closed = crew(1);
    closed.licence_valid_until = date(2026, 11, 1);
    let record = assess(&job(1), &closed, &rules());
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(json, format!(r#"{{"crew":"{}","not_eligible":[{{"reason":"licence_expires","on":"2026-11-01"}}]}}"#, closed.id));
    for record in [record, assess(&job(1), &crew(2), &rules())] {
        assert_eq!(serde_json::from_str::<Assessment>(&serde_json::to_string(&record).unwrap()).unwrap(), record);
    }
}

/// Every start in the window, each tried for itself.
fn brute_force(job: &Job, crew: &Crew, rules: &Rules) -> Option<Slot> {
    let working = |date: Date| crew.working_week.has(date.weekday()) && !rules.holidays.contains(&date);
    (0..=400)
        .map(|offset| domain::calendar::add_days(job.earliest, offset))
        .filter(|start| *start <= job.latest && working(*start))
        .find_map(|start| {
            let days: Vec<Date> = (0..60)
                .map(|offset| domain::calendar::add_days(start, offset))
                .filter(|date| working(*date))
                .take(job.days.count().into())
                .collect();
            let end = *days.last()?;
            let enough = days.len() == usize::from(job.days.count());
            (enough && end <= job.latest && days.iter().all(|date| !crew.busy.contains(date))).then_some(Slot { start, end })
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_first_slot_is_the_one_that_trying_every_day_finds(job in any_job(), crew in any_crew(), rules in any_rules()) {
        let expected = brute_force(&job, &crew, &rules);
        prop_assert_eq!(earliest_slot(&job, &crew, &rules.holidays), expected);
        match assess(&job, &crew, &rules).verdict {
            Verdict::Eligible(fit) => prop_assert_eq!(Some(fit.slot), expected),
            Verdict::NotEligible(reasons) => {
                prop_assert!(!reasons.is_empty());
                prop_assert_eq!(reasons.iter().any(|reason| matches!(reason, Reason::NoFreeDays { .. })), expected.is_none());
            }
        }
    }

    #[test]
    fn an_eligible_crew_breaks_no_rule(job in any_job(), crew in any_crew(), rules in any_rules()) {
        if let Verdict::Eligible(fit) = assess(&job, &crew, &rules).verdict {
            prop_assert!(crew.active && !crew.blocked_for_customer && crew.open_jobs < crew.max_open_jobs);
            prop_assert!(crew.licence_valid_until >= fit.slot.end && crew.insurance_valid_until >= fit.slot.end);
            for skill in &job.skills {
                prop_assert!(crew.certificates.iter().any(|(held, until)| held == skill && *until >= fit.slot.end));
            }
            prop_assert!(crew.base.distance_km(job.place) <= f64::from(crew.radius_km) + 0.001);
            prop_assert!(job.earliest <= fit.slot.start && fit.slot.end <= job.latest);
            let score = fit.score;
            prop_assert!(score.waiting >= 0 && score.travel >= 0 && score.quality >= 0 && score.fairness <= 0);
            prop_assert_eq!(score.total, score.waiting + score.travel + score.quality + score.fairness);
        }
    }
}
