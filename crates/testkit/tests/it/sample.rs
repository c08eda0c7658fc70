//! The sample company.

use domain::account::Role;
use libtest_mimic::Trial;
use policy::Resource;
use testkit::{Bench, Database};

use crate::trial::on_both;

pub(crate) fn trials() -> Vec<Trial> {
    [on_both("the_sample_company_is_made_by_use_cases_and_leaves_a_whole_trail", makes_it)].into_iter().flatten().collect()
}

async fn makes_it(database: Database) {
    let bench = Bench::sample(database).await;
    let app = &bench.app;
    assert!(app::sample::is_complete(app).await.unwrap());
    for (role, count) in [
        (Role::Engineer, 12),
        (Role::Support, 3),
        (Role::Sales, 1),
        (Role::Operations, 2),
        (Role::Officer, 1),
        (Role::Head, 1),
        (Role::Customer, 12),
        (Role::Crew, 6),
    ] {
        assert_eq!(app.store().count_accounts(role).await.unwrap(), count, "{role:?}");
    }
    let operations = bench.first(Role::Operations).await;
    let permit = app.engine().permit(&operations.actor, Resource::Company).unwrap();
    let by_stage = app.store().orders_by_stage::<policy::act::BoardRead>(&permit).await.unwrap();
    assert_eq!(by_stage.iter().map(|(_, n)| n).sum::<u64>(), 12, "{by_stage:?}");
    assert!(by_stage.iter().filter(|(_, n)| *n > 0).count() >= 3, "{by_stage:?}");
    let (leaves, _) = app.store().count_leaves().await.unwrap();
    assert!(leaves > 200, "{leaves}");
    let (waiting, given_up) = app.store().count_jobs().await.unwrap();
    assert_eq!((waiting, given_up), (0, 0));
}
