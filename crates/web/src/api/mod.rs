//! The same use cases as the pages', as JSON under `/api/v1`.
//!
//! One file per noun: its routes, the types of its bodies, and how they are made from what the use cases answer with.
//! Everything composed is a type of its own here, so that neither a view nor a table can widen an answer by accident; what
//! has one exact form in the domain (money, ids, the closed sets of words) is used as it is. Requests refuse unknown
//! fields, answers may gain some. Every route carries its [`Operation`], from which `openapi.json` is made.

mod account;
mod board;
mod change_request;
mod contract;
mod description;
mod estimate;
mod health;
mod leaving;
mod list;
mod matching;
mod metrics;
mod offer;
mod operation;
mod order;
mod place;
mod proposal;
mod quote;
mod step;
mod trail;
mod value;

pub use description::document;
pub use operation::{Body, Key, Location, Operation, Parameter, Success, Tag};

use crate::route::SecureRouter;

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let nouns = [
        description::routes,
        place::routes,
        estimate::routes,
        quote::routes,
        account::routes,
        order::routes,
        contract::routes,
        leaving::routes,
        step::routes,
        matching::routes,
        offer::routes,
        change_request::routes,
        metrics::routes,
        board::routes,
        health::routes,
        trail::routes,
    ];
    nouns.into_iter().fold(router, |router, add| add(router))
}
