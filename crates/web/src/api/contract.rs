//! The contract: before it is signed, when it is signed, and afterwards.

use app::{
    App,
    order::{ContractPreview, ContractView, Sign},
};
use axum::{extract::State, response::Response};
use domain::{
    Language,
    contract::ClauseKey,
    id::{OrderId, QuoteId},
};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Key, Operation, Tag,
    order::ORDER,
    quote::QUOTE,
    value::{Created, Day, Digest, Instant, created},
};
use crate::{
    extract::{Caller, IdempotencyKey, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const DRAFT: Operation = Operation::new("draft_contract", Tag::Quotes)
    .with(&[QUOTE])
    .describe("The first of two steps: shows the text for a site and changes nothing. Its `text_hash` is what is signed.")
    .may_conflict()
    .takes::<DraftRequest>(r#"{ "site": { "street": "1 Sun Street", "town": "Boulder", "zip": "80302" }, "language": "en" }"#)
    .gives::<Draft>("The contract as it would be signed now.");

const SIGN: Operation = Operation::new("sign_order", Tag::Orders)
    .describe(
        "The second step: agrees to exactly the text whose `text_hash` was drafted for the same site and language. If the text \
         is another one by now (a new day moves the cooling-off date), nothing is signed (`conflict:changed`); draft it anew.",
    )
    .keyed(Key::Required)
    .takes::<SignRequest>(
        r#"{
  "quote": "quo_019a5d2f3c007abc8def0123456789ab",
  "site": { "street": "1 Sun Street", "town": "Boulder", "zip": "80302" },
  "language": "en",
  "consent": true,
  "text_hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}"#,
    )
    .creates::<Created<OrderId>>("It is signed, and a crew is being looked for.")
    .located();

const READ: Operation =
    Operation::new("read_contract", Tag::Orders).with(&[ORDER]).gives::<Contract>("The contract, exactly as it was agreed.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let (signs, reads) = (Access::Action(Action::OrderSign), Access::Action(Action::ContractRead));
    router
        .operation(Method::Post, "/api/v1/quotes/{quote}/contract", signs, "draft the contract on a quote", DRAFT, draft)
        .operation(Method::Post, "/api/v1/orders", signs, "sign the contract on a quote", SIGN, sign)
        .operation(Method::Get, "/api/v1/orders/{order}/contract", reads, "read a signed contract", READ, read)
}

/// Where the house is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Site {
    /// Street and number.
    street: String,
    /// Town.
    town: String,
    /// ZIP code.
    zip: String,
}

impl Site {
    fn parse(&self) -> Result<app::order::Site, Problem> {
        let parsed = app::order::Site::parse(&self.street, &self.town, &self.zip);
        parsed.map_err(|fields| Problem::from(app::Error::Invalid(fields)).renamed(|field| Some(format!("site.{field}"))))
    }
}

/// For whom to draft it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DraftRequest {
    /// Where the house is.
    site: Site,
    /// In which language.
    language: Language,
}

/// An agreement to a drafted text.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SignRequest {
    /// The quote.
    quote: QuoteId,
    /// The site for which the text was drafted.
    site: Site,
    /// The language in which it was drafted.
    language: Language,
    /// The customer agrees. Anything but `true` signs nothing.
    consent: bool,
    /// Hash of the text that she was shown.
    text_hash: Digest,
}

/// A contract that nobody has signed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ContractDraft")]
struct Draft {
    /// On which quote.
    quote: QuoteId,
    /// Its clauses.
    clauses: Vec<Clause>,
    /// Hash of the clauses: what is signed.
    text_hash: Digest,
    /// Hash of the receipt that it names.
    receipt_hash: Digest,
    /// Version of the terms.
    terms_version: String,
    /// The last day on which the customer could leave for free.
    cooling_off_last_day: Day,
    /// The first instant that is too late for it.
    cooling_off_ends_at: Instant,
}

/// A signed contract.
#[derive(Debug, Serialize, JsonSchema)]
struct Contract {
    /// Of which order.
    order: OrderId,
    /// Its clauses.
    clauses: Vec<Clause>,
    /// Hash of the clauses.
    text_hash: Digest,
    /// Hash of the receipt.
    receipt_hash: Digest,
    /// Version of the terms.
    terms_version: String,
    /// The language in which it was agreed.
    language: Language,
    /// When.
    consented_at: Instant,
}

/// A clause.
#[derive(Debug, Serialize, JsonSchema)]
struct Clause {
    /// What it is about.
    key: ClauseKey,
    /// Its heading.
    heading: String,
    /// Its paragraphs.
    paragraphs: Vec<String>,
    /// Must be shown in bold of at least ten points (16 CFR 429.1).
    bold: bool,
}

fn clauses(clauses: Vec<domain::contract::Clause>) -> Vec<Clause> {
    let clause = |clause: domain::contract::Clause| Clause {
        key: clause.key,
        heading: clause.heading,
        paragraphs: clause.paragraphs,
        bold: clause.bold,
    };
    clauses.into_iter().map(clause).collect()
}

impl From<ContractPreview> for Draft {
    fn from(preview: ContractPreview) -> Self {
        Self {
            quote: preview.quote,
            clauses: clauses(preview.clauses),
            text_hash: preview.text_hash.into(),
            receipt_hash: preview.receipt_hash.into(),
            terms_version: preview.terms_version,
            cooling_off_last_day: preview.cooling_off.last_day.into(),
            cooling_off_ends_at: preview.cooling_off.ends_at.into(),
        }
    }
}

impl From<ContractView> for Contract {
    fn from(view: ContractView) -> Self {
        Self {
            order: view.order,
            clauses: clauses(view.clauses),
            text_hash: view.text_hash.into(),
            receipt_hash: view.receipt_hash.into(),
            terms_version: view.terms_version,
            language: view.language,
            consented_at: view.consented_at.into(),
        }
    }
}

async fn draft(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<QuoteId>,
    Json(ask): Json<DraftRequest>,
) -> Result<Json<Draft>, Problem> {
    let site = ask.site.parse()?;
    Ok(Json(app::order::preview_contract(&app, &caller, id, &site, ask.language).await?.into()))
}

async fn sign(State(app): State<App>, caller: Caller, key: IdempotencyKey, Json(ask): Json<SignRequest>) -> Result<Response, Problem> {
    let site = ask.site.parse()?;
    let command = Sign { quote: ask.quote, site, consent: ask.consent, seen_text_hash: ask.text_hash.0, language: ask.language };
    created("/api/v1/orders", app::order::sign(&app, &caller, &command, Some(&key.0)).await?)
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<OrderId>) -> Result<Json<Contract>, Problem> {
    Ok(Json(app::order::contract(&app, &caller, id).await?.into()))
}
