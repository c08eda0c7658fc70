//! What leaving costs, and who reads of it.

use app::order;
use domain::account::Role;
use libtest_mimic::Trial;
use testkit::{Bench, Database, Raw};

use crate::trial::{on_both, on_sqlite};

pub(crate) fn trials() -> Vec<Trial> {
    [on_both("what_nobody_documented_is_not_kept", nothing_is_kept), on_sqlite("an_order_is_left_by_the_terms_that_were_signed", own_terms)]
        .into_iter()
        .flatten()
        .collect()
}

async fn nothing_is_kept(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let operations = bench.first(Role::Operations).await;
    let (id, leader) = bench.matched(&ana).await;
    bench.paperwork(&operations, id).await;
    // She has paid, and the cooling-off period is over.
    let raw = Raw::open(&bench.database).await;
    raw.execute("UPDATE sales_order SET paid_minor = 500000").await.unwrap();
    raw.close().await;
    bench.clock.advance_seconds(6 * 86_400);
    bench.settle().await;
    let leaving = order::leaving(&bench.app, &ana.caller(&bench), id).await.unwrap();
    assert!(leaving.possible && !leaving.free);
    assert_eq!(leaving.refund.amount.minor, 500_000, "{:?}", leaving.refund);
    order::leave(&bench.app, &ana.caller(&bench), id, 500_000).await.unwrap();
    for who in [&leader, &ana] {
        let seen = order::read(&bench.app, &who.caller(&bench), id).await.unwrap();
        let last = seen.events.last().unwrap();
        assert_eq!((last.kind.as_str(), last.detail.to_string().as_str()), ("cancel", "{}"), "the crew reads no amount");
    }
}

async fn own_terms(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let id = bench.order(&ana).await;
    assert!(order::leaving(&bench.app, &ana.caller(&bench), id).await.is_ok());
    // Terms that this program does not know are not replaced by today's.
    let raw = Raw::open(&bench.database).await;
    raw.execute("UPDATE contract SET terms_version = 'xx-1999-1'").await.unwrap();
    raw.close().await;
    assert!(matches!(order::leaving(&bench.app, &ana.caller(&bench), id).await, Err(app::Error::Internal(_))));
}
