//! Locked prices.

use app::{
    App,
    estimate::Size,
    quote::{Lock, QuoteView, State as Standing},
};
use axum::{
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use domain::{
    Money,
    id::{EstimateId, OrderId, QuoteId},
    quote::SealedReceipt,
};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Key, Location, Operation, Parameter, Tag,
    list::List,
    proposal::Proposal,
    value::{Created, Day, Digest, Instant, created},
};
use crate::{
    extract::{Caller, IdempotencyKey, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

pub(super) const QUOTE: Parameter =
    Parameter::new::<QuoteId>("quote", Location::Path, "The quote.", "quo_019a5d2f3c007abc8def0123456789ab");

const LOCK: Operation = Operation::new("lock_quote", Tag::Quotes)
    .describe(
        "Freezes inputs, price book, tariff, incentives and taxes in a receipt. `seen_total` is the price that was shown: if \
         another one holds by now, nothing is locked (`conflict:changed`).",
    )
    .keyed(Key::Required)
    .takes::<Ask>(
        r#"{ "estimate": "est_019a5d2f3c007abc8def0123456789ab", "size": "medium", "seen_total": { "minor": 1428000, "currency": "USD" } }"#,
    )
    .creates::<Created<QuoteId>>("The price is locked.")
    .located();

const LIST: Operation =
    Operation::new("list_quotes", Tag::Quotes).gives::<List<Quote>>("All quotes of the caller, newest first, on one page.");
const READ: Operation = Operation::new("read_quote", Tag::Quotes).with(&[QUOTE]).gives::<Quote>("The quote.");
const RECEIPT: Operation = Operation::new("read_receipt", Tag::Quotes)
    .with(&[QUOTE])
    .describe(
        "Canonical JSON (RFC 8785), byte for byte as it was locked; anybody can recompute it to the cent. Other than in the rest \
         of this interface, instants in it are microseconds since 1970.",
    )
    .gives::<SealedReceipt>("The receipt with its hash.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let (lock_it, look) = (Access::Action(Action::QuoteLock), Access::Action(Action::QuoteRead));
    router
        .operation(Method::Post, "/api/v1/quotes", lock_it, "lock a price", LOCK, lock)
        .operation(Method::Get, "/api/v1/quotes", look, "list locked prices", LIST, list)
        .operation(Method::Get, "/api/v1/quotes/{quote}", look, "look at a locked price", READ, read)
        .operation(Method::Get, "/api/v1/quotes/{quote}/receipt", look, "everything that decided a locked price", RECEIPT, receipt)
}

/// The price to lock.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LockRequest")]
struct Ask {
    /// Of which estimate.
    estimate: EstimateId,
    /// Which size.
    size: Size,
    /// The total that was shown.
    seen_total: Money,
}

/// A locked price.
#[derive(Debug, Serialize, JsonSchema)]
struct Quote {
    /// Its id.
    id: QuoteId,
    /// Where it stands.
    state: QuoteState,
    /// The price holds now.
    holds: bool,
    /// When it was locked.
    issued_at: Instant,
    /// The system, its price, and until when it holds.
    proposal: Proposal,
    /// Hash of the receipt.
    receipt_hash: Digest,
    /// The earliest day a crew could begin, when it was locked.
    earliest_start: Day,
    /// The order on it, once it is signed.
    order: Option<OrderId>,
}

/// Where a quote stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum QuoteState {
    /// Its price holds, or has just ceased to.
    Open,
    /// There is an order on it.
    Signed,
    /// Its time is over.
    Expired,
}

impl From<QuoteView> for Quote {
    fn from(view: QuoteView) -> Self {
        Self {
            id: view.id,
            state: match view.state {
                Standing::Open => QuoteState::Open,
                Standing::Signed => QuoteState::Signed,
                Standing::Expired => QuoteState::Expired,
            },
            holds: view.holds,
            issued_at: view.receipt.issued_at.into(),
            proposal: Proposal::from(&view.receipt),
            receipt_hash: view.hash.into(),
            earliest_start: view.earliest.into(),
            order: view.order,
        }
    }
}

async fn lock(State(app): State<App>, caller: Caller, key: IdempotencyKey, Json(ask): Json<Ask>) -> Result<Response, Problem> {
    let Ask { estimate, size, seen_total } = ask;
    let id = app::quote::lock(&app, &caller, Lock { estimate, size, seen_total }, Some(&key.0)).await?;
    created("/api/v1/quotes", id)
}

async fn list(State(app): State<App>, caller: Caller) -> Result<Json<List<Quote>>, Problem> {
    let views = app::quote::list(&app, &caller).await?;
    Ok(Json(List::whole(views.into_iter().map(Quote::from))))
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<QuoteId>) -> Result<Json<Quote>, Problem> {
    Ok(Json(app::quote::read(&app, &caller, id).await?.into()))
}

async fn receipt(State(app): State<App>, caller: Caller, Path(id): Path<QuoteId>) -> Result<impl IntoResponse, Problem> {
    let view = app::quote::read(&app, &caller, id).await?;
    Ok(([(CONTENT_TYPE, "application/json")], view.file))
}
