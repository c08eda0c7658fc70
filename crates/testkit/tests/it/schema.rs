//! The schema: made once, brought forward from what an earlier program left, and never touched by a program that is older.

use app::change_request;
use domain::{account::Role, id::Id, text::FreeText};
use libtest_mimic::Trial;
use policy::Env;
use store::{MigrationState, SCHEMA_VERSION, StoreError};
use testkit::{BEGIN, Bench, Database, Raw};

use crate::trial::on_both;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("a_schema_is_made_once_and_a_newer_one_is_left_alone", schema),
        on_both("an_upgrade_finds_what_is_open_already_and_can_be_cut_off", upgrade),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn schema(database: Database) {
    let bench = Bench::empty(database, Env::Demo).await;
    let store = bench.app.store();
    let raw = Raw::open(&bench.database).await;
    let before = raw.digest().await;
    assert_eq!(store.migration_state().await.unwrap(), MigrationState::Current);
    assert_eq!(store.migrate(BEGIN.plus_seconds(1)).await.unwrap(), 0, "twice is once");
    assert_eq!(raw.digest().await, before);
    assert!(app::staff::health::ready(&bench.app).await.is_ok());
    // A migration that was cut off before its mark is run again.
    raw.execute("DELETE FROM schema_migration").await.unwrap();
    assert_eq!(store.migration_state().await.unwrap(), MigrationState::Behind { found: 0 });
    assert!(app::staff::health::ready(&bench.app).await.is_err());
    assert!(store.migrate(BEGIN).await.unwrap() > 0);
    assert_eq!(raw.digest().await, before);
    let newer = SCHEMA_VERSION + 1;
    raw.execute(&format!("INSERT INTO schema_migration (version, name, applied_at) VALUES ({newer}, 'newer', 0)")).await.unwrap();
    assert_eq!(store.migration_state().await.unwrap(), MigrationState::Ahead { found: newer });
    let before = raw.digest().await;
    assert!(matches!(store.migrate(BEGIN).await, Err(StoreError::Setup(_))));
    assert!(app::staff::health::ready(&bench.app).await.is_err());
    assert_eq!(raw.digest().await, before, "nothing was touched");
    raw.close().await;
}

async fn upgrade(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let support = bench.first(Role::Support).await;
    let mut open = Vec::new();
    for _ in 0..2 {
        let (order, _) = bench.matched(&ana).await;
        let present = app::order::read(&bench.app, &ana.caller(&bench), order).await.unwrap().install_date.unwrap();
        let mut made = None;
        for days in 7..30 {
            let install_date = domain::calendar::add_days(present, days);
            let command =
                change_request::Propose { order, install_date, reason: FreeText::parse("reason", "The inspector is ill.").unwrap() };
            made = made.or(change_request::propose(&bench.app, &support.caller(&bench), &command, None).await.ok());
        }
        open.push((order, made.expect("a proposal")));
    }
    // As an earlier program left it: nothing is known of what is open, and of one order two proposals are.
    let raw = Raw::open(&bench.database).await;
    let columns: Vec<String> = raw.columns("change_request").await;
    let columns: Vec<&str> =
        columns.iter().map(|name| if name == "id" { "X'00000000000000000000000000000001'" } else { name.as_str() }).collect();
    raw.execute(&format!("INSERT INTO change_request SELECT {} FROM change_request LIMIT 1", columns.join(", "))).await.unwrap();
    raw.execute("DROP TABLE open_proposal").await.unwrap();
    raw.execute("DELETE FROM schema_migration WHERE version > 1").await.unwrap();
    let store = bench.app.store();
    assert_eq!(store.migration_state().await.unwrap(), MigrationState::Behind { found: 1 });
    for _ in 0..2 {
        assert!(store.migrate(BEGIN).await.unwrap() > 0);
        // Cut off before its mark, it is run again.
        raw.execute("DELETE FROM schema_migration WHERE version > 1").await.unwrap();
    }
    assert!(store.migrate(BEGIN).await.unwrap() > 0);
    let rows = raw.rows("open_proposal").await;
    assert_eq!(rows.len(), 2);
    for (order, change) in open {
        let row = rows.iter().find(|row| row["order_id"] == order.uuid().as_bytes()).unwrap();
        assert_eq!(
            (row["kind"].as_slice(), row["change_request"].as_slice()),
            (b"reschedule".as_slice(), change.uuid().as_bytes().as_slice())
        );
    }
    raw.close().await;
}
