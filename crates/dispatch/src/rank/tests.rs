use super::*;
use crate::sample::{MONDAY, any_crews, any_job, any_rules, crew, job, rules};
use domain::place::Coordinates;
use jiff::civil::date;
use proptest::prelude::*;

fn order(ranking: &Ranking) -> Vec<CrewId> {
    ranking.eligible.iter().map(|candidate| candidate.crew).collect()
}

#[test]
fn the_nearer_the_better_and_the_sooner_crew_comes_first() {
    let (mut far, mut good, mut late, plain) = (crew(1), crew(2), crew(3), crew(4));
    far.base = Coordinates::new(39_439_200, -104_990_300).unwrap();
    good.quality = crate::Quality { judged: 90, mean_per_mille: 1_000 };
    late.busy.insert(MONDAY);
    let (ids, none) = ([good.id, plain.id, late.id, far.id], BTreeSet::new());
    let ranking = rank(&job(2), &[far, good, late, plain], &none, &rules());
    assert_eq!(order(&ranking), ids);
    assert_eq!(ranking.best().map(|candidate| candidate.crew), Some(ids[0]));
}

#[test]
fn equal_crews_are_ordered_by_id() {
    let crews = [crew(3), crew(1), crew(2)];
    assert_eq!(order(&rank(&job(1), &crews, &BTreeSet::new(), &rules())), [crew(1).id, crew(2).id, crew(3).id]);
}

#[test]
fn who_declined_is_not_asked_again_and_is_told_all_reasons() {
    let mut closed = crew(2);
    closed.active = false;
    let declined = BTreeSet::from([crew(1).id, crew(2).id]);
    let ranking = rank(&job(1), &[crew(1), closed, crew(3)], &declined, &rules());
    assert_eq!(order(&ranking), [crew(3).id]);
    let reasons: Vec<_> = ranking.rejected.iter().map(|rejection| rejection.reasons.clone()).collect();
    assert_eq!(reasons, [vec![Reason::AlreadyDeclined], vec![Reason::Inactive, Reason::AlreadyDeclined]]);
}

#[test]
fn an_estimate_promises_the_first_day_of_any_crew() {
    let (mut busy, mut closed) = (crew(1), crew(2));
    busy.busy.insert(MONDAY);
    closed.active = false;
    assert_eq!(earliest_date(&job(2), &[busy.clone(), closed.clone()], &rules()), Some(date(2026, 12, 1)));
    assert_eq!(earliest_date(&job(2), &[closed], &rules()), None);
    assert_eq!(earliest_date(&job(2), &[], &rules()), None);
}

proptest! {
    #[test]
    fn every_crew_is_answered_exactly_once_and_nobody_ineligible_is_ranked(job in any_job(), crews in any_crews(), rules in any_rules(), refuse in any::<u64>()) {
        let declined: BTreeSet<CrewId> = crews.iter().enumerate().filter(|(at, _)| refuse >> at & 7 == 0).map(|(_, crew)| crew.id).collect();
        let ranking = rank(&job, &crews, &declined, &rules);
        let mut answered: Vec<CrewId> = order(&ranking).into_iter().chain(ranking.rejected.iter().map(|rejection| rejection.crew)).collect();
        let mut asked: Vec<CrewId> = crews.iter().map(|crew| crew.id).collect();
        answered.sort_unstable();
        asked.sort_unstable();
        prop_assert_eq!(answered, asked);
        for crew in &crews {
            let eligible = matches!(assess(&job, crew, &rules).verdict, Verdict::Eligible(_)) && !declined.contains(&crew.id);
            prop_assert_eq!(order(&ranking).contains(&crew.id), eligible);
        }
        prop_assert!(ranking.rejected.iter().all(|rejection| !rejection.reasons.is_empty()));
        prop_assert!(ranking.eligible.is_sorted_by_key(|candidate| candidate.fit.score.total));
    }

    #[test]
    fn the_order_in_which_crews_are_given_does_not_matter(job in any_job(), (crews, shuffled) in any_crews().prop_flat_map(|crews| (Just(crews.clone()), Just(crews).prop_shuffle()))) {
        let none = BTreeSet::new();
        prop_assert_eq!(rank(&job, &crews, &none, &rules()), rank(&job, &shuffled, &none, &rules()));
    }

    #[test]
    fn the_promised_date_is_the_first_of_the_ranking(job in any_job(), crews in any_crews(), rules in any_rules()) {
        let ranking = rank(&job, &crews, &BTreeSet::new(), &rules);
        prop_assert_eq!(earliest_date(&job, &crews, &rules), ranking.eligible.iter().map(|candidate| candidate.fit.slot.start).min());
    }
}
