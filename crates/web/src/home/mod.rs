//! The first page: the question that everybody comes with, and how it goes.

use askama::Template;
use axum::extract::State;
use domain::account::Role;

use crate::{
    extract::Caller,
    local_path::LocalPath,
    menu,
    page::{Chrome, Html},
    route::{Access, Area, Method, SecureRouter},
    site::Site,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let everybody = Access::Public("the first page says what the company does");
    router.route(Method::Get, "/", everybody, Area::Page, "the first page", show)
}

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    chrome: Chrome,
    /// Where somebody who is signed in goes on.
    desk: Option<LocalPath>,
    /// Prices are asked by visitors and customers.
    asks: bool,
}

async fn show(State(site): State<Site>, caller: Caller, chrome: Chrome) -> Html<HomePage> {
    let role = caller.actor.role;
    let desk = Some(menu::home(role)).filter(|path| caller.is_signed_in() && site.has_page(path.path()));
    Html(HomePage { chrome, desk, asks: matches!(role, Role::Visitor | Role::Customer) })
}
