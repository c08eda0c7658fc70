//! What keeps the house in order over years: what is over is forgotten, what fails stands in nobody's way, and what cannot be
//! read is not taken for empty.

use app::{IdempotencyKey, account, estimate, quote, timer, worker};
use domain::{id::Id, id::OrderId};
use libtest_mimic::Trial;
use policy::{Actor, Env, Permit, Resource, act};
use store::{MigrationState, timer::Kind};
use testkit::{BEGIN, Bench, Database, Raw, roof};
use uuid::Uuid;

use crate::{
    account::{PASSWORD, customer, email, stranger},
    trial::{on_both, on_sqlite},
};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("what_is_over_is_forgotten_and_nothing_else", forgotten),
        on_both("a_mail_that_was_sent_leaves_neither_recipient_nor_text_in_the_outbox", blanked),
        on_both("clocks_that_fail_stand_in_nobodys_way", failing_clocks),
        on_both("a_database_that_cannot_be_read_is_not_an_empty_one", unreadable),
        on_sqlite("all_quotes_of_a_visitor_come_with_her", all_quotes),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const DAY: i64 = 86_400;

async fn forgotten(database: Database) {
    let bench = Bench::staffed(database).await;
    let (app, raw) = (&bench.app, Raw::open(&bench.database).await);
    customer(&bench, "ana@test.example").await;
    account::sign_up(app, &stranger(&bench, 2), crate::account::sign_up("nobody@test.example", PASSWORD)).await.unwrap();
    assert!(account::sign_in(app, &stranger(&bench, 3), &email("ana@test.example"), "not the password at all").await.is_err());
    let visitor = bench.visitor();
    let made = estimate::create(app, &visitor.caller(&bench), roof::denver(), None).await.unwrap();
    let command = bench.lock_command(&visitor, made.id).await;
    let key = IdempotencyKey::parse("once").unwrap();
    quote::lock(app, &visitor.caller(&bench), command, Some(&key)).await.unwrap();
    bench.settle().await;
    let sweep = async || {
        for _ in 0..3 {
            worker::sweep(app).await.unwrap();
        }
        raw.counts().await
    };
    // The first one writes down what was counted of strangers.
    let before = sweep().await;
    for table in ["session", "link", "throttle", "sign_up", "idempotency", "outbox", "timer"] {
        assert!(before[table] > 0, "{table}");
    }
    bench.clock.advance_seconds(60);
    assert_eq!(sweep().await, before, "nothing is over yet");

    // Two days later no link counts and nobody waits; who has not proved her address still can.
    bench.clock.advance_seconds(2 * DAY + 1);
    let counts = sweep().await;
    assert_eq!((counts["link"], counts["throttle"]), (0, 0));
    assert_eq!((counts["sign_up"], counts["idempotency"], counts["outbox"]), (1, before["idempotency"], before["outbox"]));
    // A job that was given up stays for somebody to look at.
    assert_eq!(raw.execute("UPDATE outbox SET done_at = NULL, attempts = 12 WHERE kind = 'sign_up'").await.unwrap(), 2);
    bench.clock.advance_seconds(5 * DAY);
    let counts = sweep().await;
    assert_eq!((counts["sign_up"], counts["idempotency"], counts["outbox"]), (0, 0, 2));
    bench.clock.advance_seconds(23 * DAY);
    assert_eq!(sweep().await["outbox"], 0);

    // The price lapses, its clock rings, and a month later that is forgotten too.
    for _ in 0..3 {
        bench.clock.advance_seconds(40 * DAY);
        bench.settle().await;
    }
    let after = sweep().await;
    assert_eq!((after["timer"], after["session"], after["outbox"]), (0, 0, 0));
    // What belongs to somebody, and what happened, stays.
    for table in ["account", "estimate", "quote", "mail", "crew", "access_log"] {
        assert_eq!(after[table], before[table], "{table}");
    }
    assert!(after["leaf"] >= before["leaf"]);

    // An account that an earlier program opened without proof is nobody's.
    let accounts = after["account"];
    assert_eq!(raw.execute("UPDATE account SET confirmed = 0 WHERE password_sealed IS NOT NULL").await.unwrap(), 1);
    assert_eq!(sweep().await["account"], accounts - 1);
    raw.close().await;
}

async fn blanked(database: Database) {
    let bench = Bench::empty(database, Env::Demo).await;
    let raw = Raw::open(&bench.database).await;
    account::sign_up(&bench.app, &stranger(&bench, 2), crate::account::sign_up("nobody@test.example", PASSWORD)).await.unwrap();
    assert!(raw.rows("outbox").await.iter().all(|job| job["payload_sealed"].len() > 40));
    bench.settle().await;
    let jobs = raw.rows("outbox").await;
    assert_eq!(jobs.len(), 2, "what is asked for, and the mail");
    assert!(jobs.iter().all(|job| job.contains_key("done_at") && job["payload_sealed"].is_empty()));
    raw.close().await;
}

async fn failing_clocks(database: Database) {
    let bench = Bench::staffed(database).await;
    let app = &bench.app;
    let set_up: Permit<act::CompanySetUp> = app.engine().permit(&Actor::worker(), Resource::Company).unwrap();
    let visitor = bench.visitor();
    let lapses = bench.quote(&visitor).await;
    let lapses_at = app.store().quote(lapses).await.unwrap().unwrap().valid_until;
    // More clocks than are handled in one go, all of them older, of orders that are not there.
    let tx = app.store().begin(app.clock().now(), None).await.unwrap();
    for number in 0..130 {
        store::timer::set(&tx, Kind::CoolingOffEnds, OrderId::from_uuid(Uuid::from_u128(number)).uuid(), BEGIN).await.unwrap();
    }
    store::setting::set_up(&tx, &set_up, "told", "1".into()).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    bench.clock.advance_seconds((lapses_at.micros() - app.clock().now().micros()) / 1_000_000 + 1);
    let mut rounds = 0;
    while app.store().quote(lapses).await.unwrap().unwrap().state == quote::State::Open {
        rounds += 1;
        assert!(rounds <= 12, "the price still has not lapsed");
        timer::run_due(app).await.unwrap();
    }
    // They are not given up: later they come again, less and less often.
    let raw = Raw::open(&bench.database).await;
    let tries = async || -> usize {
        let text = |row: &testkit::raw::Row| String::from_utf8(row["failures"].clone()).unwrap().parse::<usize>().unwrap();
        raw.rows("timer_failure").await.iter().map(text).sum()
    };
    let before = tries().await;
    bench.clock.advance_seconds(6);
    timer::run_due(app).await.unwrap();
    assert!(tries().await > before);
    // After many failures an hour apart.
    raw.execute("UPDATE timer_failure SET failures = 40, not_before = 0").await.unwrap();
    for _ in 0..2 {
        timer::run_due(app).await.unwrap();
    }
    let before = tries().await;
    assert_eq!(before, 41 * 130);
    bench.clock.advance_seconds(3_599);
    timer::run_due(app).await.unwrap();
    assert_eq!(tries().await, before);
    bench.clock.advance_seconds(1);
    timer::run_due(app).await.unwrap();
    assert_eq!(tries().await, before + 100);
    raw.execute("UPDATE timer SET state = 'rung'").await.unwrap();
    worker::sweep(app).await.unwrap();
    assert_eq!(raw.counts().await["timer_failure"], 0);
    raw.close().await;
}

async fn unreadable(database: Database) {
    let bench = Bench::empty(database, Env::Demo).await;
    let store = bench.app.store();
    let raw = Raw::open(&bench.database).await;
    raw.execute("ALTER TABLE schema_migration RENAME COLUMN version TO was_version").await.unwrap();
    let before = raw.counts().await;
    assert!(store.migration_state().await.is_err(), "a mark that cannot be read says nothing");
    assert!(store.migrate(BEGIN).await.is_err());
    assert_eq!(raw.counts().await, before, "nothing was touched");
    raw.execute("DROP TABLE schema_migration").await.unwrap();
    assert_eq!(store.migration_state().await.unwrap(), MigrationState::Behind { found: 0 });
    raw.close().await;
}

async fn all_quotes(database: Database) {
    let bench = Bench::staffed(database).await;
    let app = &bench.app;
    customer(&bench, "ana@test.example").await;
    let visitor = bench.visitor();
    let estimate = bench.estimate(&visitor, roof::denver()).await;
    let command = bench.lock_command(&visitor, estimate).await;
    for _ in 0..55 {
        quote::lock(app, &visitor.caller(&bench), command, None).await.unwrap();
    }
    account::sign_in(app, &visitor.caller(&bench), &email("ana@test.example"), PASSWORD).await.unwrap();
    let person = app.store().account_by_email(&email("ana@test.example")).await.unwrap().unwrap().person;
    let raw = Raw::open(&bench.database).await;
    let quotes = raw.rows("quote").await;
    assert_eq!(quotes.iter().filter(|quote| quote["person"] == person.uuid().as_bytes()).count(), 55);
    raw.close().await;
}
