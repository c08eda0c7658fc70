//! The steps by which crews and operations move an order.

use app::App;
use axum::{extract::State, http::StatusCode};
use domain::{
    id::OrderId,
    order::{StepName, TransitionName, WorkstreamKind},
};
use policy::Action;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Location, Operation, Parameter, Tag, order::ORDER};
use crate::{
    extract::{Caller, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const KIND: Parameter = Parameter::new::<WorkstreamKind>("kind", Location::Path, "The workstream.", "permit");

const INSTALL: Operation = Operation::new("install_order", Tag::Orders)
    .with(&[ORDER])
    .describe("For the crew that accepted it, from the install date on.")
    .may_conflict()
    .takes::<InstallRequest>(r#"{ "step": "start_installation" }"#);
const ADVANCE: Operation = Operation::new("advance_order", Tag::Orders)
    .with(&[ORDER])
    .describe("For operations: records a result.")
    .may_conflict()
    .takes::<AdvanceRequest>(r#"{ "step": "pass_inspection" }"#);
const MOVE: Operation = Operation::new("move_workstream", Tag::Orders)
    .with(&[ORDER, KIND])
    .describe("For operations. When it was the last gate, the order is released with it. The crew's own workstream moves with offers, never by hand.")
    .may_conflict()
    .takes::<MoveRequest>(r#"{ "step": "submit" }"#);

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let at = |action| Access::Action(action);
    router
        .operation(
            Method::Post,
            "/api/v1/orders/{order}/install",
            at(Action::OrderInstall),
            "begin or finish on the roof",
            INSTALL,
            install,
        )
        .operation(Method::Post, "/api/v1/orders/{order}/advance", at(Action::OrderAdvance), "record a result", ADVANCE, advance)
        .operation(Method::Post, "/api/v1/orders/{order}/workstreams/{kind}", at(Action::WorkstreamMove), "move a workstream", MOVE, shift)
}

/// What the crew did.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InstallRequest {
    /// Which step.
    step: InstallStep,
}

/// A step of the crew.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum InstallStep {
    /// It begins on the roof.
    StartInstallation,
    /// It is done.
    FinishInstallation,
}

/// What operations recorded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AdvanceRequest {
    /// Which result.
    step: AdvanceStep,
}

/// A result that operations records.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum AdvanceStep {
    /// All gates are green.
    Release,
    /// The inspector passed it.
    PassInspection,
    /// The inspector did not.
    FailInspection,
    /// Permission to operate is here.
    Energize,
    /// The crew cannot come any more; another is looked for.
    LoseCrew,
}

/// How a workstream moves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WorkstreamRequest")]
struct MoveRequest {
    /// Which step.
    step: StepName,
}

async fn install(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(ask): Json<InstallRequest>,
) -> Result<StatusCode, Problem> {
    let step = match ask.step {
        InstallStep::StartInstallation => TransitionName::StartInstallation,
        InstallStep::FinishInstallation => TransitionName::FinishInstallation,
    };
    app::order::install(&app, &caller, id, step).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn advance(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(ask): Json<AdvanceRequest>,
) -> Result<StatusCode, Problem> {
    let step = match ask.step {
        AdvanceStep::Release => TransitionName::Release,
        AdvanceStep::PassInspection => TransitionName::PassInspection,
        AdvanceStep::FailInspection => TransitionName::FailInspection,
        AdvanceStep::Energize => TransitionName::Energize,
        AdvanceStep::LoseCrew => TransitionName::LoseCrew,
    };
    app::order::advance(&app, &caller, id, step).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn shift(
    State(app): State<App>,
    caller: Caller,
    Path((id, kind)): Path<(OrderId, WorkstreamKind)>,
    Json(ask): Json<MoveRequest>,
) -> Result<StatusCode, Problem> {
    app::order::move_workstream(&app, &caller, id, kind, ask.step).await?;
    Ok(StatusCode::NO_CONTENT)
}
