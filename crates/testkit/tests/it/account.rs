//! Accounts: what is said to strangers, how long wrong passwords wait, what links and sessions are worth, and for how long.

mod guessing;
mod sessions;
mod strangers;

use app::{Caller, account, account::SignUp, demo, session::Opened};
use domain::{
    Language,
    text::{Email, PersonName},
};
use libtest_mimic::Trial;
use policy::Env;
use store::Cursor;
use testkit::{BASE_URL, Bench, Database};
use uuid::Uuid;
use vault::Token;

pub(crate) fn trials() -> Vec<Trial> {
    [guessing::trials(), sessions::trials(), strangers::trials()].into_iter().flatten().collect()
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
