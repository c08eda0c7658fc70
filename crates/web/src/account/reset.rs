use app::{Error, account};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{Invalid, text::Email};
use vault::Token;

use super::{confirm::over, sign_up::InboxPage};
use crate::{
    extract::{Caller, Form, Path, Typed},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    refusals::Refusals,
    site::Site,
};

#[derive(Template)]
#[template(path = "account/reset_ask.html")]
pub(super) struct AskPage {
    chrome: Chrome,
    refusals: Refusals,
    email: String,
}

#[derive(Template)]
#[template(path = "account/reset_set.html")]
pub(super) struct SetPage {
    chrome: Chrome,
    action: String,
    refusals: Refusals,
}

#[derive(Template)]
#[template(path = "account/reset_done.html")]
pub(super) struct DonePage {
    chrome: Chrome,
}

fn ask_page(chrome: Chrome, typed: &Typed, refused: &[Invalid]) -> AskPage {
    let title = chrome.t.account.reset_title;
    AskPage { refusals: Refusals::of(refused, chrome.language), email: typed.text("email").to_owned(), chrome: chrome.titled(title) }
}

fn set_page(chrome: Chrome, token: &Token, refused: &[Invalid]) -> SetPage {
    let title = chrome.t.account.reset_title;
    SetPage {
        action: format!("/reset/{}", token.text().as_str()),
        refusals: Refusals::of(refused, chrome.language),
        chrome: chrome.titled(title),
    }
}

pub(super) async fn ask(caller: Caller, chrome: Chrome) -> Html<AskPage> {
    // Anybody may read the form; policy is asked when it comes back.
    caller.note_decision();
    Html(ask_page(chrome, &Typed::default(), &[]))
}

pub(super) async fn send(State(site): State<Site>, caller: Caller, chrome: Chrome, Form(typed): Form) -> Result<Response, Problem> {
    caller.note_decision();
    let email = match Email::parse("email", typed.text("email")) {
        Ok(email) => email,
        Err(invalid) => return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(ask_page(chrome, &typed, &[invalid]))).into_response()),
    };
    account::request_reset(site.app(), &caller, &email).await?;
    Ok(see_other(&local("/reset/sent")))
}

pub(super) async fn sent(chrome: Chrome) -> Html<InboxPage> {
    let t = &chrome.t.account;
    Html(InboxPage { text: t.reset_text, chrome: chrome.titled(t.confirm_title) })
}

pub(super) async fn done(chrome: Chrome) -> Html<DonePage> {
    let title = chrome.t.account.reset_title;
    Html(DonePage { chrome: chrome.titled(title) })
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, Path(token): Path<String>, chrome: Chrome) -> Result<Response, Problem> {
    caller.note_decision();
    let Ok(token) = Token::parse(&token) else { return Ok(over(chrome)) };
    match account::reset_counts(site.app(), &caller, &token).await {
        Ok(()) => Ok(Html(set_page(chrome, &token, &[])).into_response()),
        Err(Error::CredentialsRefused) => Ok(over(chrome)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn save(
    State(site): State<Site>,
    caller: Caller,
    Path(token): Path<String>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    caller.note_decision();
    let Ok(token) = Token::parse(&token) else { return Ok(over(chrome)) };
    match account::reset(site.app(), &caller, &token, typed.text("password")).await {
        Ok(()) => Ok(see_other(&local("/reset/done"))),
        Err(Error::Invalid(refused)) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(set_page(chrome, &token, &refused))).into_response()),
        Err(Error::CredentialsRefused) => Ok(over(chrome)),
        Err(error) => Err(error.into()),
    }
}
