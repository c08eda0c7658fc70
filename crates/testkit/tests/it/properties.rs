//! Whatever a crowd does in whatever order, the company's books stay true.

use app::{Error, access, access::Field, change_request, change_request::Propose, offer, offer::Answer, order, quote};
use domain::{
    account::Role,
    calendar::add_days,
    id::{ChangeRequestId, OrderId},
    order::{StepName, TransitionName, WorkstreamKind},
    text::FreeText,
};
use libtest_mimic::Trial;
use proptest::{
    prelude::{Strategy, any},
    prop_oneof,
    test_runner::{Config, TestCaseError, TestRunner},
};
use testkit::{Bench, Database, Person};

use crate::invariants;

const CASES: u32 = 40;
const STEPS: usize = 30;

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("no_sequence_of_actions_breaks_the_books [sqlite]", || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        // The same cases every time: a test that fails on Tuesdays teaches nobody.
        let config = Config { cases: CASES, failure_persistence: None, max_shrink_iters: 80, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(
            config,
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        );
        let tried = std::sync::atomic::AtomicUsize::new(0);
        runner.run(&proptest::collection::vec(step(), 1..=STEPS), |steps| {
            let done = runtime.block_on(live(&steps))?;
            tried.fetch_add(done, std::sync::atomic::Ordering::Relaxed);
            Ok(())
        })?;
        let done = tried.into_inner();
        assert!(done > 200, "only {done} steps were allowed: the crowd does nothing");
        Ok(())
    })]
}

/// What somebody tries. Numbers choose among those who could, and may choose wrong.
#[derive(Clone, Debug)]
enum Step {
    Sign { customer: usize },
    Answer { crew: usize, answer: Answer },
    AnswerAll { yes: bool },
    Leave { customer: usize, order: usize },
    Propose { order: usize, days: i32 },
    Decide { customer: usize, change: usize, agree: bool },
    Paperwork { order: usize, kind: usize, name: usize },
    AllPaperwork { order: usize },
    Advance { order: usize, name: usize },
    Install { crew: usize, order: usize, name: usize },
    Look { order: usize, field: usize },
    Wait { hours: i64 },
    Settle,
}

fn step() -> impl Strategy<Value = Step> {
    let any = any::<usize>;
    prop_oneof![
        3 => any().prop_map(|customer| Step::Sign { customer }),
        2 => (any(), any()).prop_map(|(crew, answer)| Step::Answer { crew, answer: if answer % 3 == 0 { Answer::Decline } else { Answer::Accept } }),
        4 => any().prop_map(|n| Step::AnswerAll { yes: n % 4 != 0 }),
        1 => (any(), any()).prop_map(|(customer, order)| Step::Leave { customer, order }),
        2 => (any(), -10_i32..60).prop_map(|(order, days)| Step::Propose { order, days }),
        3 => (any(), any(), any()).prop_map(|(customer, change, n)| Step::Decide { customer, change, agree: n % 3 != 0 }),
        2 => (any(), any(), any()).prop_map(|(order, kind, name)| Step::Paperwork { order, kind, name }),
        3 => any().prop_map(|order| Step::AllPaperwork { order }),
        3 => (any(), any()).prop_map(|(order, name)| Step::Advance { order, name }),
        4 => (any(), any(), any()).prop_map(|(crew, order, name)| Step::Install { crew, order, name }),
        1 => (any(), any()).prop_map(|(order, field)| Step::Look { order, field }),
        3 => (1_i64..400).prop_map(|hours| Step::Wait { hours }),
        4 => proptest::strategy::Just(Step::Settle),
    ]
}

/// A company, the people in it, and what there is.
struct Town {
    bench: Bench,
    customers: Vec<Person>,
    crews: Vec<Person>,
    support: Person,
    operations: Person,
    orders: Vec<OrderId>,
    changes: Vec<ChangeRequestId>,
}

fn pick<T>(of: &[T], number: usize) -> Option<&T> {
    of.get(number.checked_rem(of.len())?)
}

async fn live(steps: &[Step]) -> Result<usize, TestCaseError> {
    let bench = Bench::staffed(Database::sqlite("properties")).await;
    let customers = vec![bench.person(Role::Customer, "Ana Quintanilla").await, bench.person(Role::Customer, "Eve Other").await];
    let (crews, support, operations) = (bench.crews().await, bench.first(Role::Support).await, bench.first(Role::Operations).await);
    let mut town = Town { bench, customers, crews, support, operations, orders: Vec::new(), changes: Vec::new() };
    let mut done = 0;
    for step in steps {
        match town.take(step).await {
            Ok(()) => done += 1,
            // A no is an answer; a failure of ours is not.
            Err(Error::Invalid(_) | Error::NotFound | Error::Denied | Error::Conflict(_) | Error::TooMany { .. }) => {}
            Err(error) => return Err(TestCaseError::fail(format!("{step:?}: {error:?}"))),
        }
    }
    town.bench.settle().await;
    invariants::hold(&town.bench).await;
    invariants::outbox_is_drained(&town.bench).await;
    for customer in &town.customers {
        for view in quote::list(&town.bench.app, &customer.caller(&town.bench)).await.expect("her quotes") {
            assert_eq!(view.receipt.verify(), Ok(()), "every receipt can be recomputed");
            assert_eq!(view.receipt.hash().expect("canonical"), view.hash);
        }
    }
    Ok(done)
}

impl Town {
    async fn take(&mut self, step: &Step) -> Result<(), Error> {
        let app = self.bench.app.clone();
        let order = |number: usize| pick(&self.orders, number).copied().ok_or(Error::NotFound);
        let caller = |who: &Person| who.caller(&self.bench);
        match step {
            Step::Sign { customer } => {
                if self.orders.len() < 5 {
                    let who = pick(&self.customers, *customer).ok_or(Error::NotFound)?;
                    let made = self.bench.order(who).await;
                    self.orders.push(made);
                }
                Ok(())
            }
            Step::Answer { crew, answer } => {
                let open = self.bench.open_offers().await;
                let (_, offer) = pick(&open, *crew).ok_or(Error::NotFound)?;
                let who = pick(&self.crews, *crew).ok_or(Error::NotFound)?;
                offer::answer(&app, &caller(who), offer.id, *answer).await.map(|_| ())
            }
            Step::AnswerAll { yes } => {
                for (leader, offer) in self.bench.open_offers().await {
                    offer::answer(&app, &caller(&leader), offer.id, if *yes { Answer::Accept } else { Answer::Decline }).await?;
                }
                Ok(())
            }
            Step::Leave { customer, order: number } => {
                let who = pick(&self.customers, *customer).ok_or(Error::NotFound)?;
                let leaving = order::leaving(&app, &caller(who), order(*number)?).await?;
                order::leave(&app, &caller(who), leaving.order, leaving.refund.amount.minor).await
            }
            Step::Propose { order: number, days } => {
                let install_date = add_days(app.today(), 20 + days);
                let reason = FreeText::parse("reason", "The inspector is ill.")?;
                let command = Propose { order: order(*number)?, install_date, reason };
                let made = change_request::propose(&app, &caller(&self.support), &command, None).await?;
                self.changes.push(made);
                Ok(())
            }
            Step::Decide { customer, change, agree } => {
                let request = pick(&self.changes, *change).copied().ok_or(Error::NotFound)?;
                let who = pick(&self.customers, *customer).ok_or(Error::NotFound)?;
                let (_, view) = change_request::read(&app, &caller(who), request).await?;
                let answer = change_request::Answer { request, agree: *agree, seen_payload_hash: view.payload_hash };
                change_request::answer(&app, &caller(who), &answer).await.map(|_| ())
            }
            Step::Paperwork { order: number, kind, name } => {
                let (kind, name) = (WorkstreamKind::ALL[kind % 7], StepName::ALL[name % 3]);
                order::move_workstream(&app, &caller(&self.operations), order(*number)?, kind, name).await
            }
            Step::AllPaperwork { order: number } => {
                for kind in [
                    WorkstreamKind::Survey,
                    WorkstreamKind::Design,
                    WorkstreamKind::Permit,
                    WorkstreamKind::Interconnection,
                    WorkstreamKind::Materials,
                ] {
                    for name in [StepName::Submit, StepName::Approve] {
                        // Some were done before.
                        match order::move_workstream(&app, &caller(&self.operations), order(*number)?, kind, name).await {
                            Ok(()) | Err(Error::Conflict(_)) => {}
                            Err(error) => return Err(error),
                        }
                    }
                }
                Ok(())
            }
            Step::Advance { order: number, name } => {
                let names = [
                    TransitionName::Release,
                    TransitionName::LoseCrew,
                    TransitionName::PassInspection,
                    TransitionName::FailInspection,
                    TransitionName::Energize,
                    TransitionName::PassInspection,
                    TransitionName::Energize,
                    TransitionName::Cancel,
                ];
                order::advance(&app, &caller(&self.operations), order(*number)?, names[name % names.len()]).await
            }
            Step::Install { crew, order: number, name } => {
                let name = [TransitionName::StartInstallation, TransitionName::FinishInstallation][name % 2];
                let mut outcome = Err(Error::NotFound);
                // Every crew tries; at most one may.
                for n in 0..self.crews.len() {
                    let who = pick(&self.crews, crew.wrapping_add(n)).ok_or(Error::NotFound)?;
                    match order::install(&app, &caller(who), order(*number)?, name).await {
                        Err(Error::NotFound) => {}
                        other => outcome = other,
                    }
                }
                outcome
            }
            Step::Look { order: number, field } => {
                let reason = FreeText::parse("reason", "She called.")?;
                access::reveal(&app, &caller(&self.support), order(*number)?, Field::ALL[field % 4], &reason).await.map(|_| ())
            }
            Step::Wait { hours } => {
                self.bench.clock.advance_seconds(hours * 3_600);
                Ok(())
            }
            Step::Settle => app::demo::settle(&app).await,
        }
    }
}
