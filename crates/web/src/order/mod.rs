//! Orders: the same two addresses for everybody, and behind them the page of the reader's role.

mod contract;
mod crew;
mod customer;
mod events;
mod leave;
mod operations;
mod support;

pub(crate) use customer::show as show_to_customer;

use axum::{extract::State, response::Response};
use domain::{account::Role, id::OrderId};
use policy::Action;

use crate::{
    extract::{Caller, Path, Query},
    page::Chrome,
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let (list_all, read) = (Access::Action(Action::OrderList), Access::Action(Action::OrderRead));
    let router = router.route(Method::Get, "/orders", list_all, Area::Page, "the reader's orders", list).route(
        Method::Get,
        "/orders/{order}",
        read,
        Area::Page,
        "one order",
        page,
    );
    [customer::routes, crew::routes, support::routes, operations::routes].into_iter().fold(router, |router, add| add(router))
}

async fn list(State(site): State<Site>, caller: Caller, Query(query): Query, chrome: Chrome) -> Result<Response, Problem> {
    match caller.actor.role {
        Role::Crew => crew::list(&site, &caller, &query, chrome).await,
        Role::Support => support::list(&site, &caller, &query, chrome).await,
        Role::Operations => operations::list(&site, &caller, &query, chrome).await,
        // Everybody else too: the use case decides, and a no is written into the trail.
        _ => customer::list(&site, &caller, &query, chrome).await,
    }
}

async fn page(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Query(query): Query,
    chrome: Chrome,
) -> Result<Response, Problem> {
    match caller.actor.role {
        Role::Crew => crew::page(&site, &caller, id, &query, chrome).await,
        Role::Support => support::page(&site, &caller, id, &query, chrome).await,
        Role::Operations => operations::page(&site, &caller, id, &query, chrome).await,
        // Everybody else too: the use case decides, and a no is written into the trail.
        _ => customer::page(&site, &caller, id, &query, chrome).await,
    }
}
