//! What happens when two come at the same moment: one wins, the other hears of it, and nothing is done twice.

use std::{future::Future, sync::Arc};

use app::{
    Conflict, Error, IdempotencyKey, change_request,
    change_request::Propose,
    offer,
    offer::{Answer, OfferView, State},
    order, quote, timer, worker,
};
use domain::{
    account::Role,
    calendar::add_days,
    change_request::ChangeState,
    id::OrderId,
    order::{Stage, StepName, TransitionName, WorkstreamKind},
    text::{Email, FreeText, PersonName},
};
use libtest_mimic::Trial;
use testkit::{Bench, Database, Person, Raw, journey, roof};
use tokio::sync::Barrier;

use crate::{invariants, trial::on_both};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("two_answers_to_one_offer_are_one", two_answers_to_one_offer),
        on_both("two_jobs_do_not_get_the_same_day_of_a_crew", two_jobs_one_day),
        on_both("two_signatures_on_one_quote_are_one_order", two_signatures),
        on_both("the_same_key_sixteen_times_at_once_is_one_thing", one_key),
        on_both("two_answers_to_a_proposal_apply_it_at_most_once", two_answers_to_a_proposal),
        on_both("two_proposals_for_one_order_are_one", two_proposals),
        on_both("two_runners_ring_each_clock_once", two_runners),
        on_both("two_workers_send_each_mail_once", two_workers),
        on_both("a_yes_and_a_withdrawal_at_once_leave_no_day_taken_in_vain", yes_and_withdrawal),
        on_both("two_hands_on_one_workstream_move_it_once", two_hands),
        on_both("two_accounts_for_one_address_are_one", two_accounts),
        on_both("wrong_passwords_at_once_are_all_counted", wrong_passwords),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const ROUNDS: usize = 20;

/// Runs `count` attempts that begin at the same moment.
async fn at_once<F, T>(count: usize, attempt: impl Fn(usize) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let barrier = Arc::new(Barrier::new(count));
    let attempts: Vec<_> = (0..count)
        .map(|number| {
            let (barrier, attempt) = (Arc::clone(&barrier), attempt(number));
            tokio::spawn(async move {
                barrier.wait().await;
                attempt.await
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for attempt in attempts {
        outcomes.push(attempt.await.expect("no attempt panics"));
    }
    outcomes
}

async fn company(database: Database) -> (Bench, Person) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    (bench, ana)
}

/// Ends an order, so that its crew is free for the next round.
async fn end(bench: &Bench, who: &Person, order: OrderId) {
    let leaving = order::leaving(&bench.app, &who.caller(bench), order).await.unwrap();
    order::leave(&bench.app, &who.caller(bench), order, leaving.refund.amount.minor).await.unwrap();
}

async fn two_answers_to_one_offer(database: Database) {
    let (bench, ana) = company(database).await;
    for round in 0..ROUNDS {
        let (id, leader, asked) = bench.offered(&ana).await;
        // Even rounds: yes twice. Odd rounds: yes and no.
        let answers = [Answer::Accept, if round % 2 == 0 { Answer::Accept } else { Answer::Decline }];
        let outcomes: Vec<Result<OfferView, Error>> = at_once(4, |number| {
            let (app, caller, answer) = (bench.app.clone(), leader.caller(&bench), answers[number % 2]);
            async move { offer::answer(&app, &caller, asked, answer).await }
        })
        .await;
        let state = offer::read(&bench.app, &leader.caller(&bench), asked).await.unwrap().state;
        for (number, outcome) in outcomes.iter().enumerate() {
            let wanted = if answers[number % 2] == Answer::Accept { State::Accepted } else { State::Declined };
            match outcome {
                Ok(view) => assert_eq!((view.state, wanted), (state, state), "a yes that is answered with yes counts"),
                Err(Error::Conflict(Conflict::OfferClosed)) => assert_ne!(wanted, state),
                Err(error) => panic!("{error:?}"),
            }
        }
        let seen = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
        assert_eq!(seen.events.iter().filter(|event| event.kind == "accept_offer").count(), usize::from(state == State::Accepted));
        end(&bench, &ana, id).await;
    }
    invariants::hold(&bench).await;
}

async fn two_jobs_one_day(database: Database) {
    let (bench, ana) = company(database).await;
    let mut contested = 0;
    for _ in 0..ROUNDS {
        let (first, leader, one) = bench.offered(&ana).await;
        let (second, rival, other) = bench.offered(&ana).await;
        if leader.actor.crew == rival.actor.crew {
            let outcomes = at_once(2, |number| {
                let (app, caller) = (bench.app.clone(), leader.caller(&bench));
                async move { offer::answer(&app, &caller, [one, other][number], Answer::Accept).await }
            })
            .await;
            let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            let lost = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Conflict(Conflict::CrewNotFree)))).count();
            assert_eq!((won, lost), (1, 1), "{outcomes:?}");
            contested += 1;
        }
        for id in [first, second] {
            end(&bench, &ana, id).await;
        }
    }
    assert!(contested >= ROUNDS / 2, "only {contested} rounds were contested");
    invariants::hold(&bench).await;
}

async fn two_signatures(database: Database) {
    let (bench, ana) = company(database).await;
    for _ in 0..ROUNDS {
        let quote = bench.quote(&ana).await;
        let command = Arc::new(bench.sign_command(&ana, quote, journey::STREET).await);
        let outcomes = at_once(3, |_| {
            let (app, caller, command) = (bench.app.clone(), ana.caller(&bench), Arc::clone(&command));
            async move { order::sign(&app, &caller, &command, None).await }
        })
        .await;
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let lost = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Conflict(Conflict::AlreadySigned)))).count();
        assert_eq!((won, lost), (1, 2), "{outcomes:?}");
    }
    invariants::hold(&bench).await;
}

async fn one_key(database: Database) {
    let (bench, ana) = company(database).await;
    let support = bench.first(Role::Support).await;
    let estimate = bench.estimate(&ana, roof::denver()).await;
    for round in 0..ROUNDS {
        let key = Arc::new(IdempotencyKey::parse(&format!("round-{round}")).unwrap());
        let command = bench.lock_command(&ana, estimate).await;
        let quotes = at_once(16, |_| {
            let (app, caller, key) = (bench.app.clone(), ana.caller(&bench), Arc::clone(&key));
            async move { quote::lock(&app, &caller, command, Some(&key)).await.expect("a locked price") }
        })
        .await;
        assert!(quotes.iter().all(|quote| *quote == quotes[0]), "{quotes:?}");
        let command = Arc::new(bench.sign_command(&ana, quotes[0], journey::STREET).await);
        let orders = at_once(16, |_| {
            let (app, caller, key, command) = (bench.app.clone(), ana.caller(&bench), Arc::clone(&key), Arc::clone(&command));
            async move { order::sign(&app, &caller, &command, Some(&key)).await.expect("an order") }
        })
        .await;
        assert!(orders.iter().all(|order| *order == orders[0]), "{orders:?}");
        if round < 3 {
            bench.settle().await;
            let (leader, open) = bench.open_offers().await.into_iter().next().expect("a crew was asked");
            offer::answer(&bench.app, &leader.caller(&bench), open.id, Answer::Accept).await.unwrap();
            let command = Arc::new(propose_command(&bench, &ana, orders[0]).await);
            let proposals = at_once(16, |_| {
                let (app, caller, key, command) = (bench.app.clone(), support.caller(&bench), Arc::clone(&key), Arc::clone(&command));
                async move { change_request::propose(&app, &caller, &command, Some(&key)).await.expect("a proposal") }
            })
            .await;
            assert!(proposals.iter().all(|proposal| *proposal == proposals[0]), "{proposals:?}");
        }
        end(&bench, &ana, orders[0]).await;
        // The same key for something else is refused, and under another's name it is another key.
        let cheaper = quote::Lock { size: app::estimate::Size::Small, ..bench.lock_command(&ana, estimate).await };
        let reused = quote::lock(&bench.app, &ana.caller(&bench), cheaper, Some(&key)).await.unwrap_err();
        assert!(matches!(reused, Error::Conflict(Conflict::KeyReused)), "{reused:?}");
    }
    let raw = Raw::open(&bench.database).await;
    let counts = raw.counts().await;
    assert_eq!((counts["quote"], counts["sales_order"], counts["change_request"]), (ROUNDS, ROUNDS, 3));
    assert_eq!(counts["idempotency"], 2 * ROUNDS + 3);
    raw.close().await;
    invariants::hold(&bench).await;
}

/// The first working day a week and more after the present date.
async fn propose_command(bench: &Bench, customer: &Person, order: OrderId) -> Propose {
    let present = order::read(&bench.app, &customer.caller(bench), order).await.unwrap().install_date.expect("a date");
    let is_working = |days: &i32| {
        let day = add_days(present, *days);
        !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
            && domain::calendar::federal_holiday(day).is_none()
    };
    let days = (7..21).find(is_working).expect("a working day");
    Propose { order, install_date: add_days(present, days), reason: FreeText::parse("reason", "The inspector is ill.").unwrap() }
}

async fn two_answers_to_a_proposal(database: Database) {
    let (bench, ana) = company(database).await;
    let support = bench.first(Role::Support).await;
    let (id, _) = bench.matched(&ana).await;
    for round in 0..ROUNDS {
        let before = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
        let mut command = propose_command(&bench, &ana, id).await;
        if round % 2 == 1 {
            // Back and forth, so that the date stays within a year.
            let back = (3..21).map(|days| add_days(before.install_date.unwrap(), -days));
            let is_free = |day: &jiff::civil::Date| {
                *day > add_days(bench.app.today(), 2)
                    && day.weekday().to_monday_one_offset() <= 5
                    && domain::calendar::federal_holiday(*day).is_none()
            };
            command.install_date = back.into_iter().find(is_free).unwrap_or(command.install_date);
        }
        let change = change_request::propose(&bench.app, &support.caller(&bench), &command, None).await.unwrap();
        let (_, view) = change_request::read(&bench.app, &ana.caller(&bench), change).await.unwrap();
        let agrees = [true, round % 3 == 0];
        let outcomes = at_once(4, |number| {
            let (app, caller) = (bench.app.clone(), ana.caller(&bench));
            let answer =
                change_request::Answer { request: change, agree: agrees[number % 2], seen_payload_hash: view.payload_hash.clone() };
            async move { change_request::answer(&app, &caller, &answer).await }
        })
        .await;
        let (_, now) = change_request::read(&bench.app, &ana.caller(&bench), change).await.unwrap();
        let after = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap();
        let applied = now.state == ChangeState::Applied;
        assert!(applied || now.state == ChangeState::Declined, "{:?}: {outcomes:?}", now.state);
        assert_eq!(after.version, before.version + i64::from(applied), "applied once or not at all");
        assert_eq!(after.install_date == before.install_date, !applied);
        for (number, outcome) in outcomes.iter().enumerate() {
            match outcome {
                Ok(_) => assert_eq!(agrees[number % 2], applied, "who hears yes was right"),
                Err(Error::Conflict(Conflict::Changed | Conflict::AlreadyAnswered)) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        assert!(outcomes.iter().any(Result::is_ok), "{outcomes:?}");
    }
    invariants::hold(&bench).await;
}

async fn two_proposals(database: Database) {
    let (bench, ana) = company(database).await;
    let (support, operations) = (bench.first(Role::Support).await, bench.first(Role::Operations).await);
    let (id, _) = bench.matched(&ana).await;
    for round in 0..ROUNDS / 2 {
        let command = Arc::new(propose_command(&bench, &ana, id).await);
        let outcomes = at_once(4, |_| {
            let (app, caller, command) = (bench.app.clone(), support.caller(&bench), Arc::clone(&command));
            async move { change_request::propose(&app, &caller, &command, None).await }
        })
        .await;
        let made: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok().copied()).collect();
        assert_eq!(made.len(), 1, "{outcomes:?}");
        // Whoever wanted to put one in the place of an outlived one may also hear that somebody was faster with that.
        let is_refused = |error: &Error| {
            matches!(error, Error::Conflict(Conflict::AlreadyProposed))
                || (round % 3 == 2 && matches!(error, Error::Conflict(Conflict::Changed)))
        };
        assert!(outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).all(is_refused), "{outcomes:?}");
        let again = change_request::propose(&bench.app, &support.caller(&bench), &command, None).await;
        assert!(matches!(again, Err(Error::Conflict(Conflict::AlreadyProposed))), "{again:?}");
        assert!(change_request::draft(&bench.app, &support.caller(&bench), id).await.unwrap().waits);
        if round % 3 == 1 {
            // The order moves on: nobody can agree to this one any more, and the next one ends it.
            let step = if round % 2 == 1 { StepName::Submit } else { StepName::RequestCorrection };
            order::move_workstream(&bench.app, &operations.caller(&bench), id, WorkstreamKind::Survey, step).await.unwrap();
        } else {
            let (_, view) = change_request::read(&bench.app, &ana.caller(&bench), made[0]).await.unwrap();
            let no = change_request::Answer { request: made[0], agree: false, seen_payload_hash: view.payload_hash };
            change_request::answer(&bench.app, &ana.caller(&bench), &no).await.unwrap();
        }
        assert!(!change_request::draft(&bench.app, &support.caller(&bench), id).await.unwrap().waits);
        invariants::hold(&bench).await;
    }
    let states: Vec<_> =
        order::read(&bench.app, &ana.caller(&bench), id).await.unwrap().changes.iter().map(|change| change.state).collect();
    assert_eq!(states.iter().filter(|state| **state == ChangeState::Conflict).count(), 3, "{states:?}");
}

async fn two_runners(database: Database) {
    let (bench, ana) = company(database).await;
    for _ in 0..ROUNDS / 2 {
        let orders = [bench.order(&ana).await, bench.order(&ana).await];
        for _ in 0..2 {
            at_once(3, |_| {
                let app = bench.app.clone();
                async move { timer::run_due(&app).await.expect("runs") }
            })
            .await;
            // What an expired offer causes.
            bench.clock.advance_seconds(24 * 3_600);
        }
        bench.settle().await;
        let raw = Raw::open(&bench.database).await;
        let offers = raw.rows("offer").await;
        for id in orders {
            let own = offers.iter().filter(|offer| offer["order_id"] == domain::id::Id::uuid(id).as_bytes()).count();
            assert!((2..=3).contains(&own), "{own} offers");
        }
        raw.close().await;
        for id in orders {
            end(&bench, &ana, id).await;
        }
    }
    let raw = Raw::open(&bench.database).await;
    let rung = raw.rows("timer").await.iter().filter(|timer| timer["state"] == b"rung").count();
    assert!(rung > ROUNDS, "{rung}");
    raw.close().await;
    invariants::hold(&bench).await;
}

async fn two_workers(database: Database) {
    let (bench, ana) = company(database).await;
    for _ in 0..ROUNDS {
        let (id, leader, asked) = {
            let id = bench.order(&ana).await;
            timer::run_due(&bench.app).await.unwrap();
            let (leader, open) = bench.open_offers().await.into_iter().next().expect("a crew was asked");
            (id, leader, open.id)
        };
        offer::answer(&bench.app, &leader.caller(&bench), asked, Answer::Accept).await.unwrap();
        end(&bench, &ana, id).await;
        let done = at_once(3, |_| {
            let app = bench.app.clone();
            async move { worker::drain(&app).await.expect("drains") }
        })
        .await;
        assert_eq!(done.iter().sum::<usize>(), 3, "offer, yes and withdrawal are three mails: {done:?}");
    }
    invariants::outbox_is_drained(&bench).await;
}

async fn yes_and_withdrawal(database: Database) {
    let (bench, ana) = company(database).await;
    for _ in 0..ROUNDS {
        let (id, leader, asked) = bench.offered(&ana).await;
        let refund = order::leaving(&bench.app, &ana.caller(&bench), id).await.unwrap().refund.amount.minor;
        let outcomes = at_once(2, |number| {
            let (app, crew, customer) = (bench.app.clone(), leader.caller(&bench), ana.caller(&bench));
            async move {
                if number == 0 {
                    offer::answer(&app, &crew, asked, Answer::Accept).await.map(|_| ())
                } else {
                    order::leave(&app, &customer, id, refund).await
                }
            }
        })
        .await;
        let stage = order::read(&bench.app, &ana.caller(&bench), id).await.unwrap().stage;
        match (&outcomes[0], &outcomes[1]) {
            // One after the other.
            (Ok(()), Ok(())) => assert_eq!(stage, Stage::Withdrawn),
            (Ok(()), Err(Error::Conflict(_))) => assert_eq!(stage, Stage::Matched),
            (Err(Error::Conflict(_)), Ok(())) => assert_eq!(stage, Stage::Withdrawn),
            other => panic!("{other:?}"),
        }
        if stage == Stage::Matched {
            end(&bench, &ana, id).await;
        }
    }
    let raw = Raw::open(&bench.database).await;
    assert!(raw.rows("crew_day").await.is_empty());
    raw.close().await;
    invariants::hold(&bench).await;
}

async fn two_hands(database: Database) {
    let (bench, ana) = company(database).await;
    let operations = bench.first(Role::Operations).await;
    let (id, _) = bench.matched(&ana).await;
    let mut steps = vec![(WorkstreamKind::Survey, StepName::Submit)];
    for _ in 0..ROUNDS / 2 {
        steps.extend([(WorkstreamKind::Survey, StepName::RequestCorrection), (WorkstreamKind::Survey, StepName::Submit)]);
    }
    for (kind, name) in steps {
        let outcomes = at_once(3, |_| {
            let (app, caller) = (bench.app.clone(), operations.caller(&bench));
            async move { order::move_workstream(&app, &caller, id, kind, name).await }
        })
        .await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let is_conflict =
            |outcome: &Result<(), Error>| matches!(outcome, Ok(()) | Err(Error::Conflict(Conflict::Changed | Conflict::DoesNotFollow)));
        assert!(outcomes.iter().all(is_conflict), "{outcomes:?}");
    }
    let outcomes = at_once(3, |_| {
        let (app, caller) = (bench.app.clone(), operations.caller(&bench));
        async move { order::advance(&app, &caller, id, TransitionName::LoseCrew).await }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    invariants::hold(&bench).await;
}

async fn two_accounts(database: Database) {
    let (bench, _) = company(database).await;
    for round in 0..ROUNDS / 4 {
        let email = format!("twice-{round}@test.example");
        let outcomes = at_once(4, |number| {
            let (app, mut caller) = (bench.app.clone(), bench.visitor().caller(&bench));
            caller.source = uuid::Uuid::from_u128(u128::try_from(round * 4 + number).unwrap());
            // The same letters in another case are the same mailbox.
            let address = if number % 2 == 0 { email.clone() } else { email.to_uppercase() };
            let command = app::account::SignUp {
                email: Email::parse("email", &address).unwrap(),
                name: PersonName::parse("name", "Twice").unwrap(),
                phone: None,
                password: "seven lamps hang over the quiet harbour".to_owned(),
                language: domain::Language::English,
            };
            async move { app::account::sign_up(&app, &caller, command).await }
        })
        .await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        // Each of them proves it at once; one of them gets the account.
        bench.settle().await;
        let all = app::demo::mailbox(&bench.app, &bench.visitor().caller(&bench), store::Cursor::first(100)).await.unwrap().items;
        let links: Arc<Vec<String>> = Arc::new(
            all.iter()
                .filter(|mail| mail.to.eq_ignore_ascii_case(&email))
                .filter_map(|mail| mail.body.split("/confirm/").nth(1)?.split_whitespace().next().map(str::to_owned))
                .collect(),
        );
        assert_eq!(links.len(), 4);
        let outcomes = at_once(4, |number| {
            let (app, mut caller, links) = (bench.app.clone(), bench.visitor().caller(&bench), Arc::clone(&links));
            caller.source = uuid::Uuid::from_u128(u128::try_from(1_000 + round * 4 + number).unwrap());
            async move {
                let token = vault::Token::parse(&links[number]).unwrap();
                app::account::confirm(&app, &caller, &token, Some("seven lamps hang over the quiet harbour")).await.map(|_| ())
            }
        })
        .await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(Error::CredentialsRefused))), "{outcomes:?}");
        let account = bench.app.store().account_by_email(&Email::parse("email", &email).unwrap()).await.unwrap();
        assert!(account.is_some_and(|account| account.confirmed));
    }
    assert_eq!(bench.app.store().count_accounts(Role::Customer).await.unwrap(), 1 + u64::try_from(ROUNDS / 4).unwrap());
}

async fn wrong_passwords(database: Database) {
    let (bench, _) = company(database).await;
    let email = Email::parse("email", "nobody@test.example").unwrap();
    let attempts = 24;
    // Five are free, the sixth is judged too and begins the waiting; after it one more, and so on.
    let mut all = 0;
    for (round, allowed) in [6, 0, 1, 1].into_iter().enumerate() {
        let outcomes = at_once(attempts, |number| {
            let (app, mut caller, email) = (bench.app.clone(), bench.visitor().caller(&bench), email.clone());
            caller.source = uuid::Uuid::from_u128(u128::try_from(round * attempts + number).unwrap());
            async move { app::account::sign_in(&app, &caller, &email, "not the password at all").await }
        })
        .await;
        let judged = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::CredentialsRefused))).count();
        let waits = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::TooMany { .. }))).count();
        assert_eq!(judged + waits, attempts, "{outcomes:?}");
        assert_eq!(judged, allowed, "round {round}: only so many are hashed");
        all += judged;
        let longest =
            outcomes.iter().filter_map(|outcome| if let Err(Error::TooMany { retry_after }) = outcome { Some(*retry_after) } else { None });
        if round > 0 {
            bench.clock.advance_seconds(i64::from(longest.max().unwrap()));
        }
    }
    let raw = Raw::open(&bench.database).await;
    let mut counted: Vec<usize> =
        raw.rows("throttle").await.iter().map(|row| String::from_utf8(row["failures"].clone()).unwrap().parse().unwrap()).collect();
    counted.sort_unstable();
    // Of the account and altogether all that were judged; of each source its own one, and of those that had to wait nothing.
    let sources = vec![1; all];
    assert_eq!(counted, [sources.as_slice(), &[all, all]].concat(), "every attempt that was judged was counted");
    raw.close().await;
}
