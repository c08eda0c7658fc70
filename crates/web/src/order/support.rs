//! The order as support sees it.

use axum::response::Response;
use domain::id::OrderId;

use crate::{
    extract::{Caller, Typed},
    page::Chrome,
    problem::Problem,
    route::SecureRouter,
    site::Site,
};

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    router
}

pub(super) async fn list(_: &Site, _: &Caller, _: &Typed, _: Chrome) -> Result<Response, Problem> {
    Err(Problem::not_found())
}

pub(super) async fn page(_: &Site, _: &Caller, _: OrderId, _: &Typed, _: Chrome) -> Result<Response, Problem> {
    Err(Problem::not_found())
}
