//! Sessions: for how long they are worth something, where, and what ends them.

use app::{App, Error, Setup, account, demo, order};
use domain::{Language, account::Role};
use gateway::mail::Mailer;
use libtest_mimic::Trial;
use policy::{Actor, Amr, Env, Resource, act};
use store::Cursor;
use testkit::{Bench, Database, Person, Raw};
use uuid::Uuid;
use vault::{SystemRandom, Token};

use super::{OTHER, PASSWORD, customer, email, empty, link, signed_in, stranger};
use crate::trial::{on_both, on_sqlite};

pub(super) fn trials() -> Vec<Trial> {
    [
        on_sqlite("a_page_that_is_left_open_does_not_keep_its_session", left_open),
        on_both("sessions_end_by_disuse_and_by_age", sessions_end),
        on_both("a_deactivated_account_gets_nothing", deactivated),
        on_both("signing_in_leaves_the_old_session_worth_nothing", rotation),
        on_both("a_new_password_ends_every_session", reset_ends_sessions),
        on_sqlite("sessions_of_the_demo_are_nobody_in_production", demo_in_production),
        on_sqlite("what_belongs_to_the_demo_exists_nowhere_else", demo_elsewhere),
        on_sqlite("an_employee_with_a_mere_password_may_do_nothing", staff_by_password),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn left_open(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let order = bench.order(&ana).await;
    let browser = bench.browser_of(&ana).await;
    let (page, events) = (format!("/orders/{order}"), format!("/orders/{order}/events"));
    // Looking is use.
    for _ in 0..4 {
        bench.clock.advance_seconds(29 * 60);
        assert_eq!(browser.get(&page).await.status, 200);
    }
    // A page that is left open asks again every ten minutes and after each break of the line; that is none.
    for _ in 0..2 {
        bench.clock.advance_seconds(600);
        assert_eq!(browser.get(&events).await.status, 200);
    }
    bench.clock.advance_seconds(600);
    assert_eq!(browser.get(&events).await.status, 401);
    assert_ne!(browser.get(&page).await.status, 200);
}

async fn sessions_end(database: Database) {
    let bench = empty(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let sales = bench.person(Role::Sales, "Sal Es").await;
    for (who, idle) in [(&ana, 30 * 60), (&sales, 15 * 60)] {
        let token = bench.session(who).await;
        bench.clock.advance_seconds(idle - 1);
        assert!(bench.caller_of(Some(&token)).await.is_signed_in(), "used in time");
        bench.clock.advance_seconds(idle - 1);
        assert!(bench.caller_of(Some(&token)).await.is_signed_in(), "use prolongs it");
        bench.clock.advance_seconds(idle);
        assert!(!bench.caller_of(Some(&token)).await.is_signed_in(), "disuse ends it");
        let token = bench.session(who).await;
        // Sessions of the kit last twelve hours, used or not.
        for _ in 0..(12 * 3_600 / 600) - 1 {
            bench.clock.advance_seconds(600);
            assert!(bench.caller_of(Some(&token)).await.is_signed_in());
        }
        bench.clock.advance_seconds(600);
        assert!(!bench.caller_of(Some(&token)).await.is_signed_in(), "age ends it");
    }
    let opened = customer(&bench, "day@test.example").await;
    assert_eq!(opened.seconds, 24 * 3_600);
    // The demo's clock is not the clock of sessions.
    let token = bench.session(&ana).await;
    demo::move_to(&bench.app, &ana.caller(&bench), bench.app.clock().now().plus_days(30)).await.unwrap();
    assert!(bench.caller_of(Some(&token)).await.is_signed_in());
    assert!(!bench.caller_of(Some(&Token::generate(&SystemRandom).unwrap())).await.is_signed_in());
}

async fn deactivated(database: Database) {
    let bench = empty(database).await;
    let opened = customer(&bench, "ana@test.example").await;
    account::request_reset(&bench.app, &stranger(&bench, 2), &email("ana@test.example")).await.unwrap();
    let reset = link(&bench, "ana@test.example", "reset").await;
    let raw = Raw::open(&bench.database).await;
    assert_eq!(raw.execute("UPDATE account SET active = 0").await.unwrap(), 1);
    raw.close().await;
    let who = signed_in(&bench, &opened).await;
    assert!(!who.actor.active);
    assert!(matches!(account::profile(&bench.app, &who).await, Err(Error::Denied)));
    assert!(app::quote::list(&bench.app, &who).await.unwrap_or_default().is_empty());
    let listed = order::list(&bench.app, &who, &order::Filter::default(), Cursor::first(10)).await;
    assert!(matches!(listed, Err(Error::Denied)), "{listed:?}");
    for action in policy::Action::ALL {
        assert!(!bench.app.engine().allows(*action, &who.actor, &Resource::Company), "{}", action.name());
    }
    assert!(account::sign_in(&bench.app, &stranger(&bench, 3), &email("ana@test.example"), PASSWORD).await.is_err());
    assert!(account::reset(&bench.app, &stranger(&bench, 2), &reset, OTHER).await.is_err());
    let page = bench.browser().with(&bench, opened.token).get("/account").await;
    assert_ne!(page.status, 200, "{}", page.text);
}

async fn rotation(database: Database) {
    let bench = empty(database).await;
    let first = customer(&bench, "ana@test.example").await;
    let before = signed_in(&bench, &first).await;
    let second = account::sign_in(&bench.app, &before, &email("ana@test.example"), PASSWORD).await.unwrap();
    assert_ne!(first.token.text(), second.token.text());
    assert!(!bench.caller_of(Some(&first.token)).await.is_signed_in());
    let after = signed_in(&bench, &second).await;
    assert!(after.is_signed_in());
    account::sign_out(&bench.app, &after).await.unwrap();
    assert!(!bench.caller_of(Some(&second.token)).await.is_signed_in());
    // A visitor's session, fixed by somebody else before, is worth nothing after she signed in.
    let visitor =
        app::estimate::create(&bench.app, &bench.caller_of(None).await, testkit::roof::denver(), None).await.unwrap().session.unwrap();
    let who = signed_in(&bench, &visitor).await;
    assert!(who.actor.person.is_some() && !who.is_signed_in());
    account::sign_in(&bench.app, &who, &email("ana@test.example"), PASSWORD).await.unwrap();
    assert_eq!(bench.caller_of(Some(&visitor.token)).await.actor, Actor::visitor(None));
}

async fn reset_ends_sessions(database: Database) {
    let bench = empty(database).await;
    let one = customer(&bench, "ana@test.example").await;
    let two = account::sign_in(&bench.app, &stranger(&bench, 2), &email("ana@test.example"), PASSWORD).await.unwrap();
    account::request_reset(&bench.app, &stranger(&bench, 3), &email("ana@test.example")).await.unwrap();
    let token = link(&bench, "ana@test.example", "reset").await;
    account::reset(&bench.app, &stranger(&bench, 3), &token, OTHER).await.unwrap();
    for opened in [one, two] {
        assert!(!bench.caller_of(Some(&opened.token)).await.is_signed_in());
    }
    bench.settle().await;
    let mails = demo::mailbox(&bench.app, &stranger(&bench, 9), Cursor::first(50)).await.unwrap().items;
    assert!(mails.iter().any(|mail| mail.subject == "Your password was changed"));
}

async fn demo_in_production(database: Database) {
    let bench = empty(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let token = bench.session(&ana).await;
    assert!(bench.caller_of(Some(&token)).await.is_signed_in());
    let setup = Setup {
        store: testkit::open(&bench.database).await,
        env: Env::Production,
        clock: bench.clock.clock(),
        base_url: "https://solar.example".to_owned(),
        company: testkit::company(),
        mailer: Mailer::None,
        hashing_threads: 1,
        auditor: None,
    };
    let production = App::new(setup).unwrap();
    let found = app::session::caller(&production, Some(&token), Language::English, Uuid::nil(), Uuid::nil()).await.unwrap();
    assert!(!found.is_signed_in() && found.actor.account.is_none());
    for action in policy::Action::ALL {
        let own = Resource::Account { id: ana.actor.account.unwrap() };
        assert!(
            !production.engine().allows(*action, &ana.actor, &own) && !production.engine().allows(*action, &ana.actor, &Resource::Company)
        );
    }
    assert!(matches!(demo::sign_in_link(&production, Role::Customer).await, Err(Error::NotFound)));
    let visitor = bench.visitor().caller(&bench);
    assert!(demo::mailbox(&production, &visitor, Cursor::first(1)).await.is_err());
    assert!(demo::sign_in(&production, &visitor, &token).await.is_err());
    assert!(demo::next_event(&production, &visitor).await.is_err());
}

async fn demo_elsewhere(database: Database) {
    let bench = Bench::empty(database, Env::Production).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let ana = Person { actor: Actor { amr: Amr::Password, ..ana.actor } };
    let token = Token::generate(&SystemRandom).unwrap().text().as_str().to_owned();
    let own: Vec<_> = web::routes().into_iter().filter(|route| route.path == "/mailbox" || route.path.starts_with("/demo/")).collect();
    assert_eq!(own.len(), 4, "{own:?}");
    let signed_in = bench.browser_of(&ana).await;
    assert_eq!(signed_in.get("/account").await.status, 200);
    for browser in [bench.browser(), signed_in] {
        for route in &own {
            let path = route.path.replace("{token}", &token);
            let ask = async |path: &str| {
                let answer = match route.method {
                    web::Method::Get => browser.get(path).await,
                    _ => browser.post(path, &[]).await,
                };
                (answer.status, answer.text.replace(path, "PATH").replace(answer.header("x-request-id"), "REQUEST"))
            };
            let answer = ask(&path).await;
            assert_eq!(answer, ask("/no-such-page").await, "{path}");
            assert_eq!(answer.0, 404, "{path}");
        }
    }
}

async fn staff_by_password(database: Database) {
    let bench = empty(database).await;
    for role in Role::PEOPLE.into_iter().filter(|role| role.is_staff()) {
        let who = bench.person(role, "Some Body").await;
        let weak = Person { actor: Actor { amr: Amr::Password, ..who.actor } };
        for action in policy::Action::ALL {
            assert!(!bench.app.engine().allows(*action, &weak.actor, &Resource::Company), "{role:?} {}", action.name());
        }
        let found = bench.caller_of(Some(&bench.session(&weak).await)).await;
        assert!(bench.app.permit::<act::AccountRead>(&found, Resource::Account { id: weak.actor.account.unwrap() }).await.is_err());
    }
}
