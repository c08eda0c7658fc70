//! Changes that support proposes and the customer agrees to.

use app::{
    App,
    change_request::{Answer, Propose},
    order::ChangeView,
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    change_request::ChangeState,
    id::{ChangeRequestId, OrderId},
    text::FreeText,
};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Key, Location, Operation, Parameter, Tag,
    order::ORDER,
    value::{Created, Day, Digest, Instant, created},
};
use crate::{
    extract::{Caller, IdempotencyKey, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const CHANGE: Parameter =
    Parameter::new::<ChangeRequestId>("change", Location::Path, "The proposed change.", "chg_019a5d2f3c007abc8def0123456789ab");

const PROPOSE: Operation = Operation::new("propose_change", Tag::Changes)
    .with(&[ORDER])
    .describe(
        "Nothing changes before the customer says yes. She reads the reason. While a proposal for the order waits for her answer \
         there is no second one (`conflict:already-proposed`).",
    )
    .keyed(Key::Optional)
    .takes::<ProposeRequest>(r#"{ "install_date": "2027-01-12", "reason": "The panels come a week later." }"#)
    .creates::<Created<ChangeRequestId>>("It is proposed, and the customer has mail.")
    .located();
const READ: Operation = Operation::new("read_change", Tag::Changes).with(&[CHANGE]).gives::<Change>("The proposed change.");
const ANSWER: Operation = Operation::new("answer_change", Tag::Changes)
    .with(&[CHANGE])
    .describe(
        "For the customer. `payload_hash` is that of the change she was shown: an answer is for exactly that one. A yes is \
         applied once; the same answer again is no error.",
    )
    .may_conflict()
    .takes::<AnswerRequest>(r#"{ "agree": true, "payload_hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }"#);

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let at = |action| Access::Action(action);
    router
        .operation(
            Method::Post,
            "/api/v1/orders/{order}/changes",
            at(Action::ChangePropose),
            "propose another install date",
            PROPOSE,
            propose,
        )
        .operation(Method::Get, "/api/v1/changes/{change}", at(Action::ChangeRead), "look at a proposed change", READ, read)
        .operation(Method::Post, "/api/v1/changes/{change}/answer", at(Action::ChangeAnswer), "agree or not", ANSWER, answer)
}

/// A change to propose.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProposeRequest {
    /// The new first day of work.
    install_date: Day,
    /// Why, for the customer.
    #[schemars(length(min = 1, max = 1000))]
    reason: String,
}

/// The customer's answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ChangeAnswer")]
struct AnswerRequest {
    /// Yes or no.
    agree: bool,
    /// `payload_hash` of the change that was shown.
    payload_hash: Digest,
}

/// A proposed change.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Change {
    /// Its id.
    id: ChangeRequestId,
    /// Of which order.
    order: OrderId,
    /// What is to change.
    change: ProposedChange,
    /// Hash of exactly this change of exactly this version of the order.
    payload_hash: Digest,
    /// Where it stands.
    state: ChangeState,
    /// Why.
    reason: Option<String>,
    /// Since when.
    created_at: Instant,
    /// Until when it can be answered.
    expires_at: Instant,
}

/// What is to change.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum ProposedChange {
    /// The installation moves to another day.
    Reschedule {
        /// Its first day.
        install_date: Day,
    },
}

impl Change {
    /// A proposal of an order.
    pub(super) fn new(order: OrderId, view: ChangeView) -> Self {
        let change = match view.change {
            domain::change_request::Change::Reschedule { install_date } => ProposedChange::Reschedule { install_date: install_date.into() },
        };
        Self {
            id: view.id,
            order,
            change,
            payload_hash: view.payload_hash.into(),
            state: view.state,
            reason: view.reason,
            created_at: view.created_at.into(),
            expires_at: view.expires_at.into(),
        }
    }
}

async fn propose(
    State(app): State<App>,
    caller: Caller,
    Path(order): Path<OrderId>,
    key: Option<IdempotencyKey>,
    Json(ask): Json<ProposeRequest>,
) -> Result<Response, Problem> {
    let command = Propose { order, install_date: ask.install_date.0, reason: FreeText::parse("reason", &ask.reason)? };
    let key = key.as_ref().map(|key| &key.0);
    created("/api/v1/changes", app::change_request::propose(&app, &caller, &command, key).await?)
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<ChangeRequestId>) -> Result<Json<Change>, Problem> {
    let (order, view) = app::change_request::read(&app, &caller, id).await?;
    Ok(Json(Change::new(order, view)))
}

async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path(request): Path<ChangeRequestId>,
    Json(ask): Json<AnswerRequest>,
) -> Result<StatusCode, Problem> {
    let command = Answer { request, agree: ask.agree, seen_payload_hash: ask.payload_hash.0 };
    app::change_request::answer(&app, &caller, &command).await?;
    Ok(StatusCode::NO_CONTENT)
}
