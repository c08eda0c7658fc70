//! The order in the queue of operations: who lives there, the steps of its paperwork, the results that move it on.

use app::{
    Conflict, Error,
    order::{self, OrderView},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    Timestamp,
    account::Role,
    id::OrderId,
    order::{Facts, PROCESS, StepName, TransitionName, WorkstreamKind, advance as follows, waiting},
};
use policy::Action;

use crate::{
    extract::{Caller, Form, Path, Typed},
    local_path::LocalPath,
    page::{Chrome, Html, see_other},
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    staff::progress::{Entry, Wait, history, wait},
    text::{Texts, format},
};

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let advance_access = Access::Action(Action::OrderAdvance);
    let step_access = Access::Action(Action::WorkstreamMove);
    router.route(Method::Post, "/orders/{order}/advance", advance_access, Area::Page, "record a result", advance).route(
        Method::Post,
        "/orders/{order}/workstreams/{kind}",
        step_access,
        Area::Page,
        "move a workstream",
        move_workstream,
    )
}

/// Operations' list is its board.
pub(super) async fn list(site: &Site, caller: &Caller, _: &Typed, _: Chrome) -> Result<Response, Problem> {
    order::may_list(site.app(), caller).await?;
    Ok(see_other(&local("/board")))
}

fn local(path: &str) -> LocalPath {
    LocalPath::parse(path).unwrap_or_else(|_| LocalPath::first_page())
}

/// A button.
struct Choice {
    name: &'static str,
    word: &'static str,
}

struct Workstream {
    name: &'static str,
    title: &'static str,
    status: &'static str,
    settled: bool,
    wait: Option<Wait>,
    steps: Vec<Choice>,
}

struct Contact {
    name: String,
    address: String,
    /// As dialled, and as read.
    phone: Option<(String, String)>,
    email: Option<String>,
}

#[derive(Template)]
#[template(path = "order/operations.html")]
struct OrderPage {
    chrome: Chrome,
    id: OrderId,
    status: &'static str,
    /// What was tried does not follow the present state.
    refused: bool,
    facts: Vec<(&'static str, String)>,
    install_date: String,
    contact: Option<Contact>,
    workstreams: Vec<Workstream>,
    /// Results that move it on, and the one that moves it back.
    results: Vec<Choice>,
    setbacks: Vec<Choice>,
    history: Vec<Entry>,
}

pub(super) async fn page(site: &Site, caller: &Caller, id: OrderId, _: &Typed, chrome: Chrome) -> Result<Response, Problem> {
    show(site, caller, id, chrome, false).await
}

async fn show(site: &Site, caller: &Caller, id: OrderId, chrome: Chrome, refused: bool) -> Result<Response, Problem> {
    let view = order::read(site.app(), caller, id).await?;
    // Shown again after a post, it is still the order's page that the switches lead back to.
    let chrome = Chrome { path: local(&format!("/orders/{id}")), ..chrome };
    let t = chrome.t;
    let now = site.app().clock().now();
    let (setbacks, results) = results(&view, now).into_iter().partition(|name| is_setback(*name));
    let page = OrderPage {
        id,
        status: t.order.stage(view.stage),
        refused,
        facts: facts(&view, site, t),
        install_date: view.install_date.map_or_else(|| t.order.install_none.to_owned(), |date| format::date(date, t.language)),
        workstreams: workstreams(&view, now, site, t),
        results: in_words(results, t),
        setbacks: in_words(setbacks, t),
        history: history(&view.events, site, t),
        contact: view.contact.map(|contact| Contact {
            name: contact.name.as_str().to_owned(),
            address: contact.address,
            phone: contact.phone.map(|phone| (phone.as_str().to_owned(), format::phone(&phone))),
            email: contact.email.map(|email| email.as_str().to_owned()),
        }),
        chrome: chrome.titled(t.order.number(format::short_id(id))),
    };
    let status = if refused { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, Html(page)).into_response())
}

fn in_words(names: Vec<TransitionName>, t: &Texts) -> Vec<Choice> {
    names.into_iter().map(|name| Choice { name: name.name(), word: t.staff.result(name) }).collect()
}

fn facts(view: &OrderView, site: &Site, t: &Texts) -> Vec<(&'static str, String)> {
    let zone = site.app().zone();
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let crew = view.crew.as_ref().map_or_else(|| t.staff.order_crew_none.to_owned(), |(crew, _)| crew.clone());
    let cooling_off = if view.cooling_off {
        t.staff.until(format::date_time(view.cooling_off_ends_at, zone, t.language))
    } else {
        t.staff.event_cooling_off_ended.to_owned()
    };
    vec![
        (t.staff.column_crew, crew),
        (t.staff.order_work_days, t.shared.days(count(view.work_days))),
        (t.staff.order_system, format!("{}, {}", t.shared.panels(count(view.panels)), format::watts(view.system_watts))),
        (t.staff.order_signed, format::date_at(view.signed_at, zone, t.language)),
        (t.staff.order_cooling_off, cooling_off),
    ]
}

fn workstreams(view: &OrderView, now: Timestamp, site: &Site, t: &Texts) -> Vec<Workstream> {
    let waits = waiting(&view.workstreams, now);
    let is_open = view.stage.is_before_installation();
    let of = |own: &domain::order::Workstream| Workstream {
        name: own.kind.name(),
        title: t.order.workstream(own.kind),
        status: t.order.workstream_status(own.kind, own.state),
        settled: own.state.is_settled(),
        wait: waits.iter().find(|waiting| waiting.kind == own.kind && is_open).map(|waiting| wait(waiting, now, site, t)),
        steps: StepName::ALL
            .into_iter()
            .filter(|step| is_open && own.after(*step, Role::Operations, &view.workstreams, now).is_some())
            .map(|step| Choice { name: step.name(), word: t.staff.step(step) })
            .collect(),
    };
    view.workstreams.iter().map(of).collect()
}

/// The results that operations can record now, by the same table that decides when one is recorded.
fn results(view: &OrderView, now: Timestamp) -> Vec<TransitionName> {
    let facts = Facts {
        now,
        cooling_off_ends_at: view.cooling_off_ends_at,
        install_day_begins_at: None,
        holds_open_offer: false,
        is_own_crew: false,
        workstreams: &view.workstreams,
    };
    PROCESS.iter().map(|row| row.name).filter(|name| follows(view.stage, *name, Role::Operations, &facts).is_ok()).collect()
}

fn is_setback(name: TransitionName) -> bool {
    matches!(name, TransitionName::LoseCrew | TransitionName::FailInspection)
}

async fn advance(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let name = typed.choice("result", TransitionName::from_name)?;
    let outcome = order::advance(site.app(), &caller, id, name).await;
    // With its power on, an order leaves the queue and this reader's sight.
    let next = if name == TransitionName::Energize { "/board".to_owned() } else { format!("/orders/{id}") };
    answer(outcome, &next, &site, &caller, id, chrome).await
}

async fn move_workstream(
    State(site): State<Site>,
    caller: Caller,
    Path((id, kind)): Path<(OrderId, String)>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let kind = WorkstreamKind::from_name(&kind).ok_or_else(Problem::not_found)?;
    let name = typed.choice("step", |name| StepName::ALL.into_iter().find(|step| step.name() == name))?;
    let outcome = order::move_workstream(site.app(), &caller, id, kind, name).await;
    answer(outcome, &format!("/orders/{id}#steps"), &site, &caller, id, chrome).await
}

async fn answer(
    outcome: Result<(), Error>,
    next: &str,
    site: &Site,
    caller: &Caller,
    id: OrderId,
    chrome: Chrome,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(see_other(&local(next))),
        // The order as it is now says what can be done.
        Err(Error::Conflict(Conflict::DoesNotFollow | Conflict::Changed | Conflict::TooLate)) => show(site, caller, id, chrome, true).await,
        Err(error) => Err(error.into()),
    }
}
