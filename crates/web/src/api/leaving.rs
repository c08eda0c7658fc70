//! Leaving an order: what it would mean, and doing it.

use app::{App, Conflict, Error, order::Leaving as View};
use axum::{extract::State, http::StatusCode};
use domain::{Money, contract::CostKind, id::OrderId};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Operation, Tag, order::ORDER, value::Instant};
use crate::{
    extract::{Caller, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const READ: Operation = Operation::new("read_leaving", Tag::Orders)
    .with(&[ORDER])
    .describe("Changes nothing.")
    .gives::<Leaving>("What leaving would mean now, to the cent.");
const LEAVE: Operation = Operation::new("leave_order", Tag::Orders)
    .with(&[ORDER])
    .describe(
        "Withdraws within the cooling-off period, cancels afterwards. `seen_refund` is the amount that was shown; if another \
         one holds by now, nothing is done (`conflict:changed`). Leaving twice is leaving once.",
    )
    .may_conflict()
    .takes::<LeaveRequest>(r#"{ "seen_refund": { "minor": 0, "currency": "USD" } }"#);

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let leaves = Access::Action(Action::OrderWithdraw);
    router.operation(Method::Get, "/api/v1/orders/{order}/leaving", leaves, "what leaving would mean", READ, read).operation(
        Method::Post,
        "/api/v1/orders/{order}/leave",
        leaves,
        "leave an order",
        LEAVE,
        leave,
    )
}

/// What leaving would mean now.
#[derive(Debug, Serialize, JsonSchema)]
struct Leaving {
    /// The order.
    order: OrderId,
    /// It can be left at all.
    possible: bool,
    /// Everything is paid back.
    free: bool,
    /// The first instant at which it is not free any more.
    free_until: Instant,
    /// What is paid back.
    refund: Money,
    /// What is kept.
    retained: Money,
    /// For what.
    costs: Vec<Cost>,
}

/// A cost and what is kept for it.
#[derive(Debug, Serialize, JsonSchema)]
struct Cost {
    /// What for.
    kind: CostKind,
    /// What it cost.
    documented: Money,
    /// What the terms let the company keep for it.
    allowed: Money,
    /// What it keeps.
    retained: Money,
}

/// An order to be left.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LeaveRequest {
    /// The refund that was shown.
    seen_refund: Money,
}

impl From<View> for Leaving {
    fn from(view: View) -> Self {
        let cost = |line: domain::contract::RefundLine| Cost {
            kind: line.kind,
            documented: line.documented,
            allowed: line.allowed,
            retained: line.retained,
        };
        Self {
            order: view.order,
            possible: view.possible,
            free: view.free,
            free_until: view.free_until.into(),
            refund: view.refund.amount,
            retained: view.refund.retained,
            costs: view.refund.lines.into_iter().map(cost).collect(),
        }
    }
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<OrderId>) -> Result<Json<Leaving>, Problem> {
    Ok(Json(app::order::leaving(&app, &caller, id).await?.into()))
}

async fn leave(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(ask): Json<LeaveRequest>,
) -> Result<StatusCode, Problem> {
    // The use case compares the cents; that they are the same money is asked here.
    let shown = app::order::leaving(&app, &caller, id).await?;
    if shown.refund.amount.currency != ask.seen_refund.currency {
        return Err(Error::Conflict(Conflict::Changed).into());
    }
    app::order::leave(&app, &caller, id, ask.seen_refund.minor).await?;
    Ok(StatusCode::NO_CONTENT)
}
