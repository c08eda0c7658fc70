//! Looks at a customer's file: how many one employee may take at once, and what she reads of them.

use app::{Error, access, access::Field, order};
use domain::{account::Role, text::FreeText};
use libtest_mimic::Trial;
use testkit::{Bench, Database, Raw};

use crate::trial::on_both;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("thirty_looks_at_once_are_no_more_than_twenty", at_once),
        on_both("a_hundred_looks_of_the_queue_bury_no_look_behind_a_mask", buried),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reason() -> FreeText {
    FreeText::parse("reason", "She asked to be called back about the survey.").unwrap()
}

async fn at_once(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let support = bench.first(Role::Support).await;
    let order = bench.order(&ana).await;
    let looks: Vec<_> = (0..30)
        .map(|_| {
            let (app, caller) = (bench.app.clone(), support.caller(&bench));
            tokio::spawn(async move {
                loop {
                    match access::reveal(&app, &caller, order, Field::Phone, &reason()).await {
                        Err(Error::Busy { .. }) => {}
                        other => break other,
                    }
                }
            })
        })
        .collect();
    let (mut shown, mut refused) = (0, 0);
    for look in looks {
        match look.await.unwrap() {
            Ok(_) => shown += 1,
            Err(Error::TooMany { .. }) => refused += 1,
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!((shown, refused), (20, 10));
    let raw = Raw::open(&bench.database).await;
    assert_eq!(raw.rows("access_log").await.len(), 20);
    raw.close().await;
}

async fn buried(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let (support, operations) = (bench.first(Role::Support).await, bench.first(Role::Operations).await);
    let order = bench.order(&ana).await;
    access::reveal(&bench.app, &support.caller(&bench), order, Field::Phone, &reason()).await.unwrap();
    for day in 0..2 {
        for _ in 0..60 {
            assert!(order::read(&bench.app, &operations.caller(&bench), order).await.unwrap().contact.is_some());
        }
        let seen = order::read(&bench.app, &ana.caller(&bench), order).await.unwrap().accesses;
        let what: Vec<(Role, &str)> = seen.iter().map(|look| (look.role, look.what.as_str())).collect();
        assert_eq!(what.iter().filter(|look| **look == (Role::Operations, "contact")).count(), day + 1, "one entry a day");
        assert!(what.contains(&(Role::Support, "phone")));
        bench.clock.advance_seconds(86_400);
    }
    // Each look is in the trail all the same.
    let raw = Raw::open(&bench.database).await;
    let leaves = raw
        .rows("leaf")
        .await
        .into_iter()
        .filter(|leaf| String::from_utf8_lossy(&leaf["bytes"]).contains("\"reason\":\"contact\""))
        .count();
    raw.close().await;
    assert_eq!(leaves, 120);
}
