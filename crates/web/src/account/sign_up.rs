use app::{Error, account};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    Invalid,
    text::{Email, PersonName, Phone},
};

use crate::{
    extract::{Caller, Form, Typed},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    refusals::Refusals,
    site::Site,
};

#[derive(Template)]
#[template(path = "account/sign_up.html")]
pub(super) struct SignUpPage {
    chrome: Chrome,
    refusals: Refusals,
    /// All but the password.
    typed: Typed,
}

/// Said after every attempt alike: whether there was an account already only the inbox tells. At an address of its own, so
/// that loading it again sends nothing again.
#[derive(Template)]
#[template(path = "account/inbox.html")]
pub(super) struct InboxPage {
    pub(super) chrome: Chrome,
    pub(super) text: &'static str,
}

fn page(chrome: Chrome, typed: &Typed, refused: &[Invalid]) -> SignUpPage {
    let title = chrome.t.account.sign_up_title;
    SignUpPage {
        refusals: Refusals::of(refused, chrome.language),
        typed: typed.clone().without(&["password"]),
        chrome: chrome.titled(title),
    }
}

pub(super) async fn show(caller: Caller, chrome: Chrome) -> Html<SignUpPage> {
    // Anybody may read the form; policy is asked when it comes back.
    caller.note_decision();
    Html(page(chrome, &Typed::default(), &[]))
}

pub(super) async fn open(State(site): State<Site>, caller: Caller, chrome: Chrome, Form(typed): Form) -> Result<Response, Problem> {
    caller.note_decision();
    let refused = match read(&typed) {
        Ok((name, email, phone)) => {
            let command = account::SignUp { email, name, phone, password: typed.text("password").to_owned(), language: chrome.language };
            match account::sign_up(site.app(), &caller, command).await {
                Ok(()) => return Ok(see_other(&local("/sign-up/sent"))),
                Err(Error::Invalid(refused)) => refused,
                Err(error) => return Err(error.into()),
            }
        }
        Err(refused) => refused,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(chrome, &typed, &refused))).into_response())
}

pub(super) async fn sent(chrome: Chrome) -> Html<InboxPage> {
    let t = &chrome.t.account;
    Html(InboxPage { text: t.confirm_text, chrome: chrome.titled(t.confirm_title) })
}

fn read(typed: &Typed) -> Result<(PersonName, Email, Option<Phone>), Vec<Invalid>> {
    let name = PersonName::parse("name", typed.text("name"));
    let email = Email::parse("email", typed.text("email"));
    let phone = typed.optional("phone").map(|text| Phone::parse("phone", text)).transpose();
    let password = typed.required("password");
    match (name, email, phone, password) {
        (Ok(name), Ok(email), Ok(phone), Ok(_)) => Ok((name, email, phone)),
        (name, email, phone, password) => Err([name.err(), email.err(), phone.err(), password.err()].into_iter().flatten().collect()),
    }
}
