//! What strangers are told of an account, and what they can begin in somebody else's name.

use std::{collections::BTreeMap, future::Future};

use app::{
    Caller, Error, account,
    account::{ConfirmNeeds, SignUp},
    demo,
};
use domain::text::{PersonName, Phone};
use libtest_mimic::Trial;
use store::Cursor;
use testkit::{Answer, Bench, Database, Raw};
use vault::{SystemRandom, Token};

use super::{OTHER, PASSWORD, customer, email, empty, link, sign_up, signed_in, stranger};
use crate::trial::{on_both, on_sqlite};

pub(super) fn trials() -> Vec<Trial> {
    [
        on_both("known_and_unknown_addresses_get_the_same_answers", same_answers),
        on_sqlite("what_follows_a_form_of_the_account_is_the_same_for_all_and_sends_nothing_again", sent_once),
        on_both("a_link_works_once_for_one_purpose_and_for_a_while", links),
        on_both("an_account_that_somebody_else_opened_for_her_is_not_confirmed_by_her_click", hijack),
        on_both("what_a_stranger_asks_with_an_address_writes_the_same_whether_it_is_known", same_writes),
        on_both("two_addresses_of_one_visitor_are_two_accounts", two_addresses),
    ]
    .into_iter()
    .flatten()
    .collect()
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
