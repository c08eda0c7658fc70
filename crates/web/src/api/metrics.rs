//! Numbers about many customers; groups under five are not told.

use app::{
    App,
    staff::metrics::{Metrics as View, Told},
};
use axum::extract::State;
use domain::{Money, order::Stage};
use policy::Action;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Operation, Tag};
use crate::{
    extract::{Caller, Json},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const READ: Operation =
    Operation::new("read_metrics", Tag::Staff).describe("For sales and the head of engineering.").gives::<Metrics>("The numbers.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    router.operation(Method::Get, "/api/v1/metrics", Access::Action(Action::MetricsRead), "numbers of the company", READ, read)
}

/// The numbers of the company.
#[derive(Debug, Serialize, JsonSchema)]
struct Metrics {
    /// Locked prices ever.
    quotes: Count,
    /// Orders that were signed until a Monday; the numbers move on when five more were.
    orders: Count,
    /// Orders by stage.
    by_stage: Vec<StageCount>,
    /// Mean price of these orders to the nearest 500 dollars; `null` for fewer than five.
    mean_price: Option<Money>,
    /// Mean power of these orders to the nearest 500 watts; `null` for fewer than five.
    mean_watts: Option<i64>,
}

/// A count that is told, or not.
#[derive(Debug, Serialize, JsonSchema)]
struct Count {
    /// How many; `null` when it is too small a group to be told, or could give one away.
    exactly: Option<u64>,
}

/// Orders in a stage.
#[derive(Debug, Serialize, JsonSchema)]
struct StageCount {
    /// Which stage.
    stage: Stage,
    /// How many.
    orders: Count,
}

impl From<Told> for Count {
    fn from(told: Told) -> Self {
        match told {
            Told::Exactly(count) => Self { exactly: Some(count) },
            Told::Few => Self { exactly: None },
        }
    }
}

impl From<View> for Metrics {
    fn from(view: View) -> Self {
        Self {
            quotes: view.quotes.into(),
            orders: view.orders.into(),
            by_stage: view.by_stage.into_iter().map(|(stage, told)| StageCount { stage, orders: told.into() }).collect(),
            mean_price: view.mean_price,
            mean_watts: view.mean_watts,
        }
    }
}

async fn read(State(app): State<App>, caller: Caller) -> Result<Json<Metrics>, Problem> {
    Ok(Json(app::staff::metrics::read(&app, &caller).await?.into()))
}
