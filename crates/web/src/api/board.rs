//! Operations' board.

use app::{
    App,
    staff::board::{BoardRow, Filter},
};
use axum::extract::State;
use domain::order::{Party, Stage};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize as _, Serialize, de::value::Error};

use super::{
    Location, Operation, Parameter, Tag,
    list::{Asked, List},
    order::{OrderSummary, STAGE, Waiting},
    value::Instant,
};
use crate::{
    extract::{Caller, Json, Query},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const PARAMETERS: &[Parameter] = &[
    STAGE,
    Parameter::new::<Party>("on", Location::Query, "Only where this party has to act.", "permit_office"),
    Parameter::new::<bool>("overdue", Location::Query, "`true`: only what is late.", "true"),
];

const READ: Operation = Operation::new("read_board", Tag::Staff)
    .with(PARAMETERS)
    .describe("For operations. The queue is given as a whole, because what is late must not hide on a later page.")
    .gives::<List<BoardEntry>>("Orders in the queue, most urgent first. No name and no address.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    router.operation(Method::Get, "/api/v1/board", Access::Action(Action::BoardRead), "operations' board", READ, read)
}

/// An order of the queue.
#[derive(Debug, Serialize, JsonSchema)]
struct BoardEntry {
    /// The order.
    order: OrderSummary,
    /// Somebody is later than usual.
    overdue: bool,
    /// Who is waited for, what is late first.
    waiting: Vec<Waiting>,
    /// No crew could be asked when it was last tried; `null` otherwise.
    no_crew: Option<NoCrew>,
}

/// Why an order waits although nobody has to answer.
#[derive(Debug, Serialize, JsonSchema)]
struct NoCrew {
    /// Since when.
    since: Instant,
    /// A crew works where the roof is, and cannot come; `false`: none reaches the town.
    in_reach: bool,
}

impl From<BoardRow> for BoardEntry {
    fn from(row: BoardRow) -> Self {
        Self {
            overdue: row.is_overdue(),
            order: row.order.into(),
            waiting: row.waiting.into_iter().map(Waiting::from).collect(),
            no_crew: row.no_crew.map(|no| NoCrew { since: no.since.into(), in_reach: no.in_reach }),
        }
    }
}

/// The party of a name, by the names of its JSON.
fn party(name: &str) -> Option<Party> {
    Party::deserialize(serde::de::value::StrDeserializer::<Error>::new(name)).ok()
}

async fn read(State(app): State<App>, caller: Caller, Query(typed): Query) -> Result<Json<List<BoardEntry>>, Problem> {
    let asked = Asked::new(typed, PARAMETERS)?;
    let filter =
        Filter { stage: asked.choice("stage", Stage::from_name)?, on: asked.choice("on", party)?, overdue: asked.flag("overdue")? };
    let rows = app::staff::board::read(&app, &caller, filter).await?;
    Ok(Json(List::whole(rows.into_iter().map(BoardEntry::from))))
}
