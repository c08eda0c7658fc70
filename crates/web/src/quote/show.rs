use app::quote::{self, QuoteView};
use askama::Template;
use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use domain::id::QuoteId;

use crate::{
    extract::{Caller, Path},
    page::{Chrome, Html},
    problem::Problem,
    receipt::{self, ReceiptWords},
    site::Site,
    text::format,
};

#[derive(Template)]
#[template(path = "quote/show.html")]
struct QuotePage {
    chrome: Chrome,
    id: QuoteId,
    words: ReceiptWords,
    hash: String,
    file_name: String,
    rules: Vec<(&'static str, String)>,
    earliest: String,
    /// It can still be signed.
    holds: bool,
    order: Option<String>,
    signed_in: bool,
}

pub(super) async fn page(State(site): State<Site>, caller: Caller, Path(id): Path<QuoteId>, chrome: Chrome) -> Result<Response, Problem> {
    let view = quote::read(site.app(), &caller, id).await?;
    let language = chrome.language;
    let title = chrome.t.quote.title;
    Ok(Html(QuotePage {
        id,
        words: ReceiptWords::new(&view.receipt, site.app().zone(), language),
        file_name: file_name(&view),
        rules: rules(&view, &chrome),
        earliest: format::date(view.earliest, language),
        holds: view.holds,
        order: view.order.map(|order| format!("/orders/{order}")),
        hash: view.hash,
        signed_in: caller.is_signed_in(),
        chrome: chrome.titled(title),
    })
    .into_response())
}

/// The data that was frozen, with the versions that it is named by.
fn rules(view: &QuoteView, chrome: &Chrome) -> Vec<(&'static str, String)> {
    let (rules, q, language) = (&view.receipt.rules, &chrome.t.quote, chrome.language);
    let since = |name: &str, day| q.price_list_of(name, format::date(day, language));
    vec![
        (q.receipt_book, since(&rules.price_book.version, rules.price_book.provenance.valid_from)),
        (q.receipt_tariff, since(&receipt::tariff(&view.receipt, language), rules.tariff.provenance.valid_from)),
        (q.receipt_rules, since(&rules.assumptions.version, rules.assumptions.provenance.valid_from)),
    ]
}

/// Named by its hash, so that two receipts never replace each other in a folder.
fn file_name(view: &QuoteView) -> String {
    let short: String = view.hash.chars().take(12).collect();
    format!("sunward-receipt-{short}.json")
}

/// The file byte for byte as it was locked.
pub(super) async fn download(State(site): State<Site>, caller: Caller, Path(id): Path<QuoteId>) -> Result<Response, Problem> {
    let view = quote::read(site.app(), &caller, id).await?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(&view));
    Ok(([(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, disposition)], view.file).into_response())
}
