//! From a roof to three priced systems, without an account.

mod form;
mod result;
mod typed;

use policy::Action;

use crate::route::{Access, Area, Method, SecureRouter};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let form = Access::Public("what is asked of a roof is no secret");
    let (ask, read, lock) =
        (Access::Action(Action::EstimateCreate), Access::Action(Action::EstimateRead), Access::Action(Action::QuoteLock));
    router
        .route(Method::Get, "/estimate", form, Area::Page, "the form for a roof and a bill", form::show)
        .route(Method::Post, "/estimate", ask, Area::Page, "compute and save an estimate", form::ask)
        .route(Method::Get, "/estimates/{estimate}", read, Area::Page, "a saved estimate by today's prices", result::show)
        .route(Method::Post, "/estimates/{estimate}/quote", lock, Area::Page, "lock the price of a size", result::lock)
}
