//! The trail as the security officer reads it.

use app::{
    App,
    staff::trail::{Filter, Leaf, Outcome},
};
use axum::extract::State;
use domain::{
    Timestamp,
    account::Role,
    id::{AccountId, Id, LeafId, PersonId},
};
use policy::Action;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Location, Operation, Parameter, Tag,
    list::{Asked, CURSOR, List, PAGE_SIZE},
    value::{Digest, Instant, Universal},
};
use crate::{
    extract::{Caller, Json, Query},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const PARAMETERS: &[Parameter] = &[
    Parameter::new::<String>("action", Location::Query, "Only this action.", "order.sign"),
    Parameter::new::<bool>("denied", Location::Query, "`true`: only what was denied.", "true"),
    CURSOR,
    PAGE_SIZE,
];

const READ: Operation = Operation::new("read_trail", Tag::Staff)
    .with(PARAMETERS)
    .describe("For the security officer. Ids, codes and keyed commitments only, nothing personal.")
    .gives::<List<TrailEntry>>("Entries, newest first.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    router.operation(Method::Get, "/api/v1/trail", Access::Action(Action::TrailRead), "read the trail", READ, read)
}

/// An entry of the trail.
#[derive(Debug, Serialize, JsonSchema)]
struct TrailEntry {
    /// Its id.
    id: LeafId,
    /// When.
    at: Instant,
    /// The account that acted; `null` for visitors, strangers and the program itself, which `role` tells apart.
    actor: Option<AccountId>,
    /// The visitor that acted, as the data subject that she is before she has an account.
    visitor: Option<PersonId>,
    /// In which role.
    role: String,
    /// For which person, when not for herself.
    on_behalf_of: Option<Universal>,
    /// What.
    action: String,
    /// To what.
    object: TrailObject,
    /// How it ended.
    outcome: TrailOutcome,
    /// Why, as a code.
    reason: Option<String>,
    /// How often; more than once only for denials that are gathered: by source or person and minute.
    times: u32,
    /// Hash of the policies that decided.
    policy: Digest,
    /// Keyed commitment to what was there before.
    before: Option<Digest>,
    /// Keyed commitment to what was there afterwards.
    after: Option<Digest>,
    /// The request that it was part of, as `X-Request-Id` named it.
    request: Option<Universal>,
    /// RFC 6962 hash of the entry.
    hash: Digest,
}

/// What was acted on.
#[derive(Debug, Serialize, JsonSchema)]
struct TrailObject {
    /// Which noun.
    kind: String,
    /// Its id.
    id: Universal,
    /// Its version after the action.
    version: u64,
}

/// How it ended.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Outcome")]
enum TrailOutcome {
    /// It was done.
    Done,
    /// Policy or a second person said no.
    Denied,
}

impl From<Leaf> for TrailEntry {
    fn from(leaf: Leaf) -> Self {
        let digest = |hash: &dyn std::fmt::Display| Digest(hash.to_string());
        let hash = digest(&leaf.hash());
        // Whoever has no account acts under the id of her person.
        let is_visitor = leaf.actor.role.as_str() == Role::Visitor.name();
        Self {
            id: LeafId::from_uuid(leaf.id),
            at: Timestamp::from_micros(leaf.at).into(),
            actor: leaf.actor.id.filter(|_| !is_visitor).map(AccountId::from_uuid),
            visitor: leaf.actor.id.filter(|_| is_visitor).map(PersonId::from_uuid),
            role: leaf.actor.role.to_string(),
            on_behalf_of: leaf.on_behalf_of.map(Universal),
            action: leaf.action.to_string(),
            object: TrailObject { kind: leaf.object.kind.to_string(), id: Universal(leaf.object.id), version: leaf.object.version },
            outcome: match leaf.outcome {
                Outcome::Done => TrailOutcome::Done,
                Outcome::Denied => TrailOutcome::Denied,
            },
            reason: leaf.reason.map(|reason| reason.to_string()),
            times: leaf.times,
            policy: digest(&leaf.policy),
            before: leaf.before.map(|hash| digest(&hash)),
            after: leaf.after.map(|hash| digest(&hash)),
            request: leaf.request.map(Universal),
            hash,
        }
    }
}

/// The full name of an action: what is looked for as text is one of our own words, never what somebody typed.
fn action(name: &str) -> Option<String> {
    Action::ALL.iter().map(|action| action.name()).find(|known| *known == name).map(str::to_owned)
}

async fn read(State(app): State<App>, caller: Caller, Query(typed): Query) -> Result<Json<List<TrailEntry>>, Problem> {
    let asked = Asked::new(typed, PARAMETERS)?;
    let filter = Filter { action: asked.choice("action", action)?, denied_only: asked.flag("denied")? };
    let page = app::staff::trail::read(&app, &caller, &filter, asked.cursor()?).await?;
    Ok(Json(List::page(page, TrailEntry::from)))
}
