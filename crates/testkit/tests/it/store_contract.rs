//! What `store` promises, on both databases: what is written is read, what is out of scope is not found, what must be one is one,
//! and what was not told to the trail did not happen.

use app::{account, change_request, order, quote};
use domain::{
    Language,
    account::Role,
    change_request::{Change, ChangeRequest, ChangeState},
    id::{AccountId, ChangeRequestId, Id, OrderId, PersonId, TimerId},
    text::{Email, FreeText, PersonName},
};
use libtest_mimic::Trial;
use policy::{Action, Actor, Env, Permit, Resource, act, scope_of_orders};
use store::{
    Cursor, StoreError,
    account::NewAccount,
    crew,
    link::{self, Purpose},
    offer,
    order::{Filter, Move, NewEvent},
    throttle::Rule,
    timer::{self, Kind, Timer},
};
use testkit::{BEGIN, Bench, Database, Person, Raw, journey, roof};
use vault::{SystemRandom, Token};

use crate::trial::on_both;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("what_is_written_is_read", written_is_read),
        on_both("a_row_is_in_scope_exactly_when_policy_lets_it_be_read", scope_is_policy),
        on_both("an_old_version_changes_nothing", old_versions),
        on_both("what_must_be_unique_is_unique_in_the_database", unique),
        on_both("the_database_itself_refuses_a_persons_yes_to_her_own_request", own_yes),
        on_both("a_change_without_a_leaf_is_not_committed", untold),
        on_both("a_transaction_that_is_dropped_leaves_nothing", dropped),
        on_both("a_sealed_value_opens_in_its_own_row_and_column_only", sealed_values_stay),
        on_both("a_permit_for_another_owner_opens_nothing", foreign_permit),
        on_both("links_work_once_and_clocks_ring_once", links_and_clocks),
        on_both("failures_are_forgotten_after_their_window", windows),
    ]
    .into_iter()
    .flatten()
    .collect()
}

struct Houses {
    bench: Bench,
    ana: Person,
    eve: Person,
    /// Ana's order, with a crew.
    order: OrderId,
    leader: Person,
}

async fn houses(database: Database) -> Houses {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let eve = bench.person(Role::Customer, "Eve Other").await;
    let (order, leader) = bench.matched(&ana).await;
    Houses { bench, ana, eve, order, leader }
}

impl Houses {
    async fn stored(&self) -> store::order::Order {
        let store = self.bench.app.store();
        store.order(self.order, &scope_of_orders(&self.ana.actor, Env::Demo)).await.unwrap().unwrap()
    }
    fn permit<A: policy::Act>(&self, who: &Person, resource: Resource) -> Permit<A> {
        self.bench.app.engine().permit(&who.actor, resource).unwrap()
    }
    async fn begin(&self) -> store::Tx {
        self.bench.app.store().begin(self.bench.app.clock().now(), None).await.unwrap()
    }
}

fn set_up(bench: &Bench) -> Permit<act::CompanySetUp> {
    bench.app.engine().permit(&Actor::worker(), Resource::Company).unwrap()
}

fn ring(bench: &Bench) -> Permit<act::TimerRing> {
    bench.app.engine().permit(&Actor::timer(), Resource::Company).unwrap()
}

async fn written_is_read(database: Database) {
    let houses = houses(database).await;
    let (bench, store) = (&houses.bench, houses.bench.app.store());
    let stored = houses.stored().await;
    assert_eq!(
        (stored.id, stored.person, stored.account),
        (houses.order, houses.ana.actor.person.unwrap(), houses.ana.actor.account.unwrap())
    );
    assert_eq!((stored.crew, stored.version, stored.process_version), (houses.leader.actor.crew, 3, 1));
    assert_eq!((stored.zone.as_str(), stored.language, stored.paid.minor), ("America/Denver", Language::English, 0));
    let contact: Permit<act::SeeContact> = houses.permit(&houses.ana, stored.resource());
    assert_eq!(stored.address.clear(store, &contact).unwrap().expose(), &format!("{}, Denver, CO 80203", journey::STREET));
    assert_eq!(stored.coordinates.clear(store, &contact).unwrap().expose(), &roof::denver().coordinates);
    let read: Permit<act::OrderRead> = houses.permit(&houses.ana, stored.resource());
    assert_eq!(store.order_events(&read).await.unwrap().len(), 2);
    assert_eq!(store.workstreams(&read).await.unwrap().len(), 7);
    let contract: Permit<act::ContractRead> = houses.permit(&houses.ana, stored.resource());
    let signed = store.contract(&contract).await.unwrap().unwrap();
    assert_eq!((signed.order, signed.receipt_mac), (houses.order, stored.receipt_mac));
    let quote = store.quote(stored.quote).await.unwrap().unwrap();
    assert_eq!(
        (quote.state, quote.price, quote.receipt_mac, quote.version),
        (store::quote::State::Signed, stored.price, stored.receipt_mac, 2)
    );
    let days = store.booked_days(&read, bench.app.today()).await.unwrap();
    assert!(!days.is_empty() && days.iter().all(|(crew, _, order)| Some(*crew) == stored.crew && *order == houses.order));
    let crew = store.crew(&read, stored.crew.unwrap()).await.unwrap().unwrap();
    assert!(crew.active && store.crew_base(&read, &crew).is_ok() && store.company_name(&read, crew.company).await.unwrap().is_some());
    let account = store.account(stored.account).await.unwrap().unwrap();
    assert!(account.confirmed && account.active && account.password.is_none() && account.role == Role::Customer);
    assert_eq!(account.name.clear(store, &contact).unwrap().expose().as_str(), "Ana Quintanilla");
    let email = account.email.clear(store, &contact).unwrap().into_exposed();
    assert_eq!(store.account_by_email(&email).await.unwrap().unwrap().id, account.id);
    assert_eq!(store.account_of_person(stored.person).await.unwrap().unwrap().id, account.id);

    let permit = set_up(bench);
    let place = store::place::Place {
        country: "US".into(),
        code: "80203".into(),
        town: "Denver".into(),
        region: "CO".into(),
        coordinates: roof::denver().coordinates,
    };
    for town in ["Denver", "Denver Centre"] {
        let tx = houses.begin().await;
        store::place::put_all(&tx, &permit, &[store::place::Place { town: town.into(), ..place.clone() }]).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        assert_eq!(store.place("US", "80203").await.unwrap().unwrap().town, town);
    }
    assert_eq!((store.count_places().await.unwrap(), store.place("US", "80204").await.unwrap()), (1, None));
    assert_eq!(store.place_by_town("CO", "Denver Centre").await.unwrap().unwrap().code, "80203");
    assert_eq!(store.place_by_town("CO", "Denver").await.unwrap(), None);
    let tx = houses.begin().await;
    store::setting::set_up(&tx, &permit, "colour", "sun".into()).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    assert_eq!(store.setting("colour").await.unwrap().as_deref(), Some("sun"));
    assert_eq!(store.setting("Colour").await.unwrap(), None, "text compares by bytes on every database");
}

/// All people × their own and others' orders: the list, the single row and policy agree.
async fn scope_is_policy(database: Database) {
    let houses = houses(database).await;
    let (bench, store) = (&houses.bench, houses.bench.app.store());
    let withdrawn = bench.order(&houses.eve).await;
    let refund = order::leaving(&bench.app, &houses.eve.caller(bench), withdrawn).await.unwrap().refund.amount.minor;
    order::leave(&bench.app, &houses.eve.caller(bench), withdrawn, refund).await.unwrap();
    let hers = bench.order(&houses.eve).await;
    let mut people =
        vec![houses.ana.clone(), houses.eve.clone(), bench.visitor(), Person { actor: Actor::timer() }, Person { actor: Actor::worker() }];
    people.extend(bench.crews().await);
    for role in Role::PEOPLE {
        people.push(bench.first(role).await);
    }
    let inactive: Vec<Person> = people.iter().map(|who| Person { actor: Actor { active: false, ..who.actor.clone() } }).collect();
    let by_password = people.iter().map(|who| Person { actor: Actor { amr: policy::Amr::Password, ..who.actor.clone() } });
    let all: Vec<Person> = people.iter().cloned().chain(by_password).chain(inactive).collect();
    let timer = scope_of_orders(&Actor::timer(), Env::Demo);
    let mut seen = 0;
    for who in &all {
        for env in [Env::Demo, Env::Production] {
            let engine = policy::Engine::load(env).unwrap();
            let scope = scope_of_orders(&who.actor, env);
            let list = store.orders(&scope, &Filter::default(), Cursor::first(100)).await.unwrap();
            for id in [houses.order, withdrawn, hers] {
                let resource = store.order(id, &timer).await.unwrap().unwrap().resource();
                let found = store.order(id, &scope).await.unwrap().is_some();
                assert_eq!(found, engine.allows(Action::OrderRead, &who.actor, &resource), "{:?} {env:?} {resource:?}", who.actor);
                assert_eq!(found, list.items.iter().any(|order| order.id == id), "{:?}", who.actor);
                seen += usize::from(found);
            }
        }
    }
    assert!(seen > 15, "{seen}");
    // A filter narrows a scope and never widens it.
    let others = Filter { person: houses.eve.actor.person, ..Filter::default() };
    let scope = scope_of_orders(&houses.ana.actor, Env::Demo);
    assert!(store.orders(&scope, &others, Cursor::first(100)).await.unwrap().items.is_empty());
    let (first, rest) = (store.orders(&timer, &Filter::default(), Cursor::first(2)).await.unwrap(), 1);
    let next = store.orders(&timer, &Filter::default(), Cursor::after(first.next, 2)).await.unwrap();
    assert_eq!((first.items.len(), next.items.len(), next.next), (2, rest, None));
}

async fn old_versions(database: Database) {
    let houses = houses(database).await;
    let stored = houses.stored().await;
    let permit: Permit<act::OrderWithdraw> = houses.permit(&houses.ana, stored.resource());
    let change = || Move { event: Some(NewEvent::plain("told")), reason: Some("told"), ..Move::default() };
    let tx = houses.begin().await;
    assert_eq!(store::order::save(&tx, &permit, &stored, change()).await.unwrap(), stored.version + 1);
    let _ = tx.commit(()).await.unwrap();
    let tx = houses.begin().await;
    assert!(matches!(store::order::save(&tx, &permit, &stored, change()).await, Err(StoreError::Conflict)));
    drop(tx);
    assert_eq!(houses.stored().await.version, stored.version + 1);

    let quote = houses.bench.app.store().quote(houses.bench.quote(&houses.ana).await).await.unwrap().unwrap();
    for is_first in [true, false] {
        let tx = houses.begin().await;
        let outcome = store::quote::expire(&tx, &ring(&houses.bench), &quote).await;
        assert_eq!(outcome.is_ok(), is_first, "{outcome:?}");
        if is_first {
            let _ = tx.commit(()).await.unwrap();
        }
    }
    let (_, leader, asked) = houses.bench.offered(&houses.ana).await;
    let open = houses.bench.app.store().offer(asked).await.unwrap().unwrap();
    let answer: Permit<act::OfferAnswer> = houses.permit(&leader, open.resource());
    for is_first in [true, false] {
        let tx = houses.begin().await;
        let outcome = offer::close(&tx, &answer, &open, offer::State::Declined).await;
        assert_eq!(outcome.is_ok(), is_first, "{outcome:?}");
        if is_first {
            let _ = tx.commit(()).await.unwrap();
        }
    }
    // An offer's permit reads the order of that offer and no other.
    let other = offer::Offer { id: Id::from_uuid(uuid::Uuid::from_u128(1)), ..open.clone() };
    assert!(matches!(houses.bench.app.store().order_of_offer(&answer, &other).await, Err(StoreError::Conflict)));
}

async fn unique(database: Database) {
    let houses = houses(database).await;
    let bench = &houses.bench;
    let email = |text: &str| Email::parse("email", text).unwrap();
    let account = |address: &str, person: PersonId| NewAccount {
        id: bench.app.id::<AccountId>().unwrap(),
        person,
        role: Role::Customer,
        email: email(address),
        name: PersonName::parse("name", "Somebody").unwrap(),
        phone: None,
        password: None,
        confirmed: false,
        language: Language::English,
        crew: None,
    };
    let person = || bench.app.id::<PersonId>().unwrap();
    let one = person();
    for (address, of, is_new) in [
        ("one@test.example", one, true),
        ("ONE@test.example", person(), false),
        ("two@test.example", one, false),
        ("two@test.example", person(), true),
    ] {
        let tx = houses.begin().await;
        let outcome = store::account::insert(&tx, &set_up(bench), &account(address, of)).await;
        match outcome {
            Ok(()) => assert!(is_new && tx.commit(()).await.is_ok(), "{address}"),
            Err(error) => assert!(!is_new && matches!(error, StoreError::Taken), "{address}: {error:?}"),
        }
    }

    let stored = houses.stored().await;
    let days =
        bench.app.store().booked_days(&houses.permit::<act::OrderRead>(&houses.ana, stored.resource()), bench.app.today()).await.unwrap();
    let tx = houses.begin().await;
    let accept: Permit<act::OfferAnswer> =
        houses.permit(&houses.leader, Resource::Offer { id: Id::from_uuid(uuid::Uuid::nil()), crew: stored.crew.unwrap() });
    let taken = crew::book(&tx, &accept, stored.crew.unwrap(), Id::from_uuid(uuid::Uuid::from_u128(1)), &[days[0].1]).await;
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    drop(tx);

    let (waiting, _, asked) = bench.offered(&houses.eve).await;
    let open = bench.app.store().offer(asked).await.unwrap().unwrap();
    let resource = bench.app.store().order(waiting, &scope_of_orders(&Actor::timer(), Env::Demo)).await.unwrap().unwrap().resource();
    let may_match: Permit<act::OrderMatch> = bench.app.engine().permit(&Actor::timer(), resource).unwrap();
    let tx = houses.begin().await;
    let second = offer::Offer { id: bench.app.id().unwrap(), round: 2, ..open };
    assert!(matches!(offer::insert(&tx, &may_match, &second).await, Err(StoreError::Taken)), "one open offer an order");
    drop(tx);

    let tx = houses.begin().await;
    store::idempotency::remember(&tx, [1; 32], [2; 32], "x".into()).await.unwrap();
    assert!(matches!(store::idempotency::remember(&tx, [1; 32], [3; 32], "y".into()).await, Err(StoreError::Taken)));
    drop(tx);

    // By hand, past all use cases: a second order on a quote, a second mail of a job.
    let raw = Raw::open(&bench.database).await;
    let copy = |table: &str, columns: &[&str]| format!("INSERT INTO {table} SELECT {} FROM {table} LIMIT 1", columns.join(", "));
    let names: Vec<String> = raw.columns("sales_order").await;
    let blob = if matches!(bench.database, Database::Sqlite { .. }) { "randomblob(16)" } else { "UNHEX(REPLACE(UUID(), '-', ''))" };
    let columns: Vec<&str> = names.iter().map(|name| if name == "id" { blob } else { name.as_str() }).collect();
    let refused = raw.execute(&copy("sales_order", &columns)).await.unwrap_err();
    assert!(refused.contains("quote"), "a quote has one order: {refused}");
    assert!(raw.execute(&copy("mail", &["*"])).await.is_err(), "a mail is there once");
    raw.close().await;
}

async fn own_yes(database: Database) {
    let houses = houses(database).await;
    let bench = &houses.bench;
    let (author, stored) = (houses.ana.actor.account.unwrap(), houses.stored().await);
    let support = bench.first(Role::Support).await;
    let propose: Permit<act::ChangePropose> = houses.permit(&support, stored.resource());
    let change = Change::Reschedule { install_date: jiff::civil::date(2027, 3, 1) };
    let id: ChangeRequestId = bench.app.id().unwrap();
    let request = ChangeRequest {
        id,
        order: stored.id,
        author,
        payload_hash: change.payload_hash(stored.id, stored.version),
        change,
        base_version: stored.version,
        state: ChangeState::Proposed,
        expires_at: bench.app.clock().now().plus_days(3),
    };
    let tx = houses.begin().await;
    store::change_request::insert(&tx, &propose, &request, stored.person, &FreeText::parse("reason", "why").unwrap()).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    // Policy and domain refuse it …
    let answer = change_request::Answer { request: id, agree: true, seen_payload_hash: String::new() };
    assert!(change_request::answer(&bench.app, &houses.ana.caller(bench), &answer).await.is_err());
    // … and were both wrong, the database would.
    let proposed = bench.app.store().change_request(id).await.unwrap().unwrap();
    let tx = houses.begin().await;
    let outcome = store::change_request::end(&tx, &ring(bench), &proposed, ChangeState::Applied, Some(author)).await;
    assert!(matches!(outcome, Err(StoreError::Database(_))), "{outcome:?}");
    drop(tx);
    let raw = Raw::open(&bench.database).await;
    assert!(raw.execute("UPDATE change_request SET approver = author").await.is_err());
    raw.close().await;
    assert_eq!(bench.app.store().change_request(id).await.unwrap().unwrap().request.state, ChangeState::Proposed);
}

async fn untold(database: Database) {
    let houses = houses(database).await;
    let raw = Raw::open(&houses.bench.database).await;
    let before = raw.digest().await;
    let tx = houses.begin().await;
    timer::set(&tx, Kind::Match, uuid::Uuid::nil(), BEGIN).await.unwrap();
    store::idempotency::remember(&tx, [1; 32], [2; 32], "x".into()).await.unwrap();
    assert!(matches!(tx.commit(()).await, Err(StoreError::Untold)));
    assert_eq!(raw.digest().await, before, "nothing was left");
    // Without a change there is nothing to tell.
    assert_eq!(houses.begin().await.commit(7).await.unwrap().into_inner(), 7);
    assert_eq!(raw.digest().await, before);
    raw.close().await;
}

async fn dropped(database: Database) {
    let houses = houses(database).await;
    let raw = Raw::open(&houses.bench.database).await;
    let before = raw.digest().await;
    let stored = houses.stored().await;
    let permit: Permit<act::OrderWithdraw> = houses.permit(&houses.ana, stored.resource());
    let tx = houses.begin().await;
    store::order::save(&tx, &permit, &stored, Move { event: Some(NewEvent::plain("told")), ..Move::default() }).await.unwrap();
    crew::release(&tx, &permit, stored.id).await.unwrap();
    drop(tx);
    assert_eq!(raw.digest().await, before);
    let tx = houses.begin().await;
    store::setting::set_up(&tx, &set_up(&houses.bench), "after", "wards".into()).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    assert_ne!(raw.digest().await, before, "and the next one is committed");
    raw.close().await;
}

async fn sealed_values_stay(database: Database) {
    let houses = houses(database).await;
    let (bench, store) = (&houses.bench, houses.bench.app.store());
    let (ana, eve) = (houses.ana.actor.account.unwrap(), houses.eve.actor.account.unwrap());
    let hex = |id: AccountId| id.uuid().simple().to_string().to_uppercase();
    let raw = Raw::open(&bench.database).await;
    let take = |column: &str, from: AccountId, other: &str, to: AccountId| {
        format!(
            "UPDATE account SET {column} = (SELECT taken FROM (SELECT {other} AS taken FROM account WHERE id = X'{}') AS t) WHERE id = X'{}'",
            hex(from),
            hex(to)
        )
    };
    let own = Resource::Account { id: ana };
    let read: Permit<act::AccountRead> = houses.permit(&houses.ana, own);
    assert!(store.account(ana).await.unwrap().unwrap().name.clear(store, &read).is_ok());
    // Another person's row; then another column of her own row; then the row under another person.
    assert_eq!(raw.execute(&take("name_sealed", eve, "name_sealed", ana)).await.unwrap(), 1);
    let moved = store.account(ana).await.unwrap().unwrap();
    assert!(matches!(moved.name.clear(store, &read), Err(StoreError::Unsealable)));
    assert!(moved.phone.as_ref().unwrap().clear(store, &read).is_ok());
    assert_eq!(raw.execute(&take("phone_sealed", ana, "email_sealed", ana)).await.unwrap(), 1);
    let moved = store.account(ana).await.unwrap().unwrap();
    assert!(matches!(moved.phone.as_ref().unwrap().clear(store, &read), Err(StoreError::Unsealable)));
    assert!(moved.email.clear(store, &read).is_ok());
    raw.execute(&format!("UPDATE account SET person = X'{}' WHERE id = X'{}'", "0".repeat(32), hex(ana))).await.unwrap();
    assert!(matches!(store.account(ana).await.unwrap().unwrap().email.clear(store, &read), Err(StoreError::Unsealable)));
    // One bit more or less.
    let contact = store.order(houses.order, &scope_of_orders(&Actor::timer(), Env::Demo)).await.unwrap().unwrap();
    let permit: Permit<act::SeeContact> = houses.permit(&houses.ana, contact.resource());
    assert!(contact.address.clear(store, &permit).is_ok());
    let sealed = raw.rows("sales_order").await[0]["address_sealed"].clone();
    for at in [0, sealed.len() / 2, sealed.len() - 1] {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        let digits: String = altered.iter().map(|byte| format!("{byte:02X}")).collect();
        raw.execute(&format!("UPDATE sales_order SET address_sealed = X'{digits}'")).await.unwrap();
        let altered = store.order(houses.order, &scope_of_orders(&Actor::timer(), Env::Demo)).await.unwrap().unwrap();
        assert!(matches!(altered.address.clear(store, &permit), Err(StoreError::Unsealable)), "byte {at}");
    }
    raw.close().await;
}

async fn foreign_permit(database: Database) {
    let houses = houses(database).await;
    let (bench, store) = (&houses.bench, houses.bench.app.store());
    let stored = houses.stored().await;
    let hers = bench.order(&houses.eve).await;
    let other = store.order(hers, &scope_of_orders(&houses.eve.actor, Env::Demo)).await.unwrap().unwrap();
    let permit: Permit<act::SeeContact> = houses.permit(&houses.eve, other.resource());
    assert!(other.address.clear(store, &permit).is_ok());
    assert!(matches!(stored.address.clear(store, &permit), Err(StoreError::Unsealable)));
    assert!(matches!(stored.coordinates.clear(store, &permit), Err(StoreError::Unsealable)));
    let account = store.account(stored.account).await.unwrap().unwrap();
    assert!(matches!(account.name.clear(store, &permit), Err(StoreError::Unsealable)));
    let quote = store.quote(stored.quote).await.unwrap().unwrap();
    let own: Permit<act::QuoteRead> = houses.permit(&houses.eve, Resource::Quote { id: other.quote, owner: other.person });
    assert!(matches!(quote.receipt.clear(store, &own), Err(StoreError::Unsealable)));
    // What a permit reads by itself is of its own row.
    let contract: Permit<act::ContractRead> = houses.permit(&houses.eve, other.resource());
    assert_eq!(store.contract(&contract).await.unwrap().unwrap().order, hers);
    assert!(quote::read(&bench.app, &houses.eve.caller(bench), stored.quote).await.is_err());
}

async fn links_and_clocks(database: Database) {
    let houses = houses(database).await;
    let bench = &houses.bench;
    let (account, token) = (houses.ana.actor.account.unwrap(), Token::generate(&SystemRandom).unwrap());
    let now = bench.app.clock().wall();
    let permit = set_up(bench);
    let tx = houses.begin().await;
    link::insert(&tx, &token.hash(), Purpose::Confirm, account, now, now.plus_seconds(60)).await.unwrap();
    store::setting::set_up(&tx, &permit, "told", "1".into()).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    let hash = token.hash();
    let counts = |purpose, at| bench.app.store().link_account(&hash, purpose, at);
    assert_eq!(counts(Purpose::Confirm, now).await.unwrap(), Some(account));
    assert_eq!(counts(Purpose::ResetPassword, now).await.unwrap(), None, "for something else");
    assert_eq!(counts(Purpose::Confirm, now.plus_seconds(60)).await.unwrap(), None, "too late");
    for (purpose, at, found) in [
        (Purpose::ResetPassword, now, None),
        (Purpose::Confirm, now.plus_seconds(60), None),
        (Purpose::Confirm, now.plus_seconds(59), Some(account)),
        (Purpose::Confirm, now.plus_seconds(59), None),
    ] {
        let tx = houses.begin().await;
        assert_eq!(link::consume(&tx, &token.hash(), purpose, at).await.unwrap(), found, "{purpose:?}");
        store::setting::set_up(&tx, &permit, "told", "1".into()).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
    }
    assert_eq!(counts(Purpose::Confirm, now).await.unwrap(), None, "used");

    let due: Vec<Timer> = bench.app.store().due_timers(&ring(bench), now.plus_days(400), 100).await.unwrap();
    assert!(due.windows(2).all(|pair| pair[0].due_at <= pair[1].due_at) && !due.is_empty());
    for is_first in [true, false] {
        let tx = houses.begin().await;
        assert_eq!(timer::ring(&tx, &ring(bench), &due[0]).await.is_ok(), is_first);
        store::setting::set_up(&tx, &permit, "told", "1".into()).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
    }
    let unknown = Timer { id: TimerId::from_uuid(uuid::Uuid::from_u128(1)), ..due[0].clone() };
    assert!(matches!(timer::ring(&houses.begin().await, &ring(bench), &unknown).await, Err(StoreError::Conflict)));
    assert!(account::profile(&bench.app, &houses.ana.caller(bench)).await.is_ok());
}

async fn windows(database: Database) {
    let bench = Bench::empty(database, Env::Demo).await;
    let store = bench.app.store();
    let rule = Rule { free: 2, first_wait_seconds: 4, longest_wait_seconds: 10, window_seconds: 100 };
    let at = |second| BEGIN.plus_seconds(second);
    let take = async |key: u8, second| store.throttle_take(&[([key; 32], rule)], at(second)).await.unwrap();
    // Second and wait. A second is added so that whoever waits as told is never a moment early; waiting is no attempt.
    for (second, wait) in [
        (0, 0),
        (1, 0),
        (2, 0),
        (2, 5),
        (5, 2),
        (6, 0),
        (6, 9),
        (13, 2),
        (14, 0),
        (14, 11),
        (24, 0),
        (24, 11),
        (100, 0),
        (101, 0),
        (102, 0),
    ] {
        // At 100 the window is over and the count begins anew.
        assert_eq!(take(9, second).await, wait, "{second}");
    }
    assert_eq!(take(9, 102).await, 5);
    assert_eq!(take(8, 102).await, 0, "another key waits for nobody");
    let both = [([8; 32], rule), ([9; 32], rule)];
    for _ in 0..5 {
        assert_eq!(store.throttle_take(&both, at(102)).await.unwrap(), 5, "the longest wait of all counts");
    }
    assert_eq!([take(8, 102).await, take(8, 102).await], [0, 0], "and none of them was used up");
    assert!(take(8, 102).await > 0);
    store.throttle_forget([9; 32]).await.unwrap();
    assert_eq!(take(9, 102).await, 0);
    // A process whose clock is a moment behind is not made to wait by one that was let in.
    assert_eq!([take(7, 50).await, take(7, 49).await], [0, 0]);
}
