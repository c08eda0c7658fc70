//! A locked price, its receipt, and the way to a signed contract.

mod show;
mod sign;

use policy::Action;

use crate::route::{Access, Area, Method, SecureRouter};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let (read, sign) = (Access::Action(Action::QuoteRead), Access::Action(Action::OrderSign));
    router
        .route(Method::Get, "/quotes/{quote}", read, Area::Page, "a locked price", show::page)
        .route(Method::Get, "/quotes/{quote}/receipt.json", read, Area::Page, "the receipt as a file", show::download)
        .route(Method::Get, "/quotes/{quote}/sign", sign, Area::Page, "where the house is", sign::site_form)
        .route(Method::Post, "/quotes/{quote}/contract", sign, Area::Page, "the contract as it would be signed", sign::contract)
        .route(Method::Post, "/quotes/{quote}/order", sign, Area::Page, "sign the contract", sign::sign)
}
