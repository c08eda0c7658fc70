//! Orders as their readers see them. What a reader may not see is not in the answer.

use app::{
    App,
    order::{Access as Look, Contact, Event, Filter, MaskedContact, OrderRow, OrderView},
};
use axum::extract::State;
use domain::{
    Money,
    account::Role,
    id::{OrderEventId, OrderId, QuoteId},
    order::{Party, Stage, WorkstreamKind, WorkstreamState},
};
use policy::Action;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Location, Operation, Parameter, Tag,
    change_request::Change,
    list::{Asked, CURSOR, List, PAGE_SIZE},
    value::{Day, Instant},
};
use crate::{
    extract::{Caller, Json, Path, Query},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

pub(super) const ORDER: Parameter =
    Parameter::new::<OrderId>("order", Location::Path, "The order.", "ord_019a5d2f3c007abc8def0123456789ab");
pub(super) const STAGE: Parameter = Parameter::new::<Stage>("stage", Location::Query, "Only orders in this stage.", "matched");

const PARAMETERS: &[Parameter] = &[STAGE, CURSOR, PAGE_SIZE];

const LIST: Operation = Operation::new("list_orders", Tag::Orders)
    .with(PARAMETERS)
    .describe("A customer sees her own, a crew those it accepted, operations its queue, support all.")
    .gives::<List<OrderSummary>>("Orders that the caller may see, newest first.");
const READ: Operation = Operation::new("read_order", Tag::Orders)
    .with(&[ORDER])
    .describe("Operations' look at name and address is written down and shown to the customer.")
    .gives::<Order>("The order, with what the caller may see of it.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let (list_all, look) = (Access::Action(Action::OrderList), Access::Action(Action::OrderRead));
    router.operation(Method::Get, "/api/v1/orders", list_all, "list orders", LIST, list).operation(
        Method::Get,
        "/api/v1/orders/{order}",
        look,
        "look at an order",
        READ,
        read,
    )
}

/// A row of a list of orders.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OrderSummary {
    /// Its id.
    id: OrderId,
    /// How far.
    stage: Stage,
    /// The first day of work, once a crew accepted.
    install_date: Option<Day>,
    /// When it was signed.
    signed_at: Instant,
    /// Panels.
    panels: i64,
    /// Direct-current power, watts.
    system_watts: i64,
}

impl From<OrderRow> for OrderSummary {
    fn from(row: OrderRow) -> Self {
        Self {
            id: row.id,
            stage: row.stage,
            install_date: row.install_date.map(Day),
            signed_at: row.signed_at.into(),
            panels: row.panels,
            system_watts: row.system_watts,
        }
    }
}

/// An order. Fields that the caller may not see are left out.
#[derive(Debug, Serialize, JsonSchema)]
struct Order {
    /// Its id.
    id: OrderId,
    /// Ascends with every change.
    version: i64,
    /// How far.
    stage: Stage,
    /// The first day of work, once a crew accepted.
    install_date: Option<Day>,
    /// Days of work on the roof.
    work_days: i64,
    /// Panels.
    panels: i64,
    /// Direct-current power, watts.
    system_watts: i64,
    /// When it was signed.
    signed_at: Instant,
    /// Leaving is free now.
    cooling_off: bool,
    /// The first instant at which leaving is not free any more.
    cooling_off_ends_at: Instant,
    /// What runs beside the stage.
    workstreams: Vec<Workstream>,
    /// Who is waited for.
    waiting: Vec<Waiting>,
    /// What happened, oldest first.
    events: Vec<OrderEvent>,
    /// Who comes, once a crew accepted.
    crew: Option<Crew>,
    /// Proposed changes.
    changes: Vec<Change>,
    /// What the customer pays; for her.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<Money>,
    /// What she has paid; for her.
    #[serde(skip_serializing_if = "Option::is_none")]
    paid: Option<Money>,
    /// The quote it was signed on; for the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteId>,
    /// Who lives there; for those who have to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<CustomerContact>,
    /// The same with most of it hidden; for support.
    #[serde(skip_serializing_if = "Option::is_none")]
    masked_contact: Option<MaskedCustomer>,
    /// Who of the company looked at the customer's file; for her.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accesses: Vec<FileAccess>,
}

/// One workstream.
#[derive(Debug, Serialize, JsonSchema)]
struct Workstream {
    /// Which.
    kind: WorkstreamKind,
    /// How far.
    state: WorkstreamState,
    /// When whoever acts next should have acted.
    due_at: Option<Instant>,
}

/// Somebody who is waited for.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Waiting {
    /// In which workstream.
    workstream: WorkstreamKind,
    /// For whom.
    on: Party,
    /// Until when it usually takes.
    until: Option<Instant>,
    /// That is over.
    overdue: bool,
}

impl From<domain::order::Waiting> for Waiting {
    fn from(waiting: domain::order::Waiting) -> Self {
        Self { workstream: waiting.kind, on: waiting.on, until: waiting.until.map(Instant), overdue: waiting.overdue }
    }
}

/// An entry of the history. It holds codes and dates, nothing personal.
#[derive(Debug, Serialize, JsonSchema)]
struct OrderEvent {
    /// Its id.
    id: OrderEventId,
    /// What happened, as a code such as `signed` or `accept_offer`. More will come.
    kind: String,
    /// Who did it.
    by: Role,
    /// What else is to be said, such as a new `install_date`.
    detail: serde_json::Map<String, serde_json::Value>,
    /// When.
    at: Instant,
    /// The order's version after it.
    version: i64,
}

/// A crew.
#[derive(Debug, Serialize, JsonSchema)]
struct Crew {
    /// What it is called.
    name: String,
    /// Its company.
    company: String,
}

/// How the customer is reached.
#[derive(Debug, Serialize, JsonSchema)]
struct CustomerContact {
    /// Name.
    name: String,
    /// Telephone number in E.164.
    phone: Option<String>,
    /// E-mail address; not for crews.
    email: Option<String>,
    /// Street, town and ZIP code.
    address: String,
}

/// The same with most of it hidden.
#[derive(Debug, Serialize, JsonSchema)]
struct MaskedCustomer {
    /// First letters.
    name: String,
    /// First letter and domain.
    email: String,
    /// Last digits.
    phone: Option<String>,
}

/// A look at the customer's file.
#[derive(Debug, Serialize, JsonSchema)]
struct FileAccess {
    /// When.
    at: Instant,
    /// Who.
    by: Role,
    /// At what.
    what: String,
    /// Why, as the employee wrote it.
    reason: String,
}

impl From<OrderView> for Order {
    fn from(view: OrderView) -> Self {
        let workstream =
            |stream: domain::order::Workstream| Workstream { kind: stream.kind, state: stream.state, due_at: stream.due_at.map(Instant) };
        Self {
            id: view.id,
            version: view.version,
            stage: view.stage,
            install_date: view.install_date.map(Day),
            work_days: view.work_days,
            panels: view.panels,
            system_watts: view.system_watts,
            signed_at: view.signed_at.into(),
            cooling_off: view.cooling_off,
            cooling_off_ends_at: view.cooling_off_ends_at.into(),
            workstreams: view.workstreams.into_iter().map(workstream).collect(),
            waiting: view.waiting.into_iter().map(Waiting::from).collect(),
            events: view.events.into_iter().map(event).collect(),
            crew: view.crew.map(|(name, company)| Crew { name, company }),
            changes: view.changes.into_iter().map(|change| Change::new(view.id, change)).collect(),
            price: view.price,
            paid: view.paid,
            quote: view.quote,
            contact: view.contact.map(contact),
            masked_contact: view.masked.map(masked),
            accesses: view.accesses.into_iter().map(access).collect(),
        }
    }
}

fn event(event: Event) -> OrderEvent {
    let detail = match event.detail {
        serde_json::Value::Object(detail) => detail,
        _ => serde_json::Map::new(),
    };
    OrderEvent { id: event.id, kind: event.kind, by: event.role, detail, at: event.at.into(), version: event.order_version }
}

fn contact(contact: Contact) -> CustomerContact {
    CustomerContact {
        name: contact.name.as_str().to_owned(),
        phone: contact.phone.map(|phone| phone.as_str().to_owned()),
        email: contact.email.map(|email| email.as_str().to_owned()),
        address: contact.address,
    }
}

fn masked(contact: MaskedContact) -> MaskedCustomer {
    MaskedCustomer { name: contact.name.to_string(), email: contact.email.to_string(), phone: contact.phone.map(|phone| phone.to_string()) }
}

fn access(look: Look) -> FileAccess {
    FileAccess { at: look.at.into(), by: look.role, what: look.what, reason: look.reason }
}

async fn list(State(app): State<App>, caller: Caller, Query(typed): Query) -> Result<Json<List<OrderSummary>>, Problem> {
    let asked = Asked::new(typed, PARAMETERS)?;
    let filter = Filter { stage: asked.choice("stage", Stage::from_name)?, ..Filter::default() };
    let page = app::order::list(&app, &caller, &filter, asked.cursor()?).await?;
    Ok(Json(List::page(page, OrderSummary::from)))
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<OrderId>) -> Result<Json<Order>, Problem> {
    Ok(Json(app::order::read(&app, &caller, id).await?.into()))
}
