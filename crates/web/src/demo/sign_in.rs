//! Links that sign in as somebody of the sample company. Looking at one (a preview, a scanner, a second tab) does not use
//! it up: only the button does.

use app::{Error, demo};
use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use vault::Token;

use crate::{
    extract::{Caller, Path},
    menu,
    page::{Chrome, Html, see_other},
    problem::Problem,
    site::Site,
};

#[derive(Template)]
#[template(path = "demo/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    /// Where the button posts to and what stands on it; none when the link does not count.
    enter: Option<(String, String)>,
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, Path(token): Path<String>, chrome: Chrome) -> Result<Response, Problem> {
    let Ok(token) = Token::parse(&token) else { return Ok(used(chrome)) };
    match demo::link_counts(site.app(), &caller, &token).await {
        Ok(role) => {
            let t = &chrome.t.shared;
            let enter = Some((format!("/demo/sign-in/{}", token.text().as_str()), t.demo_enter_as(t.role(role))));
            let title = t.demo_enter;
            Ok(Html(SignInPage { chrome: chrome.titled(title), enter }).into_response())
        }
        Err(Error::CredentialsRefused) => Ok(used(chrome)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn enter(
    State(site): State<Site>,
    caller: Caller,
    Path(token): Path<String>,
    chrome: Chrome,
) -> Result<Response, Problem> {
    let Ok(token) = Token::parse(&token) else { return Ok(used(chrome)) };
    let app = site.app();
    let opened = async {
        let role = demo::link_counts(app, &caller, &token).await?;
        Ok((role, demo::sign_in(app, &caller, &token).await?))
    };
    match opened.await {
        Ok((role, opened)) => {
            let cookie = site.cookies().session(&opened.token, opened.seconds);
            Ok(([(SET_COOKIE, cookie)], see_other(&menu::home(role))).into_response())
        }
        Err(Error::CredentialsRefused) => Ok(used(chrome)),
        Err(error) => Err(error.into()),
    }
}

fn used(chrome: Chrome) -> Response {
    let title = chrome.t.account.link_used;
    (StatusCode::GONE, Html(SignInPage { chrome: chrome.titled(title), enter: None })).into_response()
}
