//! From a roof to power, and what each role sees on the way.

use app::{
    Conflict, Error, access,
    access::Field,
    change_request,
    change_request::Propose,
    offer,
    offer::{Answer, State},
    order, quote,
    staff::{board, health, matches, metrics, support, trail},
};
use domain::{
    account::Role,
    change_request::ChangeState,
    id::{ChangeRequestId, OrderId},
    order::{Stage, TransitionName},
    text::FreeText,
};
use libtest_mimic::Trial;
use policy::{Actor, Permit, Resource, act};
use store::{Cursor, crew::NewCrew, order::Filter};
use testkit::{Bench, Database, Person, Raw, journey, roof};

use crate::trial::on_both;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("an_estimate_becomes_power_and_every_step_is_in_the_history", estimate_becomes_power),
        on_both("a_crew_sees_the_address_from_its_yes_to_its_last_screw_and_the_price_never", crew_sees),
        on_both("support_sees_masks_and_every_look_behind_one_is_shown_to_the_customer", support_sees),
        on_both("sales_officer_and_engineer_see_no_customer", staff_see_no_customer),
        on_both("another_customer_sees_nothing_of_it", another_customer_sees_nothing),
        on_both("a_new_date_takes_place_when_the_customer_agrees_and_not_before", new_date),
        on_both("leaving_within_the_cooling_off_period_is_free_and_gives_the_crew_its_days_back", leaving_is_free),
        on_both("an_offer_that_nobody_answers_goes_to_the_next_crew", offer_moves_on),
        on_both("an_order_that_no_crew_reaches_is_on_the_board_and_found_as_soon_as_the_crews_change", no_crew),
        on_both("a_lapsed_price_is_not_signed", lapsed_price),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn company(database: Database) -> (Bench, Person, Person, Person) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let (support, operations) = (bench.first(Role::Support).await, bench.first(Role::Operations).await);
    (bench, ana, support, operations)
}

async fn estimate_becomes_power(database: Database) {
    let (bench, ana, _, operations) = company(database).await;
    let (id, leader) = bench.matched(&ana).await;
    let seen = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert_eq!(seen.stage, Stage::Matched);
    let contact = seen.contact.unwrap();
    assert_eq!(contact.name.as_str(), "Ana Quintanilla");
    assert!(contact.address.contains(journey::STREET) && contact.email.is_some() && contact.phone.is_some());
    assert!(seen.price.unwrap().minor > 500_000 && seen.quote.is_some() && seen.masked.is_none());
    assert!(seen.crew.is_some() && seen.install_date.is_some() && seen.cooling_off);
    let contract = order::contract(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert!(!contract.clauses.is_empty() && contract.text_hash.len() == 64);

    bench.energize(&operations, &leader, id).await;
    let done = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert_eq!(done.stage, Stage::Energized);
    let kinds: Vec<&str> = done.events.iter().map(|event| event.kind.as_str()).filter(|kind| *kind != "workstream").collect();
    assert_eq!(
        kinds,
        ["signed", "accept_offer", "cooling_off_ended", "start_installation", "finish_installation", "pass_inspection", "energize"]
    );
    assert!(done.events.windows(2).all(|pair| pair[0].order_version < pair[1].order_version), "{:?}", done.events);
    let leaving = order::leaving(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert!(!leaving.possible);
    let late = order::leave(&bench.app, &ana.caller(&bench), id, leaving.refund.amount.minor).await.unwrap_err();
    assert!(matches!(late, Error::Conflict(Conflict::TooLate)), "{late:?}");
    assert_eq!(quote::list(&bench.app, &ana.caller(&bench)).await.unwrap()[0].order, Some(id));
}

async fn crew_sees(database: Database) {
    let (bench, ana, _, operations) = company(database).await;
    let (id, leader, asked) = bench.offered(&ana).await;
    let view = offer::read(&bench.app, &leader.caller(&bench), asked).await.unwrap();
    assert!(view.open && view.order.is_none() && view.distance_km % 5 == 0 && view.pay.minor > 0);
    assert!(matches!(order::read(&bench.app, &leader.caller(&bench), id).await, Err(Error::NotFound)), "not before it accepted");
    for other in bench.crews().await.into_iter().filter(|crew| crew.actor.crew != leader.actor.crew) {
        assert!(matches!(offer::read(&bench.app, &other.caller(&bench), asked).await, Err(Error::NotFound)));
        let refused = offer::answer(&bench.app, &other.caller(&bench), asked, Answer::Accept).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    let accepted = offer::answer(&bench.app, &leader.caller(&bench), asked, Answer::Accept).await.unwrap();
    assert_eq!((accepted.state, accepted.order), (State::Accepted, Some(id)));
    let again = offer::answer(&bench.app, &leader.caller(&bench), asked, Answer::Accept).await.unwrap();
    assert_eq!(again.state, State::Accepted, "the same yes twice is one");

    let job = order::read(&bench.app, &leader.caller(&bench), id).await.unwrap();
    let contact = job.contact.as_ref().expect("the address, now that it is needed");
    assert!(contact.address.contains(journey::STREET) && contact.phone.is_some() && contact.email.is_none());
    assert!(job.price.is_none() && job.paid.is_none() && job.quote.is_none() && job.accesses.is_empty() && job.changes.is_empty());
    assert!(matches!(order::contract(&bench.app, &leader.caller(&bench), id).await, Err(Error::Denied)));

    bench.energize(&operations, &leader, id).await;
    let done = order::read(&bench.app, &leader.caller(&bench), id).await.unwrap();
    assert!(done.contact.is_none() && done.price.is_none(), "it needs the address no more");
    let row = order::list(&bench.app, &leader.caller(&bench), &Filter::default(), Cursor::first(10)).await.unwrap();
    assert_eq!(row.items.len(), 1);
}

async fn support_sees(database: Database) {
    let (bench, ana, support, operations) = company(database).await;
    let (id, _) = bench.matched(&ana).await;
    let seen = order::read(&bench.app, &support.caller(&bench), id).await.unwrap();
    let masked = seen.masked.expect("masks");
    assert_eq!(masked.name.to_string(), "A… Q…");
    assert!(masked.email.to_string().ends_with("…@test.example") && masked.phone.expect("a phone").to_string().starts_with('•'));
    assert!(seen.contact.is_none() && seen.price.is_none() && seen.quote.is_none() && seen.accesses.is_empty());

    let reason = FreeText::parse("reason", "She asked to be called back about the survey.").unwrap();
    let phone = access::reveal(&bench.app, &support.caller(&bench), id, Field::Phone, &reason).await.unwrap();
    assert_eq!(phone, "+13035550142");
    let address = access::reveal(&bench.app, &support.caller(&bench), id, Field::Address, &reason).await.unwrap();
    assert!(address.contains(journey::STREET));
    for field in Field::ALL.into_iter().cycle().take(18) {
        access::reveal(&bench.app, &support.caller(&bench), id, field, &reason).await.unwrap();
    }
    let refused = access::reveal(&bench.app, &support.caller(&bench), id, Field::Name, &reason).await.unwrap_err();
    assert!(matches!(refused, Error::TooMany { .. }), "twenty looks a day: {refused:?}");
    for other in [&operations, &bench.first(Role::Officer).await, &bench.first(Role::Head).await] {
        assert!(access::reveal(&bench.app, &other.caller(&bench), id, Field::Name, &reason).await.is_err());
    }

    // Ids ascend with time: her look is the newest.
    bench.clock.advance_seconds(1);
    let at_operations = order::read(&bench.app, &operations.caller(&bench), id).await.unwrap();
    assert!(at_operations.contact.is_some() && at_operations.price.is_none() && at_operations.masked.is_none());
    let hers = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap().accesses;
    assert_eq!(hers.len(), 21);
    assert_eq!((hers[0].role, hers[0].what.as_str()), (Role::Operations, "contact"));
    assert!(hers[1..].iter().all(|look| look.role == Role::Support && look.reason.starts_with("She asked")));
}

async fn staff_see_no_customer(database: Database) {
    let (bench, ana, support, operations) = company(database).await;
    let (id, _) = bench.matched(&ana).await;
    let app = &bench.app;
    for role in [Role::Sales, Role::Officer, Role::Engineer, Role::Head] {
        let who = bench.first(role).await;
        assert!(matches!(order::read(app, &who.caller(&bench), id).await, Err(Error::NotFound)), "{role:?}");
        assert!(matches!(order::contract(app, &who.caller(&bench), id).await, Err(Error::NotFound)), "{role:?}");
        let listed = order::list(app, &who.caller(&bench), &Filter::default(), Cursor::first(10)).await;
        assert!(matches!(listed, Err(Error::Denied)), "{role:?}");
        assert!(matches!(matches::read(app, &who.caller(&bench), id).await, Err(Error::NotFound)), "{role:?}");
        let search = support::search(app, &who.caller(&bench), &support::Query::Newest, &Filter::default(), Cursor::first(10)).await;
        assert!(matches!(search, Err(Error::Denied)), "{role:?}");
        assert!(matches!(board::read(app, &who.caller(&bench), board::Filter::default()).await, Err(Error::Denied)));
        let may = |reads: bool, roles: &[Role]| assert_eq!(reads, roles.contains(&role), "{role:?}");
        may(metrics::read(app, &who.caller(&bench)).await.is_ok(), &[Role::Sales, Role::Head]);
        may(health::read(app, &who.caller(&bench)).await.is_ok(), &[Role::Engineer, Role::Head]);
        let leaves = trail::read(app, &who.caller(&bench), &trail::Filter::default(), Cursor::first(100)).await;
        may(leaves.is_ok(), &[Role::Officer, Role::Head]);
        for leaf in leaves.map(|page| page.items).unwrap_or_default() {
            let text = String::from_utf8(leaf.bytes()).unwrap();
            assert!(!text.contains("Quintanilla") && !text.contains("Sherman") && !text.contains('@'), "{text}");
        }
    }
    // Sales reads the numbers of weeks that are over: an order of today is in none of them.
    let sales = bench.first(Role::Sales).await;
    let numbers = metrics::read(app, &sales.caller(&bench)).await.unwrap();
    assert_eq!((numbers.orders, numbers.mean_price, numbers.mean_watts), (metrics::Told::Exactly(0), None, None));
    assert!(matches!(metrics::read(app, &support.caller(&bench)).await, Err(Error::Denied)));
    assert_eq!(board::read(app, &operations.caller(&bench), board::Filter::default()).await.unwrap().len(), 1);
    let denied = trail::Filter { denied_only: true, ..trail::Filter::default() };
    let officer = bench.first(Role::Officer).await;
    assert!(!trail::read(app, &officer.caller(&bench), &denied, Cursor::first(100)).await.unwrap().items.is_empty(), "every no is a leaf");
}

async fn another_customer_sees_nothing(database: Database) {
    let (bench, ana, support, _) = company(database).await;
    let eve = bench.person(Role::Customer, "Eve Other").await;
    let (id, _) = bench.matched(&ana).await;
    let quote = quote::list(&bench.app, &ana.caller(&bench)).await.unwrap()[0].id;
    let change = propose(&bench, &support, id).await;
    let hash = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap().changes[0].payload_hash.clone();
    for stranger in [&eve, &bench.visitor()] {
        let who = || stranger.caller(&bench);
        assert!(order::read(&bench.app, &who(), id).await.is_err());
        assert!(matches!(quote::read(&bench.app, &who(), quote).await, Err(Error::NotFound)));
        assert!(order::contract(&bench.app, &who(), id).await.is_err());
        assert!(order::leaving(&bench.app, &who(), id).await.is_err());
        assert!(order::leave(&bench.app, &who(), id, 0).await.is_err());
        assert!(change_request::read(&bench.app, &who(), change).await.is_err());
        for agree in [true, false] {
            let answer = change_request::Answer { request: change, agree, seen_payload_hash: hash.clone() };
            assert!(change_request::answer(&bench.app, &who(), &answer).await.is_err());
        }
    }
    let seen = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert_eq!((seen.stage, seen.changes[0].state), (Stage::Matched, ChangeState::Proposed));
}

/// Proposes the first working day at least a week after the present date.
async fn propose(bench: &Bench, support: &Person, order: OrderId) -> ChangeRequestId {
    let present = order::read(&bench.app, &support.caller(bench), order).await.unwrap().install_date.expect("a date");
    let reason = FreeText::parse("reason", "The inspector is ill.").unwrap();
    for days in 7..30 {
        let command = Propose { order, install_date: domain::calendar::add_days(present, days), reason: reason.clone() };
        match change_request::propose(&bench.app, &support.caller(bench), &command, None).await {
            Ok(id) => return id,
            Err(Error::Invalid(_) | Error::Conflict(Conflict::CrewNotFree)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("no day in three weeks")
}

async fn new_date(database: Database) {
    let (bench, ana, support, operations) = company(database).await;
    let (id, _) = bench.matched(&ana).await;
    let before = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    let change = propose(&bench, &support, id).await;
    let seen = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert_eq!((seen.install_date, seen.version), (before.install_date, before.version), "nothing yet");
    // While it waits there is no second one, and the page says so instead of asking.
    let path = format!("/orders/{id}/changes");
    let browser = bench.browser_of(&support).await;
    let page = browser.get(&path).await;
    assert!(page.status == 200 && page.text.contains("A proposal waits") && !page.text.contains("propose-form"), "{}", page.text);
    let day = domain::calendar::add_days(before.install_date.unwrap(), 21).to_string();
    let refused = browser.post(&path, &[("install_date", &day), ("reason", "The street is closed.")]).await;
    assert!(refused.status == 409 && refused.text.contains("A proposal waits"), "{}", refused.text);
    let hash = seen.changes[0].payload_hash.clone();
    let answer = |agree| change_request::Answer { request: change, agree, seen_payload_hash: hash.clone() };
    for who in [&support, &operations] {
        assert!(matches!(change_request::answer(&bench.app, &who.caller(&bench), &answer(true)).await, Err(Error::NotFound)));
    }
    let other = change_request::Answer { request: change, agree: true, seen_payload_hash: "0".repeat(64) };
    let refused = change_request::answer(&bench.app, &ana.caller(&bench), &other).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict(Conflict::Changed)), "a yes to something else: {refused:?}");

    change_request::answer(&bench.app, &ana.caller(&bench), &answer(true)).await.unwrap();
    change_request::answer(&bench.app, &ana.caller(&bench), &answer(true)).await.unwrap();
    let after = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert_eq!((after.version, after.changes[0].state), (before.version + 1, ChangeState::Applied), "once");
    assert!(after.install_date > before.install_date);
    let late = change_request::answer(&bench.app, &ana.caller(&bench), &answer(false)).await.unwrap_err();
    assert!(matches!(late, Error::Conflict(Conflict::AlreadyAnswered)), "{late:?}");

    // One that nobody answers lapses; one whose order moved on is never moved onto the new version.
    let ignored = propose(&bench, &support, id).await;
    bench.clock.advance_seconds(3 * 86_400 + 1);
    bench.settle().await;
    assert_eq!(change_request::read(&bench.app, &ana.caller(&bench), ignored).await.unwrap().1.state, ChangeState::Expired);
    let overtaken = propose(&bench, &support, id).await;
    let (_, view) = change_request::read(&bench.app, &ana.caller(&bench), overtaken).await.unwrap();
    order::advance(&bench.app, &operations.caller(&bench), id, TransitionName::LoseCrew).await.unwrap();
    let answer = change_request::Answer { request: overtaken, agree: true, seen_payload_hash: view.payload_hash };
    let refused = change_request::answer(&bench.app, &ana.caller(&bench), &answer).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict(Conflict::Changed)), "{refused:?}");
    assert_eq!(change_request::read(&bench.app, &ana.caller(&bench), overtaken).await.unwrap().1.state, ChangeState::Conflict);
}

async fn leaving_is_free(database: Database) {
    let (bench, ana, _, _) = company(database).await;
    let (id, leader) = bench.matched(&ana).await;
    let leaving = order::leaving(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert!(leaving.possible && leaving.free);
    let wrong = order::leave(&bench.app, &ana.caller(&bench), id, leaving.refund.amount.minor + 1).await.unwrap_err();
    assert!(matches!(wrong, Error::Conflict(Conflict::Changed)), "another refund than was shown: {wrong:?}");
    order::leave(&bench.app, &ana.caller(&bench), id, leaving.refund.amount.minor).await.unwrap();
    order::leave(&bench.app, &ana.caller(&bench), id, leaving.refund.amount.minor).await.unwrap();
    let seen = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert_eq!(seen.stage, Stage::Withdrawn);
    assert_eq!(seen.events.iter().filter(|event| event.kind == "withdraw").count(), 1);
    let job = order::read(&bench.app, &leader.caller(&bench), id).await.unwrap();
    assert!(job.contact.is_none(), "the crew needs the address no more");
    let raw = testkit::Raw::open(&bench.database).await;
    assert!(raw.rows("crew_day").await.is_empty(), "the days are free again");
    raw.close().await;
    bench.clock.advance_seconds(10 * 86_400);
    bench.settle().await;
    assert_eq!(order::read(&bench.app, &ana.caller(&bench), id).await.unwrap().stage, Stage::Withdrawn, "and its clocks ring in vain");
}

async fn offer_moves_on(database: Database) {
    let (bench, ana, support, _) = company(database).await;
    let (id, first, asked) = bench.offered(&ana).await;
    bench.clock.advance_seconds(24 * 3_600);
    let late = offer::answer(&bench.app, &first.caller(&bench), asked, Answer::Accept).await.unwrap_err();
    assert!(matches!(late, Error::Conflict(Conflict::OfferClosed)), "{late:?}");
    bench.settle().await;
    assert_eq!(offer::read(&bench.app, &first.caller(&bench), asked).await.unwrap().state, State::Expired);
    let (second, next) = bench.open_offers().await.into_iter().next().expect("the next crew is asked");
    assert_ne!(second.actor.crew, first.actor.crew);
    let refused = offer::answer(&bench.app, &second.caller(&bench), next.id, Answer::Decline).await.unwrap();
    assert_eq!(refused.state, State::Declined);
    let late = offer::answer(&bench.app, &second.caller(&bench), next.id, Answer::Accept).await.unwrap_err();
    assert!(matches!(late, Error::Conflict(Conflict::OfferClosed)), "{late:?}");
    bench.settle().await;
    let rounds = matches::read(&bench.app, &support.caller(&bench), id).await.unwrap();
    assert!(rounds.iter().any(|row| row.crew == first.actor.crew.unwrap() && row.offer.is_some_and(|(state, _)| state == State::Expired)));
    assert!(rounds.iter().all(|row| row.score.is_some() == row.reasons.is_empty()), "a score or reasons: {rounds:?}");
}

/// A crew with its base on the roof in Denver that takes one job at a time.
async fn found_crew(bench: &Bench) -> Person {
    let permit: Permit<act::CompanySetUp> = bench.app.engine().permit(&Actor::worker(), Resource::Company).unwrap();
    let until = domain::calendar::add_days(bench.app.today(), 900);
    let skills = ["photovoltaic", "electrical", "metal_roof", "tile_roof", "flat_roof"];
    let new = NewCrew {
        id: bench.app.id().unwrap(),
        company: bench.app.id().unwrap(),
        name: "Next door, crew 1".to_owned(),
        base: roof::denver().coordinates,
        radius_km: 20,
        max_open_jobs: 1,
        quality_per_mille: 900,
        quality_judged: 10,
        travel_cents_per_km: 60,
        licence_valid_until: until,
        insurance_valid_until: until,
        certificates: skills.map(|skill| (skill.to_owned(), until)).into(),
    };
    let tx = bench.app.store().begin(bench.app.clock().now(), None).await.unwrap();
    store::crew::insert_company(&tx, &permit, new.company, "Next door").await.unwrap();
    store::crew::insert(&tx, &permit, &new).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    bench.person_of_crew(Role::Crew, "Next Door", Some(new.id)).await
}

async fn no_crew(database: Database) {
    let (bench, ana, _, operations) = company(database).await;
    // Both prices were locked while crews worked there.
    let (first, later) = (bench.order(&ana).await, bench.quote(&ana).await);
    let raw = Raw::open(&bench.database).await;
    assert!(raw.execute("UPDATE crew SET radius_km = 0").await.unwrap() > 3);
    raw.close().await;
    let row = async |id: OrderId| {
        let rows = board::read(&bench.app, &operations.caller(&bench), board::Filter::default()).await.unwrap();
        rows.into_iter().find(|row| row.order.id == id).expect("it is in the queue").no_crew
    };
    assert_eq!(row(first).await, None, "nobody looked yet");
    let since = bench.app.clock().now();
    bench.settle().await;
    for age in ["less than a minute", "3 days"] {
        assert_eq!(row(first).await, Some(board::NoCrew { since, in_reach: false }));
        // A session is over by the next day.
        let browser = bench.browser_of(&operations).await;
        let page = browser.get("/board").await;
        assert!(page.text.contains(&format!("No crew reaches this town, for {age}")), "{}", page.text);
        let json: serde_json::Value = serde_json::from_str(&browser.get("/api/v1/board").await.text).unwrap();
        assert_eq!(json["items"][0]["no_crew"]["in_reach"], false, "{json}");
        // It is tried every day and said once.
        for _ in 0..3 {
            bench.clock.advance_seconds(86_400);
            bench.settle().await;
        }
    }
    let events = order::read(&bench.app, &ana.caller(&bench), first).await.unwrap().events;
    assert_eq!(events.iter().filter(|event| event.kind == "no_crew_yet").count(), 1);

    // A new crew: it is asked at once, not tomorrow.
    let leader = found_crew(&bench).await;
    bench.settle().await;
    let asked = offer::list(&bench.app, &leader.caller(&bench)).await.unwrap();
    assert_eq!((asked.len(), row(first).await), (1, None));
    offer::answer(&bench.app, &leader.caller(&bench), asked[0].id, Answer::Accept).await.unwrap();

    // It takes no second job before the first one is over, or left.
    let command = bench.sign_command(&ana, later, journey::STREET).await;
    let second = order::sign(&bench.app, &ana.caller(&bench), &command, None).await.unwrap();
    let since = bench.app.clock().now();
    bench.settle().await;
    assert_eq!((row(first).await, row(second).await), (None, Some(board::NoCrew { since, in_reach: true })));
    assert!(bench.browser_of(&operations).await.get("/board").await.text.contains("No crew can come, for"));
    let leaving = order::leaving(&bench.app, &ana.caller(&bench), first).await.unwrap();
    order::leave(&bench.app, &ana.caller(&bench), first, leaving.refund.amount.minor).await.unwrap();
    bench.settle().await;
    assert_eq!(row(second).await, None);
    let asked = offer::list(&bench.app, &leader.caller(&bench)).await.unwrap();
    assert_eq!(asked.len(), 1);

    // It says no, and nobody is left: that is a search of the same kind again.
    offer::answer(&bench.app, &leader.caller(&bench), asked[0].id, Answer::Decline).await.unwrap();
    assert_eq!(row(second).await, None, "not tried yet");
    bench.settle().await;
    assert_eq!(row(second).await, Some(board::NoCrew { since, in_reach: true }));
}

async fn lapsed_price(database: Database) {
    let (bench, ana, _, _) = company(database).await;
    let quote = bench.quote(&ana).await;
    let command = bench.sign_command(&ana, quote, journey::STREET).await;
    let valid_until = quote::read(&bench.app, &ana.caller(&bench), quote).await.unwrap().receipt.valid_until;
    bench.clock.advance_seconds(valid_until.seconds() - bench.app.clock().now().seconds());
    for _ in 0..2 {
        let refused = order::sign(&bench.app, &ana.caller(&bench), &command, None).await.unwrap_err();
        assert!(matches!(refused, Error::Conflict(Conflict::QuoteExpired)), "before and after its clock rang: {refused:?}");
        bench.settle().await;
    }
    assert!(!quote::read(&bench.app, &ana.caller(&bench), quote).await.unwrap().holds);
}
