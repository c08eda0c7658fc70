//! Every no to somebody leaves something in the trail, and nobody can flood the trail with it.

use ::trail::{Leaf, Outcome};
use app::{Error, account, order, staff::trail, worker};
use domain::{
    account::Role,
    id::{Id as _, OrderId},
    text::Email,
};
use libtest_mimic::Trial;
use store::{Cursor, order::Filter};
use testkit::{Bench, Database, Person};

use crate::trial::{on_both, on_sqlite};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("whoever_asks_for_an_order_that_is_not_hers_is_in_the_trail", probes),
        on_sqlite("a_list_that_is_not_for_a_role_is_denied_to_it_and_told", lists),
        on_sqlite("a_visitor_in_the_trail_is_no_account", visitor),
        on_sqlite("passwords_that_do_not_fit_and_forged_posts_are_counted", counted),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn denied(bench: &Bench) -> Vec<Leaf> {
    let officer = bench.first(Role::Officer).await;
    let filter = trail::Filter { denied_only: true, ..trail::Filter::default() };
    trail::read(&bench.app, &officer.caller(bench), &filter, Cursor::first(100)).await.unwrap().items
}

/// The denials of one person: action, object, times.
async fn of(bench: &Bench, who: &Person) -> Vec<(String, uuid::Uuid, u32)> {
    let account = who.actor.account.map(domain::id::Id::uuid);
    let leaves = denied(bench).await.into_iter().filter(|leaf| leaf.actor.id == account && leaf.outcome == Outcome::Denied);
    leaves.map(|leaf| (leaf.action.to_string(), leaf.object.id, leaf.times)).collect()
}

async fn probes(database: Database) {
    let bench = Bench::staffed(database).await;
    let (ana, eve) = (bench.person(Role::Customer, "Ana Quintanilla").await, bench.person(Role::Customer, "Eve Other").await);
    let (order, _) = bench.matched(&ana).await;
    let engineer = bench.first(Role::Engineer).await;
    for who in [&eve, &engineer, &bench.first(Role::Officer).await, &bench.first(Role::Sales).await] {
        assert!(matches!(order::read(&bench.app, &who.caller(&bench), order).await, Err(Error::NotFound)));
        assert_eq!(of(&bench, who).await, [("order.read".to_owned(), domain::id::Id::uuid(order), 1)], "{:?}", who.actor.role);
    }
    // One that does not exist tells no more and no less.
    let none: OrderId = bench.app.id().unwrap();
    let crew = bench.crews().await.into_iter().next_back().unwrap();
    assert!(matches!(order::read(&bench.app, &crew.caller(&bench), none).await, Err(Error::NotFound)));
    assert_eq!(of(&bench, &crew).await, [("order.read".to_owned(), domain::id::Id::uuid(none), 1)]);
    // Whoever could see any order looked for one that is not there: that is no denial.
    let support = bench.first(Role::Support).await;
    assert!(matches!(order::read(&bench.app, &support.caller(&bench), none).await, Err(Error::NotFound)));
    assert_eq!(of(&bench, &support).await, []);

    // A hundred tries are one leaf now and one at the next sweep; then counting begins anew.
    for _ in 0..99 {
        assert!(order::read(&bench.app, &eve.caller(&bench), order).await.is_err());
    }
    assert!(order::leaving(&bench.app, &eve.caller(&bench), order).await.is_err());
    assert_eq!(of(&bench, &eve).await.len(), 2, "another action is told at once");
    worker::sweep(&bench.app).await.unwrap();
    let mut times: Vec<(String, u32)> = of(&bench, &eve).await.into_iter().map(|(action, _, times)| (action, times)).collect();
    times.sort();
    let told = [("order.read", 1), ("order.read", 99), ("order.withdraw", 1)];
    assert_eq!(times, told.map(|(action, times)| (action.to_owned(), times)));
    worker::sweep(&bench.app).await.unwrap();
    assert_eq!(of(&bench, &eve).await.len(), 3);
    assert!(order::read(&bench.app, &eve.caller(&bench), order).await.is_err());
    assert_eq!(of(&bench, &eve).await.len(), 4);
}

async fn lists(database: Database) {
    let bench = Bench::staffed(database).await;
    for role in [Role::Sales, Role::Officer, Role::Engineer, Role::Head] {
        let who = bench.first(role).await;
        let listed = order::list(&bench.app, &who.caller(&bench), &Filter::default(), Cursor::first(10)).await;
        assert!(matches!(listed, Err(Error::Denied)), "{role:?}");
        let browser = bench.browser_of(&who).await;
        assert_eq!((browser.get("/api/v1/orders").await.status, browser.get("/orders").await.status), (403, 403), "{role:?}");
        assert_eq!(of(&bench, &who).await.iter().filter(|(action, ..)| action == "order.list").count(), 3, "{role:?}");
    }
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    for who in [ana, bench.crews().await.swap_remove(0), bench.first(Role::Support).await, bench.first(Role::Operations).await] {
        assert!(order::list(&bench.app, &who.caller(&bench), &Filter::default(), Cursor::first(10)).await.is_ok());
    }
}

async fn visitor(database: Database) {
    let bench = Bench::staffed(database).await;
    let visitor = bench.visitor();
    bench.estimate(&visitor, testkit::roof::denver()).await;
    let person = visitor.actor.person.unwrap();
    let wrong = domain::id::AccountId::from_uuid(person.uuid()).to_string();
    let browser = bench.browser_of(&bench.first(Role::Officer).await).await;
    for path in ["/api/v1/trail?action=estimate.create", "/trail?action=estimate.create"] {
        let answer = browser.get(path).await;
        assert!(answer.status == 200 && answer.text.contains(&person.to_string()) && !answer.text.contains(&wrong), "{path}");
    }
}

async fn counted(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let email = Email::parse("email", "nobody@test.example").unwrap();
    let stranger = bench.visitor().caller(&bench);
    for _ in 0..2 {
        let refused = account::sign_in(&bench.app, &stranger, &email, "seven lamps hang over the quiet harbour").await;
        assert!(matches!(refused, Err(Error::CredentialsRefused)));
    }
    worker::sweep(&bench.app).await.unwrap();
    let before: u32 = denied(&bench).await.iter().filter(|leaf| leaf.action.as_str() == "strangers.denied").map(|leaf| leaf.times).sum();
    assert_eq!(before, 2);
    let browser = bench.browser_of(&ana).await;
    assert_eq!(browser.post("/sign-out", &[("csrf", "forged")]).await.status, 403);
    let elsewhere = [("sec-fetch-site", "cross-site"), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(browser.send("POST", "/sign-out", &elsewhere, format!("csrf={}", browser.csrf())).await.status, 403);
    worker::sweep(&bench.app).await.unwrap();
    let after: u32 = denied(&bench).await.iter().filter(|leaf| leaf.action.as_str() == "strangers.denied").map(|leaf| leaf.times).sum();
    assert_eq!(after - before, 2);
}
