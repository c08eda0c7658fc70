//! What a new date must keep to, when it is proposed and when it is agreed to, and who is asked again when nobody came.

use app::{
    Conflict, Error, IdempotencyKey, change_request,
    change_request::{Answer, Propose},
    demo, offer, order,
};
use domain::{
    account::Role,
    calendar::{add_days, federal_holiday},
    id::{ChangeRequestId, Id as _, OrderId},
    order::TransitionName,
    text::FreeText,
};
use jiff::civil::Date;
use libtest_mimic::Trial;
use testkit::{Bench, Database, Person, Raw};

use crate::{
    invariants,
    trial::{on_both, on_sqlite},
};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("a_proposal_ends_on_the_eve_of_its_day", eve),
        on_both("a_new_date_keeps_to_the_rules_by_which_crews_are_chosen", rules),
        on_both("a_crew_that_did_not_answer_is_asked_again_after_some_days_and_one_that_said_no_never", asked_again),
        on_sqlite("a_large_roof_takes_as_many_days_as_it_takes", large_roof),
        on_sqlite("another_reason_under_the_same_key_is_another_proposal", reason_counts),
        on_sqlite("a_long_history_shows_its_newest_end", long_history),
    ]
    .into_iter()
    .flatten()
    .collect()
}

struct Move {
    bench: Bench,
    ana: Person,
    support: Person,
    order: OrderId,
    leader: Person,
}

impl Move {
    async fn new(database: Database) -> Self {
        let bench = Bench::staffed(database).await;
        let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
        let support = bench.first(Role::Support).await;
        let (order, leader) = bench.matched(&ana).await;
        Self { bench, ana, support, order, leader }
    }
    async fn propose(&self, install_date: Date) -> Result<ChangeRequestId, Error> {
        let reason = FreeText::parse("reason", "The inspector is ill.").unwrap();
        change_request::propose(
            &self.bench.app,
            &self.support.caller(&self.bench),
            &Propose { order: self.order, install_date, reason },
            None,
        )
        .await
    }
    async fn agree(&self, request: ChangeRequestId) -> Result<OrderId, Error> {
        let (_, view) = change_request::read(&self.bench.app, &self.ana.caller(&self.bench), request).await.unwrap();
        let answer = Answer { request, agree: true, seen_payload_hash: view.payload_hash };
        change_request::answer(&self.bench.app, &self.ana.caller(&self.bench), &answer).await
    }
    /// The first working day from `days` days after today on.
    fn day(&self, days: i32) -> Date {
        let works = |day: &Date| day.weekday().to_monday_one_offset() <= 5 && federal_holiday(*day).is_none();
        (days..days + 9).map(|days| add_days(self.bench.app.today(), days)).find(works).unwrap()
    }
    async fn date(&self) -> Option<Date> {
        order::read(&self.bench.app, &self.ana.caller(&self.bench), self.order).await.unwrap().install_date
    }
}

async fn eve(database: Database) {
    let world = Move::new(database).await;
    let (before, near) = (world.date().await, world.day(2));
    let request = world.propose(near).await.unwrap();
    let (_, view) = change_request::read(&world.bench.app, &world.ana.caller(&world.bench), request).await.unwrap();
    assert_eq!(view.expires_at.date_in(world.bench.app.zone()), add_days(near, -1));
    // The day itself, a day before its three days would be over.
    world.bench.clock.advance_seconds(2 * 86_400);
    let late = world.agree(request).await.unwrap_err();
    assert!(matches!(late, Error::Conflict(Conflict::AlreadyAnswered)), "{late:?}");
    // Even if the row says that it could still be answered.
    world.bench.settle().await;
    let day = world.day(2);
    let request = world.propose(day).await.unwrap();
    let raw = Raw::open(&world.bench.database).await;
    let far = world.bench.app.clock().now().plus_days(30).micros();
    raw.execute(&format!("UPDATE change_request SET expires_at = {far} WHERE state = 'proposed'")).await.unwrap();
    raw.close().await;
    while world.bench.app.today() <= day {
        world.bench.clock.advance_seconds(86_400);
    }
    let late = world.agree(request).await.unwrap_err();
    assert!(matches!(late, Error::Conflict(Conflict::TooLate)), "{late:?}");
    assert_eq!(world.date().await, before, "no date in the past");
}

async fn rules(database: Database) {
    let world = Move::new(database).await;
    let set = async |column: &str, day: Date| {
        let raw = Raw::open(&world.bench.database).await;
        let crew: String = world.leader.actor.crew.unwrap().uuid().simple().to_string();
        raw.execute(&format!("UPDATE crew SET {column} = '{day}' WHERE id = x'{crew}'")).await.unwrap();
        raw.close().await;
    };
    let wanted = world.day(60);
    let request = world.propose(wanted).await.unwrap();
    for paper in ["licence_valid_until", "insurance_valid_until"] {
        set(paper, add_days(wanted, -1)).await;
        let refused = world.agree(request).await.unwrap_err();
        assert!(matches!(refused, Error::Conflict(Conflict::CrewNotFree)), "{paper}: {refused:?}");
        set(paper, add_days(wanted, 300)).await;
    }
    demo::settle(&world.bench.app).await.unwrap();
    let mails = async || Raw::open(&world.bench.database).await.rows("mail").await;
    let before: Vec<Vec<u8>> = mails().await.into_iter().map(|mail| mail["id"].clone()).collect();
    world.agree(request).await.unwrap();
    assert_eq!(world.date().await, Some(wanted));
    world.bench.settle().await;
    let told: Vec<Vec<u8>> =
        mails().await.into_iter().filter(|mail| !before.contains(&mail["id"])).map(|mail| mail["person"].clone()).collect();
    let people = [&world.ana, &world.leader].map(|who| who.actor.person.unwrap().uuid().as_bytes().to_vec());
    assert!(people.iter().all(|person| told.contains(person)), "customer and crew are told");
    for paper in ["licence_valid_until", "insurance_valid_until"] {
        set(paper, add_days(wanted, 10)).await;
        let refused = world.propose(world.day(90)).await.unwrap_err();
        assert!(matches!(refused, Error::Conflict(Conflict::CrewNotFree)), "{paper}: {refused:?}");
        set(paper, add_days(wanted, 300)).await;
    }
    world.propose(world.day(90)).await.unwrap();
    invariants::hold(&world.bench).await;
}

async fn asked_again(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let (_, declined, first) = bench.offered(&ana).await;
    offer::answer(&bench.app, &declined.caller(&bench), first, offer::Answer::Decline).await.unwrap();
    bench.settle().await;
    let mut asked = Vec::new();
    for _ in 0..20 {
        if let Some((leader, _)) = bench.open_offers().await.into_iter().next() {
            asked.push((bench.app.clock().now(), leader.actor.crew));
        }
        bench.clock.advance_seconds(24 * 3_600);
        bench.settle().await;
    }
    assert!(asked.iter().all(|(_, crew)| *crew != declined.actor.crew), "who said no is left alone");
    let lapsed = asked[0];
    let again = asked.iter().skip(1).find(|(_, crew)| *crew == lapsed.1).expect("who did not answer is asked again");
    assert!(again.0.seconds() - lapsed.0.seconds() >= 4 * 86_400, "a day to answer and three of rest");
    invariants::hold(&bench).await;

    // Whoever lost an order rests too, and then may be asked again.
    let eve = bench.person(Role::Customer, "Eve Other").await;
    let (order, leader) = bench.matched(&eve).await;
    let operations = bench.first(Role::Operations).await;
    order::advance(&bench.app, &operations.caller(&bench), order, TransitionName::LoseCrew).await.unwrap();
    bench.settle().await;
    assert!(bench.open_offers().await.iter().all(|(who, _)| who.actor.crew != leader.actor.crew), "not the one that was lost, not at once");
}

async fn large_roof(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let mut input = testkit::roof::denver();
    let section = domain::estimate::RoofSection { length_cm: 4_000, width_cm: 2_000, ..input.sections[0] };
    input.sections = vec![section];
    input.usage = domain::estimate::Usage::AnnualKwh(60_000);
    let estimate = bench.estimate(&ana, input).await;
    let command = bench.lock_command(&ana, estimate).await;
    let quote = app::quote::lock(&bench.app, &ana.caller(&bench), command, None).await.unwrap();
    let sign = bench.sign_command(&ana, quote, testkit::journey::STREET).await;
    let order = order::sign(&bench.app, &ana.caller(&bench), &sign, None).await.unwrap();
    bench.settle().await;
    let (leader, asked) = bench.open_offers().await.swap_remove(0);
    offer::answer(&bench.app, &leader.caller(&bench), asked.id, offer::Answer::Accept).await.unwrap();
    let seen = order::read(&bench.app, &ana.caller(&bench), order).await.unwrap();
    assert!(seen.panels > 64, "{}", seen.panels);
    assert_eq!(seen.work_days, (seen.panels + 15) / 16);
    // The invariant that counts: every day of work is taken.
    invariants::hold(&bench).await;
}

async fn reason_counts(database: Database) {
    let world = Move::new(database).await;
    let key = IdempotencyKey::parse("a-key").unwrap();
    let command =
        |reason: &str| Propose { order: world.order, install_date: world.day(60), reason: FreeText::parse("reason", reason).unwrap() };
    let propose = async |reason: &str| {
        change_request::propose(&world.bench.app, &world.support.caller(&world.bench), &command(reason), Some(&key)).await
    };
    let first = propose("The inspector is ill.").await.unwrap();
    assert_eq!(propose("The inspector is ill.").await.unwrap(), first);
    let other = propose("The crew is ill.").await.unwrap_err();
    assert!(matches!(other, Error::Conflict(Conflict::KeyReused)), "{other:?}");
}

async fn long_history(database: Database) {
    let world = Move::new(database).await;
    let raw = Raw::open(&world.bench.database).await;
    let order = world.order.uuid().simple().to_string();
    for version in 3..260 {
        let id = format!("{version:032x}");
        raw.execute(&format!(
            "INSERT INTO order_event (id, order_id, kind, actor_role, detail, at, order_version) VALUES (x'{id}', x'{order}', 'told', 'timer', '{{}}', 1, {version})"
        ))
        .await
        .unwrap();
    }
    raw.close().await;
    let events = order::read(&world.bench.app, &world.ana.caller(&world.bench), world.order).await.unwrap().events;
    assert_eq!(events.len(), 200);
    assert_eq!((events[0].order_version, events[199].order_version), (60, 259), "oldest first, the newest are there");
}
