use app::{
    Error,
    account::{self, ConfirmNeeds},
};
use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use vault::Token;

use crate::{
    extract::{Caller, Form, Path},
    menu,
    page::{Chrome, Html, see_other},
    problem::Problem,
    refusals::Refusals,
    site::Site,
};

/// A link only shows a button: programs that look into mail open links, and must not use them up.
#[derive(Template)]
#[template(path = "account/confirm.html")]
pub(super) struct ConfirmPage {
    chrome: Chrome,
    action: String,
    needs_password: bool,
    mismatch: bool,
    refusals: Refusals,
}

#[derive(Template)]
#[template(path = "account/link_over.html")]
pub(super) struct LinkOverPage {
    pub(super) chrome: Chrome,
}

/// The link does not count: the same words for unknown, used and old ones.
pub(super) fn over(chrome: Chrome) -> Response {
    let title = chrome.t.account.link_used;
    (StatusCode::GONE, Html(LinkOverPage { chrome: chrome.titled(title) })).into_response()
}

fn page(chrome: Chrome, token: &Token, needs: ConfirmNeeds, mismatch: bool) -> ConfirmPage {
    let title = chrome.t.account.confirm_button;
    ConfirmPage {
        action: format!("/confirm/{}", token.text().as_str()),
        needs_password: needs == ConfirmNeeds::Password,
        mismatch,
        refusals: Refusals::none(chrome.language),
        chrome: chrome.titled(title),
    }
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, Path(token): Path<String>, chrome: Chrome) -> Result<Response, Problem> {
    caller.note_decision();
    let Ok(token) = Token::parse(&token) else { return Ok(over(chrome)) };
    match account::confirm_needs(site.app(), &caller, &token).await {
        Ok(needs) => Ok(Html(page(chrome, &token, needs, false)).into_response()),
        Err(Error::CredentialsRefused) => Ok(over(chrome)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn prove(
    State(site): State<Site>,
    caller: Caller,
    Path(token): Path<String>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    caller.note_decision();
    let app = site.app();
    let Ok(token) = Token::parse(&token) else { return Ok(over(chrome)) };
    match account::confirm(app, &caller, &token, typed.optional("password")).await {
        Ok(opened) => {
            let home = menu::home(domain::account::Role::Customer);
            // Her receipt is on the page of her account, beside what she can do with it.
            let to = crate::LocalPath::parse("/account?confirmed=yes").unwrap_or(home);
            Ok(([(SET_COOKIE, site.cookies().session(&opened.token, opened.seconds))], see_other(&to)).into_response())
        }
        // Either the link is over, or the password was wrong and the link still counts.
        Err(Error::CredentialsRefused) => match account::confirm_needs(app, &caller, &token).await {
            Ok(needs) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(chrome, &token, needs, true))).into_response()),
            Err(Error::CredentialsRefused) => Ok(over(chrome)),
            Err(error) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}
