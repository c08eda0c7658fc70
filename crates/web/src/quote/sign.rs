//! From a locked price to a signature: where the house is, the contract for it, and consent to exactly this text.

use app::{
    Conflict, Error,
    order::{self, ContractPreview, Sign, Site as House},
    quote,
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{contract::Clause, id::QuoteId};

use crate::{
    extract::{Caller, Form, IdempotencyKey, Path, Typed},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    refusals::Refusals,
    site::Site,
    text::format,
};

#[derive(Template)]
#[template(path = "quote/site.html")]
struct SitePage {
    chrome: Chrome,
    id: QuoteId,
    refusals: Refusals,
    street: String,
    town: String,
    zip: String,
}

impl SitePage {
    fn new(chrome: Chrome, id: QuoteId, typed: &Typed, refusals: Refusals) -> Self {
        let title = chrome.t.quote.address_title;
        let text = |field| typed.text(field).to_owned();
        Self { id, refusals, street: text("street"), town: text("town"), zip: text("zip"), chrome: chrome.at(&sign_path(id)).titled(title) }
    }
}

#[derive(Template)]
#[template(path = "quote/contract.html")]
struct ContractPage {
    chrome: Chrome,
    id: QuoteId,
    clauses: Vec<Clause>,
    text_hash: String,
    receipt_hash: String,
    price: String,
    free_until: String,
    street: String,
    town: String,
    zip: String,
    idempotency_key: String,
    refusals: Refusals,
    /// The text is another one than she was shown before.
    moved: bool,
}

fn sign_path(id: QuoteId) -> String {
    format!("/quotes/{id}/sign")
}

/// What a contract that cannot be signed (any more) leads to.
async fn elsewhere(site: &Site, caller: &Caller, id: QuoteId) -> Result<Response, Problem> {
    let quote = quote::read(site.app(), caller, id).await?;
    let to = quote.order.map_or_else(|| format!("/quotes/{id}"), |order| format!("/orders/{order}"));
    Ok(see_other(&local(&to)))
}

pub(super) async fn site_form(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<QuoteId>,
    chrome: Chrome,
) -> Result<Response, Problem> {
    let quote = quote::read(site.app(), &caller, id).await?;
    if !quote.holds {
        return elsewhere(&site, &caller, id).await;
    }
    // The town she asked for; the street she has not told us yet.
    let typed: Typed = [("town".to_owned(), quote.receipt.input.town.clone())].into_iter().collect();
    let language = chrome.language;
    Ok(Html(SitePage::new(chrome, id, &typed, Refusals::none(language))).into_response())
}

fn house(typed: &Typed, chrome: &Chrome) -> Result<House, Refusals> {
    let house = House::parse(typed.text("street"), typed.text("town"), typed.text("zip"));
    house.map_err(|fields| Refusals::of(&fields, chrome.language))
}

pub(super) async fn contract(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<QuoteId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let house = match house(&typed, &chrome) {
        Ok(house) => house,
        Err(refusals) => return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(SitePage::new(chrome, id, &typed, refusals))).into_response()),
    };
    let refusals = Refusals::none(chrome.language);
    match order::preview_contract(site.app(), &caller, id, &house, chrome.language).await {
        Ok(preview) => Ok(contract_page(&site, chrome, preview, &typed, refusals, false)?.into_response()),
        Err(Error::Invalid(fields)) => {
            let refusals = Refusals::of(&fields, chrome.language);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(SitePage::new(chrome, id, &typed, refusals))).into_response())
        }
        Err(Error::Conflict(Conflict::AlreadySigned | Conflict::QuoteExpired)) => elsewhere(&site, &caller, id).await,
        Err(error) => Err(error.into()),
    }
}

fn contract_page(
    site: &Site,
    chrome: Chrome,
    preview: ContractPreview,
    typed: &Typed,
    refusals: Refusals,
    moved: bool,
) -> Result<Html<ContractPage>, Problem> {
    let app = site.app();
    let title = chrome.t.quote.contract_title;
    let text = |field| typed.text(field).to_owned();
    Ok(Html(ContractPage {
        id: preview.quote,
        clauses: preview.clauses,
        text_hash: preview.text_hash,
        receipt_hash: preview.receipt_hash,
        price: format::price(preview.receipt.price.total),
        free_until: format::date(preview.cooling_off.last_day, chrome.language),
        street: text("street"),
        town: text("town"),
        zip: text("zip"),
        idempotency_key: IdempotencyKey::fresh(app)?,
        refusals,
        moved,
        chrome: chrome.at(&sign_path(preview.quote)).titled(title),
    }))
}

pub(super) async fn sign(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<QuoteId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let app = site.app();
    let house = match house(&typed, &chrome) {
        Ok(house) => house,
        Err(refusals) => return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(SitePage::new(chrome, id, &typed, refusals))).into_response()),
    };
    let key = IdempotencyKey::of_form(&typed)?;
    let language = chrome.language;
    let command = Sign {
        quote: id,
        site: house,
        consent: typed.text("consent") == "yes",
        seen_text_hash: typed.text("text_hash").to_owned(),
        language,
    };
    let (status, refusals, moved) = match order::sign(app, &caller, &command, key.as_ref()).await {
        Ok(order) => return Ok(see_other(&local(&format!("/orders/{order}")))),
        Err(Error::Invalid(fields)) => (StatusCode::UNPROCESSABLE_ENTITY, Refusals::of(&fields, language), false),
        // A new day moves the last day to withdraw, and another language is another text: it is shown anew.
        Err(Error::Conflict(Conflict::Changed)) => (StatusCode::CONFLICT, Refusals::none(language), true),
        Err(Error::Conflict(Conflict::AlreadySigned | Conflict::QuoteExpired)) => return elsewhere(&site, &caller, id).await,
        Err(error) => return Err(error.into()),
    };
    let preview = order::preview_contract(app, &caller, id, &command.site, language).await?;
    Ok((status, contract_page(&site, chrome, preview, &typed, refusals, moved)?).into_response())
}
