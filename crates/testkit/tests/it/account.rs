//! Accounts: what is said to strangers, how long wrong passwords wait, what links and sessions are worth, and for how long.

use std::{collections::BTreeMap, future::Future};

use app::{
    App, Caller, Error, Setup, account,
    account::{ConfirmNeeds, SignUp},
    demo, order,
    session::Opened,
};
use domain::{
    Language,
    account::Role,
    text::{Email, PersonName, Phone},
};
use gateway::mail::Mailer;
use libtest_mimic::Trial;
use policy::{Actor, Amr, Env, Resource, act};
use store::Cursor;
use testkit::{Answer, BASE_URL, Bench, Database, Person, Raw};
use uuid::Uuid;
use vault::{SystemRandom, Token};

use crate::trial::{on_both, on_sqlite};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("known_and_unknown_addresses_get_the_same_answers", same_answers),
        on_sqlite("what_follows_a_form_of_the_account_is_the_same_for_all_and_sends_nothing_again", sent_once),
        on_both("wrong_passwords_wait_longer_and_longer_and_the_owner_comes_in_in_the_end", waits),
        on_sqlite("one_source_that_tries_many_addresses_waits_too", one_source),
        on_both("a_link_works_once_for_one_purpose_and_for_a_while", links),
        on_both("an_account_that_somebody_else_opened_for_her_is_not_confirmed_by_her_click", hijack),
        on_both("what_a_stranger_asks_with_an_address_writes_the_same_whether_it_is_known", same_writes),
        on_both("a_source_that_waits_does_not_hold_back_an_account", held_back),
        on_both("an_owner_who_is_guessed_at_comes_in_by_a_new_password", guessed_at),
        on_sqlite("strangers_cannot_fill_an_inbox", full_inbox),
        on_both("two_addresses_of_one_visitor_are_two_accounts", two_addresses),
        on_sqlite("a_page_that_is_left_open_does_not_keep_its_session", left_open),
        on_both("sessions_end_by_disuse_and_by_age", sessions_end),
        on_both("a_deactivated_account_gets_nothing", deactivated),
        on_both("signing_in_leaves_the_old_session_worth_nothing", rotation),
        on_both("a_new_password_ends_every_session", reset_ends_sessions),
        on_sqlite("sessions_of_the_demo_are_nobody_in_production", demo_in_production),
        on_sqlite("what_belongs_to_the_demo_exists_nowhere_else", demo_elsewhere),
        on_sqlite("the_worst_passwords_are_refused_on_every_path", worst_passwords),
        on_sqlite("an_employee_with_a_mere_password_may_do_nothing", staff_by_password),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) const PASSWORD: &str = "seven lamps hang over the quiet harbour";
const OTHER: &str = "copper kettles never whistle on sundays";

pub(crate) fn email(text: &str) -> Email {
    Email::parse("email", text).unwrap()
}

/// A browser nobody has seen, at an address of its own.
pub(crate) fn stranger(bench: &Bench, number: u128) -> Caller {
    Caller { source: Uuid::from_u128(number + 1), ..bench.visitor().caller(bench) }
}

/// The same browser with the session that it was given.
async fn signed_in(bench: &Bench, opened: &Opened) -> Caller {
    bench.caller_of(Some(&opened.token)).await
}

pub(crate) fn sign_up(address: &str, password: &str) -> SignUp {
    let name = PersonName::parse("name", "Ana Quintanilla").unwrap();
    SignUp { email: email(address), name, phone: None, password: password.to_owned(), language: Language::English }
}

/// The newest link of a kind that lies in a mailbox.
async fn link(bench: &Bench, to: &str, kind: &str) -> Token {
    bench.clock.advance_seconds(1);
    bench.settle().await;
    let mails = demo::mailbox(&bench.app, &stranger(bench, 99), Cursor::first(100)).await.unwrap();
    let before = format!("{BASE_URL}/{kind}/");
    let found = mails.items.iter().filter(|mail| mail.to.eq_ignore_ascii_case(to)).find_map(|mail| mail.body.split(&before).nth(1));
    let text = found.unwrap_or_else(|| panic!("no {kind} link for {to}"));
    Token::parse(text.split_whitespace().next().unwrap()).unwrap()
}

async fn empty(database: Database) -> Bench {
    Bench::empty(database, Env::Demo).await
}

/// A confirmed customer with a password.
pub(crate) async fn customer(bench: &Bench, address: &str) -> Opened {
    let browser = stranger(bench, 1);
    account::sign_up(&bench.app, &browser, sign_up(address, PASSWORD)).await.unwrap();
    account::confirm(&bench.app, &browser, &link(bench, address, "confirm").await, None).await.unwrap()
}

async fn same_answers(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    let mut answers = Vec::new();
    for address in ["ana@test.example", "nobody@test.example"] {
        let signed = account::sign_in(&bench.app, &stranger(&bench, 2), &email(address), OTHER).await.map(|_| ());
        let reset = account::request_reset(&bench.app, &stranger(&bench, 3), &email(address)).await;
        let signed_up = account::sign_up(&bench.app, &stranger(&bench, 4), sign_up(address, OTHER)).await;
        answers.push(format!("{signed:?} {reset:?} {signed_up:?}"));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], "Err(CredentialsRefused) Ok(()) Ok(())");
    // The owner hears of it, and her password is still hers.
    bench.settle().await;
    let mails = demo::mailbox(&bench.app, &stranger(&bench, 9), Cursor::first(50)).await.unwrap().items;
    assert!(mails.iter().any(|mail| mail.to == "ana@test.example" && mail.subject == "You already have an account"));
    assert!(account::sign_in(&bench.app, &stranger(&bench, 5), &email("ana@test.example"), PASSWORD).await.is_ok());
    assert!(account::sign_in(&bench.app, &stranger(&bench, 5), &email("ana@test.example"), OTHER).await.is_err());
    // The same over HTTP, word for word, but for the request's name.
    let browser = bench.browser();
    let pages: Vec<_> =
        [("ana@test.example", OTHER), ("nobody-else@test.example", OTHER)].map(|(address, password)| (address, password)).into();
    let mut seen = Vec::new();
    for (address, password) in pages {
        let answer = browser.post("/sign-in", &[("email", address), ("password", password)]).await;
        seen.push((answer.status, answer.text.replace(address, "ADDRESS")));
    }
    assert_eq!(seen[0], seen[1]);
    assert!((400..500).contains(&seen[0].0), "{}", seen[0].0);
}

/// Sends a form, and loads what it leads to twice.
async fn sent(bench: &Bench, path: &str, values: &[(&str, &str)]) -> (Answer, Answer) {
    let browser = bench.browser();
    let answer = browser.post(path, values).await;
    assert_eq!((answer.status, answer.text.as_str()), (303, ""), "{path}: {}", answer.text);
    let raw = Raw::open(&bench.database).await;
    let before = raw.digest().await;
    let pages = [browser.get(answer.header("location")).await, browser.get(answer.header("location")).await];
    let name = |page: &Answer| page.text.replace(page.header("x-request-id"), "REQUEST");
    assert_eq!((pages[0].status, name(&pages[0])), (200, name(&pages[1])), "{path}");
    assert_eq!(raw.digest().await, before, "{path}: loading it again does nothing");
    raw.close().await;
    let [first, _] = pages;
    (answer, first)
}

async fn sent_once(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    for (path, words) in [("/sign-up", "Look into your mail"), ("/reset", "Look into your mail")] {
        let mut seen = Vec::new();
        for address in ["ana@test.example", "nobody@test.example"] {
            let values = [("name", "Ana Quintanilla"), ("email", address), ("password", OTHER)];
            let (answer, page) = sent(&bench, path, &values).await;
            assert!(page.text.contains(words) && !page.text.contains(address), "{path}");
            let headers: Vec<_> = answer.headers.into_iter().filter(|(name, _)| name != "x-request-id").collect();
            seen.push((headers, page.text.replace(page.header("x-request-id"), "REQUEST")));
        }
        assert_eq!(seen[0], seen[1], "{path}: known and unknown");
    }
    let token = link(&bench, "ana@test.example", "reset").await;
    let (_, done) = sent(&bench, &format!("/reset/{}", token.text().as_str()), &[("password", OTHER)]).await;
    assert!(done.text.contains("The password is changed"), "{}", done.text);
    assert!(account::sign_in(&bench.app, &stranger(&bench, 5), &email("ana@test.example"), OTHER).await.is_ok());
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

async fn links(database: Database) {
    let bench = empty(database).await;
    let app = &bench.app;
    let browser = stranger(&bench, 1);
    account::sign_up(app, &browser, sign_up("ana@test.example", PASSWORD)).await.unwrap();
    let confirm = link(&bench, "ana@test.example", "confirm").await;
    let refused = |outcome: Result<(), Error>| assert!(matches!(outcome, Err(Error::CredentialsRefused)), "{outcome:?}");
    refused(account::reset(app, &browser, &confirm, OTHER).await);
    refused(account::reset_counts(app, &browser, &confirm).await);
    refused(demo::sign_in(app, &browser, &confirm).await.map(|_| ()));
    refused(account::confirm(app, &browser, &Token::generate(&SystemRandom).unwrap(), None).await.map(|_| ()));
    assert_eq!(account::confirm_needs(app, &browser, &confirm).await.unwrap(), ConfirmNeeds::Click, "looking uses nothing up");
    account::confirm(app, &browser, &confirm, None).await.unwrap();
    refused(account::confirm(app, &browser, &confirm, None).await.map(|_| ()));
    refused(account::confirm_needs(app, &browser, &confirm).await.map(|_| ()));

    account::request_reset(app, &stranger(&bench, 2), &email("ana@test.example")).await.unwrap();
    let first = link(&bench, "ana@test.example", "reset").await;
    account::request_reset(app, &stranger(&bench, 3), &email("ana@test.example")).await.unwrap();
    let second = link(&bench, "ana@test.example", "reset").await;
    refused(account::reset_counts(app, &stranger(&bench, 4), &first).await);
    refused(account::confirm(app, &stranger(&bench, 4), &second, Some(PASSWORD)).await.map(|_| ()));
    let weak = account::reset(app, &stranger(&bench, 4), &second, "password").await;
    assert!(matches!(weak, Err(Error::Invalid(_))), "{weak:?}");
    account::reset_counts(app, &stranger(&bench, 4), &second).await.unwrap();
    account::reset(app, &stranger(&bench, 4), &second, OTHER).await.unwrap();
    refused(account::reset(app, &stranger(&bench, 4), &second, PASSWORD).await);
    assert!(account::sign_in(app, &stranger(&bench, 5), &email("ana@test.example"), OTHER).await.is_ok());

    account::request_reset(app, &stranger(&bench, 6), &email("ana@test.example")).await.unwrap();
    let late = link(&bench, "ana@test.example", "reset").await;
    bench.clock.advance_seconds(15 * 60);
    refused(account::reset(app, &stranger(&bench, 6), &late, PASSWORD).await);
    account::sign_up(app, &stranger(&bench, 7), sign_up("late@test.example", PASSWORD)).await.unwrap();
    let late = link(&bench, "late@test.example", "confirm").await;
    bench.clock.advance_seconds(24 * 3_600);
    refused(account::confirm(app, &stranger(&bench, 7), &late, Some(PASSWORD)).await.map(|_| ()));
    // Whoever comes late and knows the password gets a new link into the inbox.
    refused(account::sign_in(app, &stranger(&bench, 8), &email("late@test.example"), PASSWORD).await.map(|_| ()));
    let renewed = link(&bench, "late@test.example", "confirm").await;
    account::confirm(app, &stranger(&bench, 8), &renewed, Some(PASSWORD)).await.unwrap();
}

async fn hijack(database: Database) {
    let bench = empty(database).await;
    let app = &bench.app;
    let address = "victim@test.example";
    // He signs up with her address and a password of his; she gets the mail and clicks.
    let his = SignUp { phone: Some(Phone::parse("phone", "303-555-0199").unwrap()), ..sign_up(address, PASSWORD) };
    account::sign_up(app, &stranger(&bench, 1), SignUp { name: PersonName::parse("name", "Mallory Mole").unwrap(), ..his }).await.unwrap();
    let of_his = link(&bench, address, "confirm").await;
    let her = stranger(&bench, 2);
    assert_eq!(account::confirm_needs(app, &her, &of_his).await.unwrap(), ConfirmNeeds::Password);
    for password in [None, Some(""), Some(OTHER)] {
        assert!(matches!(account::confirm(app, &her, &of_his, password).await, Err(Error::CredentialsRefused)));
    }
    assert!(account::sign_in(app, &stranger(&bench, 1), &email(address), PASSWORD).await.is_err(), "nothing is open to him");
    // There is nothing of his that she could take over by a new password either.
    account::request_reset(app, &her, &email(address)).await.unwrap();
    bench.settle().await;
    let mails = demo::mailbox(app, &stranger(&bench, 99), Cursor::first(100)).await.unwrap().items;
    assert!(mails.iter().all(|mail| mail.subject != "Set a new password"));
    // She signs up herself, and he once more after her.
    account::sign_up(app, &her, sign_up(address, OTHER)).await.unwrap();
    let of_hers = link(&bench, address, "confirm").await;
    let again = SignUp { name: PersonName::parse("name", "Mallory Mole").unwrap(), ..sign_up("VICTIM@test.example", PASSWORD) };
    account::sign_up(app, &stranger(&bench, 3), again).await.unwrap();
    let of_his_again = link(&bench, address, "confirm").await;
    let opened = account::confirm(app, &her, &of_hers, None).await.unwrap();
    let who = signed_in(&bench, &opened).await;
    let profile = account::profile(app, &who).await.unwrap();
    assert_eq!((profile.name.as_str(), profile.phone), ("Ana Quintanilla", None), "nothing of his is in her account");
    assert_eq!(who.actor.person, her.actor.person, "it is under her key");
    for token in [of_his, of_his_again] {
        let outcome = account::confirm(app, &stranger(&bench, 4), &token, Some(PASSWORD)).await;
        assert!(matches!(outcome, Err(Error::CredentialsRefused)), "his links are worth nothing: {outcome:?}");
    }
    assert!(account::sign_in(app, &stranger(&bench, 5), &email(address), PASSWORD).await.is_err());
    assert!(account::sign_in(app, &stranger(&bench, 6), &email(address), OTHER).await.is_ok());
    let raw = Raw::open(&bench.database).await;
    assert_eq!((raw.counts().await["account"], raw.counts().await["sign_up"]), (1, 0), "nothing of his is kept");
    raw.close().await;
}

/// What a request added to each table.
async fn written<T>(raw: &Raw, request: impl Future<Output = Result<T, Error>>) -> BTreeMap<String, usize> {
    let before = raw.counts().await;
    assert!(request.await.is_ok());
    let after = raw.counts().await;
    after.into_iter().map(|(table, count)| (table.clone(), count - before[&table])).filter(|(_, count)| *count > 0).collect()
}

async fn same_writes(database: Database) {
    let bench = empty(database).await;
    customer(&bench, "ana@test.example").await;
    bench.settle().await;
    let app = &bench.app;
    let raw = Raw::open(&bench.database).await;
    let mut seen = Vec::new();
    for (number, address) in ["ana@test.example", "nobody@test.example"].into_iter().enumerate() {
        let who = stranger(&bench, 20 + u128::try_from(number).unwrap());
        let reset = written(&raw, account::request_reset(app, &who, &email(address))).await;
        let signed_up = written(&raw, account::sign_up(app, &who, sign_up(address, OTHER))).await;
        assert_eq!(reset["outbox"], 1, "it is a transaction for both");
        seen.push((reset, signed_up));
    }
    assert_eq!(seen[0], seen[1]);
    raw.close().await;
    // Afterwards each hears what is meant for it.
    bench.settle().await;
    let mails = demo::mailbox(app, &stranger(&bench, 99), Cursor::first(100)).await.unwrap().items;
    let of = |to: &str| {
        let mut subjects: Vec<_> = mails.iter().filter(|mail| mail.to == to).map(|mail| mail.subject.as_str()).collect();
        subjects.sort_unstable();
        subjects
    };
    assert_eq!(of("ana@test.example"), ["Confirm your e-mail address", "Set a new password", "You already have an account"]);
    assert_eq!(of("nobody@test.example"), ["Confirm your e-mail address"]);
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

async fn two_addresses(database: Database) {
    let bench = empty(database).await;
    let her = stranger(&bench, 1);
    let addresses = ["ana@test.example", "ana@work.example"];
    let mut tokens = Vec::new();
    for address in addresses {
        account::sign_up(&bench.app, &her, sign_up(address, PASSWORD)).await.unwrap();
        tokens.push(link(&bench, address, "confirm").await);
    }
    // Both at once: each of them is proved, and each is an account.
    let second = Caller { actor: her.actor.clone(), ..stranger(&bench, 1) };
    let (one, two) =
        tokio::join!(account::confirm(&bench.app, &her, &tokens[0], None), account::confirm(&bench.app, &second, &tokens[1], None));
    let mut people = Vec::new();
    for opened in [one.unwrap(), two.unwrap()] {
        people.push(signed_in(&bench, &opened).await.actor.person.unwrap());
    }
    assert!(people[0] != people[1] && people.contains(&her.actor.person.unwrap()), "one of them stays who she is");
    for address in addresses {
        assert!(account::sign_in(&bench.app, &stranger(&bench, 2), &email(address), PASSWORD).await.is_ok(), "{address}");
    }
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
