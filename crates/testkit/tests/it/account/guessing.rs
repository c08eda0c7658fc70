//! Guessing: how long who guesses waits, that the owner comes in all the same, and which passwords are none.

use app::{Error, account, account::SignUp, demo};
use domain::account::Role;
use libtest_mimic::Trial;
use store::Cursor;
use testkit::{Database, Raw};

use super::{OTHER, PASSWORD, customer, email, empty, link, sign_up, signed_in, stranger};
use crate::trial::{on_both, on_sqlite};

pub(super) fn trials() -> Vec<Trial> {
    [
        on_both("wrong_passwords_wait_longer_and_longer_and_the_owner_comes_in_in_the_end", waits),
        on_sqlite("one_source_that_tries_many_addresses_waits_too", one_source),
        on_both("a_source_that_waits_does_not_hold_back_an_account", held_back),
        on_both("an_owner_who_is_guessed_at_comes_in_by_a_new_password", guessed_at),
        on_sqlite("strangers_cannot_fill_an_inbox", full_inbox),
        on_sqlite("the_worst_passwords_are_refused_on_every_path", worst_passwords),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn waits(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    let owner = email("ana@test.example");
    let mut seen = Vec::new();
    for attempt in 0..24 {
        // From another address each time: it is the account that is guarded.
        let who = stranger(&bench, 100 + attempt);
        match account::sign_in(&bench.app, &who, &owner, OTHER).await {
            Err(Error::CredentialsRefused) => {}
            Err(Error::TooMany { retry_after }) => {
                seen.push(retry_after);
                let early = account::sign_in(&bench.app, &who, &owner, PASSWORD).await;
                assert!(matches!(early, Err(Error::TooMany { .. })), "the right password has to wait too");
                bench.clock.advance_seconds(i64::from(retry_after));
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(seen.len() > 8 && seen[0] <= 3, "{seen:?}");
    assert!(seen.windows(2).all(|pair| pair[0] <= pair[1] || pair[0] > 900 || pair[1] <= 3), "{seen:?}");
    assert!(seen.iter().all(|wait| *wait <= 901), "{seen:?}");
    assert!(seen.iter().any(|wait| *wait > 200), "{seen:?}");
    // However long somebody tried: after the longest wait she comes in.
    bench.clock.advance_seconds(901);
    let opened = account::sign_in(&bench.app, &stranger(&bench, 1_000), &owner, PASSWORD).await.unwrap();
    assert!(signed_in(&bench, &opened).await.is_signed_in());
    assert!(
        matches!(account::sign_in(&bench.app, &stranger(&bench, 1_001), &owner, OTHER).await, Err(Error::CredentialsRefused)),
        "and is not slowed down"
    );
}

async fn one_source(database: Database) {
    let bench = empty(database).await;
    let (mut judged, mut waited) = (0, 0);
    for attempt in 0..45 {
        let address = email(&format!("guess-{attempt}@test.example"));
        match account::request_reset(&bench.app, &stranger(&bench, 7), &address).await {
            Ok(()) => judged += 1,
            Err(Error::TooMany { .. }) => waited += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((judged, waited), (31, 14));
    assert!(account::request_reset(&bench.app, &stranger(&bench, 8), &email("guess@test.example")).await.is_ok(), "others do not wait");
}

async fn held_back(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    let owner = email("ana@test.example");
    // He guesses at others until his address waits, and goes on with hers.
    let his = stranger(&bench, 7);
    for attempt in 0..31 {
        let outcome = account::sign_in(&bench.app, &his, &email(&format!("guess-{attempt}@test.example")), OTHER).await;
        assert!(matches!(outcome, Err(Error::CredentialsRefused)), "{attempt}: {outcome:?}");
    }
    let raw = Raw::open(&bench.database).await;
    let before = raw.digest().await["throttle"];
    for _ in 0..40 {
        let outcome = account::sign_in(&bench.app, &his, &owner, OTHER).await;
        assert!(matches!(outcome, Err(Error::TooMany { .. })), "{outcome:?}");
    }
    assert_eq!(raw.digest().await["throttle"], before, "an attempt that is not judged counts nowhere");
    raw.close().await;
    assert!(account::sign_in(&bench.app, &stranger(&bench, 8), &owner, PASSWORD).await.is_ok());
}

async fn guessed_at(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    let owner = email("ana@test.example");
    let guess = async |from: u128| account::sign_in(&bench.app, &stranger(&bench, from), &owner, OTHER).await.map(|_| ());
    for attempt in 0..24 {
        if let Err(Error::TooMany { retry_after }) = guess(100 + attempt).await {
            bench.clock.advance_seconds(i64::from(retry_after));
        }
    }
    while !matches!(guess(200).await, Err(Error::TooMany { .. })) {}
    let her = stranger(&bench, 300);
    assert!(matches!(account::sign_in(&bench.app, &her, &owner, PASSWORD).await, Err(Error::TooMany { .. })), "the account is kept shut");
    account::request_reset(&bench.app, &her, &owner).await.unwrap();
    let token = link(&bench, "ana@test.example", "reset").await;
    account::reset(&bench.app, &her, &token, "another nine words that nobody has ever guessed").await.unwrap();
    let opened = account::sign_in(&bench.app, &her, &owner, "another nine words that nobody has ever guessed").await.unwrap();
    assert!(signed_in(&bench, &opened).await.is_signed_in());
}

async fn full_inbox(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    let app = &bench.app;
    for hour in 0..24 {
        for number in 0..2 {
            // From another address each time; nobody is told that nothing is sent.
            let who = stranger(&bench, 1_000 + hour * 10 + number);
            for address in ["ana@test.example", "nobody@test.example"] {
                account::sign_up(app, &who, sign_up(address, OTHER)).await.unwrap();
            }
            account::request_reset(app, &who, &email("ana@test.example")).await.unwrap();
            bench.settle().await;
        }
        bench.clock.advance_seconds(3_599);
    }
    let mut page = demo::mailbox(app, &stranger(&bench, 99), Cursor::first(100)).await.unwrap();
    let mut mails = std::mem::take(&mut page.items);
    while page.next.is_some() {
        page = demo::mailbox(app, &stranger(&bench, 99), Cursor::after(page.next, 100)).await.unwrap();
        mails.append(&mut page.items);
    }
    let count = |to: &str, subject: &str| mails.iter().filter(|mail| mail.to == to && mail.subject == subject).count();
    let (again, confirm, reset) = (
        count("ana@test.example", "You already have an account"),
        count("nobody@test.example", "Confirm your e-mail address"),
        count("ana@test.example", "Set a new password"),
    );
    assert!((6..=13).contains(&again) && (6..=13).contains(&confirm), "{again} {confirm}");
    assert!((25..=102).contains(&reset), "an owner waits a quarter of an hour at most: {reset}");
    // What was sent last before the inbox was full still counts.
    account::request_reset(app, &stranger(&bench, 2), &email("ana@test.example")).await.unwrap();
    let token = link(&bench, "ana@test.example", "reset").await;
    account::request_reset(app, &stranger(&bench, 3), &email("ana@test.example")).await.unwrap();
    bench.settle().await;
    account::reset_counts(app, &stranger(&bench, 2), &token).await.unwrap();
}

async fn worst_passwords(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana.quintanilla@test.example").await;
    let long = "a".repeat(2_000);
    let worst = [
        "",
        " ",
        "password",
        "123456789012345",
        "passwordpassword",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaaaaaa",
        "Tr0ub4dor&3",
        "fourteen chars",
        "ana.quintanilla@test.example",
        "Ana Quintanilla Ana Quintanilla",
        "Front Range Solar",
        "frontrangesolar1",
        "iloveyouiloveyou",
        &long,
    ];
    account::request_reset(&bench.app, &stranger(&bench, 2), &email("ana.quintanilla@test.example")).await.unwrap();
    let token = link(&bench, "ana.quintanilla@test.example", "reset").await;
    for (number, password) in worst.into_iter().enumerate() {
        let source = 1_000 + u128::try_from(number).unwrap();
        let shown: String = password.chars().take(30).collect();
        let command = SignUp { email: email("ana.quintanilla@test.example"), ..sign_up("new@test.example", password) };
        for command in [sign_up("new@test.example", password), command] {
            if password.starts_with("ana.") && command.email.as_str().starts_with("new") {
                continue;
            }
            let outcome = account::sign_up(&bench.app, &stranger(&bench, source), command).await;
            assert!(matches!(outcome, Err(Error::Invalid(_))), "sign-up took {shown:?}: {outcome:?}");
        }
        let outcome = account::reset(&bench.app, &stranger(&bench, source), &token, password).await;
        assert!(matches!(outcome, Err(Error::Invalid(_))), "reset took {shown:?}: {outcome:?}");
    }
    assert_eq!(bench.app.store().count_accounts(Role::Customer).await.unwrap(), 1);
    account::reset(&bench.app, &stranger(&bench, 3), &token, OTHER).await.unwrap();
}
