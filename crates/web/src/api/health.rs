//! How the program is, without a single personal value.

use app::{App, staff::health::Health as View};
use axum::extract::State;
use domain::account::Role;
use policy::Action;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Operation, Tag,
    value::{Digest, Instant},
};
use crate::{
    extract::{Caller, Json},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const READ: Operation = Operation::new("read_health", Tag::Staff)
    .describe("For engineers. Load balancers ask `/healthz` and `/readyz`.")
    .gives::<Health>("How the program is.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    router.operation(Method::Get, "/api/v1/health", Access::Action(Action::HealthRead), "how the program is", READ, read)
}

/// How the program is.
#[derive(Debug, Serialize, JsonSchema)]
struct Health {
    /// Version of the program.
    version: &'static str,
    /// Which database.
    database: &'static str,
    /// Version of the schema.
    schema: i64,
    /// The schema is the one that the program needs.
    schema_current: bool,
    /// Hash of the policies.
    policy_hash: Digest,
    /// Jobs that wait.
    jobs_waiting: u64,
    /// Jobs that were given up.
    jobs_given_up: u64,
    /// Leaves of the trail.
    leaves: u64,
    /// Leaves that wait for the sequencer.
    leaves_pending: u64,
    /// When the newest leaf was written.
    newest_leaf_at: Option<Instant>,
    /// When the next clock runs out.
    next_timer_at: Option<Instant>,
    /// Orders, all stages.
    orders: u64,
    /// Accounts by role.
    accounts: Vec<RoleCount>,
    /// Imported places.
    places: u64,
}

/// Accounts of a role.
#[derive(Debug, Serialize, JsonSchema)]
struct RoleCount {
    /// Which role.
    role: Role,
    /// How many.
    accounts: u64,
}

impl From<View> for Health {
    fn from(view: View) -> Self {
        Self {
            version: view.version,
            database: view.database,
            schema: view.schema,
            schema_current: view.schema_current,
            policy_hash: view.policy_hash.into(),
            jobs_waiting: view.jobs_waiting,
            jobs_given_up: view.jobs_given_up,
            leaves: view.leaves,
            leaves_pending: view.leaves_pending,
            newest_leaf_at: view.newest_leaf_at.map(Instant),
            next_timer_at: view.next_timer_at.map(Instant),
            orders: view.orders,
            accounts: view.accounts.into_iter().map(|(role, accounts)| RoleCount { role, accounts }).collect(),
            places: view.places,
        }
    }
}

async fn read(State(app): State<App>, caller: Caller) -> Result<Json<Health>, Problem> {
    Ok(Json(app::staff::health::read(&app, &caller).await?.into()))
}
