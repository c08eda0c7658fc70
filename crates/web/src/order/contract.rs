//! The signed contract, for reading and printing.

use app::order;
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use domain::{Language, contract::Clause, id::OrderId};

use crate::{
    extract::{Caller, Path},
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::format,
};

#[derive(Template)]
#[template(path = "order/contract.html")]
struct ContractPage {
    chrome: Chrome,
    id: OrderId,
    clauses: Vec<Clause>,
    /// In which it was agreed, whatever the page around it speaks.
    language: Language,
    agreed: String,
    text_hash: String,
    receipt_hash: String,
    terms_version: String,
}

pub(super) async fn page(State(site): State<Site>, caller: Caller, Path(id): Path<OrderId>, chrome: Chrome) -> Result<Response, Problem> {
    let contract = order::contract(site.app(), &caller, id).await?;
    let t = chrome.t;
    Ok(Html(ContractPage {
        id,
        agreed: t.quote.agreed_on(format::date_time(contract.consented_at, site.app().zone(), chrome.language)),
        clauses: contract.clauses,
        language: contract.language,
        text_hash: contract.text_hash,
        receipt_hash: contract.receipt_hash,
        terms_version: contract.terms_version,
        chrome: chrome.titled(t.quote.contract_title),
    })
    .into_response())
}
