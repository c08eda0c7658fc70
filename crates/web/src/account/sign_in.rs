use app::{
    App, Error, account,
    session::{self, Opened},
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderName, StatusCode, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use domain::{Invalid, account::Role, text::Email};

use crate::{
    extract::{Caller, Form, Query, Typed},
    local_path::LocalPath,
    menu,
    page::{Chrome, Html, see_other},
    problem::Problem,
    refusals::Refusals,
    site::Site,
};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub(super) struct SignInPage {
    chrome: Chrome,
    refusals: Refusals,
    /// E-mail and password do not belong together.
    mismatch: bool,
    next: Option<LocalPath>,
    email: String,
}

/// A path of ours to go on to; anything else is forgotten.
fn next_of(typed: &Typed) -> Option<LocalPath> {
    typed.optional("next").and_then(|text| LocalPath::parse(text).ok())
}

fn page(chrome: Chrome, next: Option<LocalPath>, typed: &Typed, refusals: Refusals, mismatch: bool) -> SignInPage {
    let title = chrome.t.account.sign_in_title;
    // Where language and colours lead back to: what somebody else put into the address is not carried on.
    let here = next.as_ref().map_or_else(|| "/sign-in".to_owned(), |next| format!("/sign-in?next={next}"));
    SignInPage { email: typed.text("email").to_owned(), refusals, mismatch, next, chrome: chrome.at(&here).titled(title) }
}

pub(super) async fn show(caller: Caller, Query(query): Query, chrome: Chrome) -> Html<SignInPage> {
    // Anybody may read the form; policy is asked when it comes back.
    caller.note_decision();
    // Only where to go on to comes from the address; nobody's e-mail does.
    let refusals = Refusals::none(chrome.language);
    Html(page(chrome, next_of(&query), &Typed::default(), refusals, false))
}

pub(super) async fn enter(State(site): State<Site>, caller: Caller, chrome: Chrome, Form(typed): Form) -> Result<Response, Problem> {
    caller.note_decision();
    let email = Email::parse("email", typed.text("email"));
    let password = typed.required("password").map(str::to_owned);
    let (email, password) = match (email, password) {
        (Ok(email), Ok(password)) => (email, password),
        (email, password) => {
            let refused: Vec<Invalid> = [email.err(), password.err()].into_iter().flatten().collect();
            let refusals = Refusals::of(&refused, chrome.language);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(chrome, next_of(&typed), &typed, refusals, false))).into_response());
        }
    };
    match account::sign_in(site.app(), &caller, &email, &password).await {
        Ok(opened) => {
            let to = match next_of(&typed) {
                Some(next) => next,
                None => menu::home(role_of(site.app(), &opened, &caller).await?),
            };
            Ok(([(SET_COOKIE, site.cookies().session(&opened.token, opened.seconds))], see_other(&to)).into_response())
        }
        Err(Error::CredentialsRefused) => {
            let refusals = Refusals::none(chrome.language);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(chrome, next_of(&typed), &typed, refusals, true))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What she who just signed in is to the company.
async fn role_of(app: &App, opened: &Opened, caller: &Caller) -> Result<Role, Problem> {
    let now = session::caller(app, Some(&opened.token), caller.language, caller.request, caller.source).await?;
    Ok(now.actor.role)
}

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

pub(super) async fn leave(State(site): State<Site>, caller: Caller) -> Result<Response, Problem> {
    account::sign_out(site.app(), &caller).await?;
    // Nothing of what was seen stays on this device; the shell is fetched again.
    let clear = (CLEAR_SITE_DATA, axum::http::HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(([(SET_COOKIE, site.cookies().no_session()), clear], see_other(&LocalPath::first_page())).into_response())
}
