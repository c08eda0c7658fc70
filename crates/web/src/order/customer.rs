//! The order as its customer follows it: one sentence, who is waited for, who comes, what it costs, who looked.

use app::order::{self, ChangeView, Filter, OrderView};
use askama::Template;
use axum::response::{IntoResponse as _, Response};
use domain::{
    change_request::{Change, ChangeState},
    id::{ChangeRequestId, Id as _, OrderId},
    order::{Stage, Waiting, Workstream, WorkstreamKind, WorkstreamState},
};
use policy::Action;
use store::Cursor;

use crate::{
    extract::{Caller, Typed},
    page::{Chrome, Html},
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    staff::progress::{Entry, history},
    text::format,
};

const PAGE: u64 = 20;

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let (read, leave, contract) =
        (Access::Action(Action::OrderRead), Access::Action(Action::OrderWithdraw), Access::Action(Action::ContractRead));
    router
        .route(Method::Get, "/orders/{order}/contract", contract, Area::Page, "the signed contract", super::contract::page)
        .route(Method::Get, "/orders/{order}/events", read, Area::Live, "when an order moved", super::events::events)
        .route(Method::Get, "/orders/{order}/leave", leave, Area::Page, "what leaving would mean now", super::leave::show)
        .route(Method::Post, "/orders/{order}/leave", leave, Area::Page, "withdraw or cancel", super::leave::leave)
}

/// A row of the list.
struct Row {
    id: OrderId,
    status: &'static str,
    system: String,
    date: String,
    date_machine: String,
}

#[derive(Template)]
#[template(path = "order/list.html")]
struct ListPage {
    chrome: Chrome,
    orders: Vec<Row>,
    more: Option<String>,
}

pub(super) async fn list(site: &Site, caller: &Caller, query: &Typed, chrome: Chrome) -> Result<Response, Problem> {
    let before = query.optional("before").map(|_| query.parsed::<OrderId>("before", "an order number")).transpose()?;
    let page = order::list(site.app(), caller, &Filter::default(), Cursor::after(before.map(OrderId::uuid), PAGE)).await?;
    let (t, zone) = (chrome.t, site.app().zone());
    let row = |order: &order::OrderRow| Row {
        id: order.id,
        status: t.order.status(order.stage),
        system: t.estimate.system(t.shared.panels(count(order.panels)), format::watts(order.system_watts)),
        date: format::date_at(order.signed_at, zone, chrome.language),
        date_machine: format::machine(order.signed_at),
    };
    let orders = page.items.iter().map(row).collect();
    let more = page.next.map(|next| format!("/orders?before={}", OrderId::from_uuid(next)));
    Ok(Html(ListPage { orders, more, chrome: chrome.titled(t.order.list_title) }).into_response())
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A step of the timeline.
struct Step {
    /// `done`, `now`, `next` or `stopped`, as the style sheet knows it.
    state: &'static str,
    /// The same for those who do not see the dot.
    said: &'static str,
    what: &'static str,
    status: String,
    who: String,
    late: bool,
    day: String,
}

/// A proposal that waits for her answer.
struct Proposal {
    id: ChangeRequestId,
    hash: String,
    before: String,
    after: String,
    reason: String,
    until: String,
}

/// A look at her file.
struct Look {
    at: String,
    at_machine: String,
    who: &'static str,
    what: String,
    why: String,
}

#[derive(Template)]
#[template(path = "order/customer.html")]
struct OrderPage {
    chrome: Chrome,
    id: OrderId,
    /// The mark of what is shown, if the page still changes by itself.
    live: Option<String>,
    notice: Option<&'static str>,
    status: &'static str,
    detail: &'static str,
    stage: &'static str,
    waits_on_you: bool,
    proposals: Vec<Proposal>,
    answered: Vec<(&'static str, String)>,
    steps: Vec<Step>,
    /// Day and crew; none where nobody comes any more.
    comes: Option<(String, String)>,
    system: String,
    price: Option<String>,
    paid: Option<String>,
    address: Option<String>,
    quote: Option<String>,
    free_until: Option<String>,
    may_leave: bool,
    history: Vec<Entry>,
    looks: Vec<Look>,
}

pub(super) async fn page(site: &Site, caller: &Caller, id: OrderId, _: &Typed, chrome: Chrome) -> Result<Response, Problem> {
    show(site, caller, id, chrome, None).await
}

/// The order with something to be said first.
pub(crate) async fn show(
    site: &Site,
    caller: &Caller,
    id: OrderId,
    chrome: Chrome,
    notice: Option<&'static str>,
) -> Result<Response, Problem> {
    let app = site.app();
    let view = order::read(app, caller, id).await?;
    let (t, zone, language) = (chrome.t, app.zone(), chrome.language);
    let date = |day: Option<jiff::civil::Date>| day.map_or_else(|| t.order.install_none.to_owned(), |day| format::date(day, language));
    let install_date = date(view.install_date);
    let proposal = |change: &ChangeView| Proposal {
        id: change.id,
        hash: change.payload_hash.clone(),
        before: install_date.clone(),
        after: proposed_day(change, &chrome),
        reason: change.reason.clone().unwrap_or_default(),
        until: t.order.change_expires(format::date_time(change.expires_at, zone, language)),
    };
    let (open, closed): (Vec<&ChangeView>, Vec<&ChangeView>) =
        view.changes.iter().partition(|change| change.state == ChangeState::Proposed);
    let looks = view.accesses.iter().map(|access| Look {
        at: format::date_time(access.at, zone, language),
        at_machine: format::machine(access.at),
        who: t.shared.role(access.role),
        what: t.account.file_part(&access.what).to_owned(),
        why: t.account.file_reason(&access.reason).to_owned(),
    });
    let comes = view.crew.as_ref().map_or_else(|| t.order.crew_none.to_owned(), |(name, company)| crew(name, company, &chrome));
    let page = OrderPage {
        id,
        live: (!view.stage.is_final()).then(|| view.mark().to_string()),
        notice,
        status: t.order.status(view.stage),
        detail: t.order.status_detail(view.stage),
        stage: t.order.stage(view.stage),
        waits_on_you: !open.is_empty(),
        proposals: open.into_iter().map(proposal).collect(),
        answered: closed.into_iter().map(|change| (t.order.change_state(change.state), proposed_day(change, &chrome))).collect(),
        steps: steps(&view, site, &chrome),
        comes: (!matches!(view.stage, Stage::Withdrawn | Stage::Cancelled)).then(|| (install_date.clone(), comes)),
        system: t.estimate.system(t.shared.panels(count(view.panels)), format::watts(view.system_watts)),
        price: view.price.map(format::price),
        paid: view.paid.map(format::money),
        address: view.contact.as_ref().map(|contact| contact.address.clone()),
        quote: view.quote.map(|quote| format!("/quotes/{quote}")),
        free_until: (view.cooling_off && view.stage.is_before_installation())
            .then(|| t.order.free_until(format::date_at(view.cooling_off_ends_at.plus_seconds(-1), zone, language))),
        may_leave: view.stage.is_before_installation(),
        history: history(&view.events, site, t),
        looks: looks.collect(),
        chrome: chrome.at(&format!("/orders/{id}")).titled(t.order.title),
    };
    Ok(Html(page).into_response())
}

/// A crew and its company, unless the one names the other already.
fn crew(name: &str, company: &str, chrome: &Chrome) -> String {
    if name.starts_with(company) { name.to_owned() } else { chrome.t.order.crew_with(name, company) }
}

fn proposed_day(change: &ChangeView, chrome: &Chrome) -> String {
    let Change::Reschedule { install_date } = change.change;
    format::date(install_date, chrome.language)
}

/// From the signature to the power: the stages of the order, and between them what runs side by side.
fn steps(view: &OrderView, site: &Site, chrome: &Chrome) -> Vec<Step> {
    let (t, zone, language) = (chrome.t, site.app().zone(), chrome.language);
    let mut steps = vec![Step {
        day: format::date_at(view.signed_at, zone, language),
        ..Step::of(Progress::Done, t.order.stage(Stage::Signed), chrome)
    }];
    if matches!(view.stage, Stage::Withdrawn | Stage::Cancelled) {
        steps.push(Step { state: "stopped", ..Step::of(Progress::Done, t.order.stage(view.stage), chrome) });
        return steps;
    }
    let kinds = WorkstreamKind::ALL.into_iter();
    let found = kinds.filter_map(|kind| view.workstreams.iter().find(|workstream| workstream.kind == kind));
    let needed = found.filter(|workstream| workstream.state != WorkstreamState::NotNeeded);
    steps.extend(needed.map(|workstream| workstream_step(workstream, &view.waiting, view.stage, site, chrome)));
    let day = view.install_date.map(|day| format::date(day, language)).unwrap_or_default();
    let progress = |during: Stage, done: Stage| match view.stage {
        stage if stage >= done => Progress::Done,
        stage if stage == during => Progress::Now,
        _ => Progress::Next,
    };
    steps.push(Step { day, ..Step::of(progress(Stage::Installing, Stage::Installed), t.order.stage(Stage::Installing), chrome) });
    steps.push(Step::of(progress(Stage::Installed, Stage::Inspected), t.order.stage(Stage::Inspected), chrome));
    steps.push(Step::of(progress(Stage::Inspected, Stage::Energized), t.order.stage(Stage::Energized), chrome));
    steps
}

fn workstream_step(workstream: &Workstream, waiting: &[Waiting], stage: Stage, site: &Site, chrome: &Chrome) -> Step {
    let t = chrome.t;
    let wait = waiting.iter().find(|wait| wait.kind == workstream.kind);
    let progress = match (workstream.state, wait) {
        (WorkstreamState::Approved, _) => Progress::Done,
        (_, Some(_)) => Progress::Now,
        // Nobody waits for paperwork once the crew is on the roof.
        _ if !stage.is_before_installation() => Progress::Done,
        _ => Progress::Next,
    };
    let after = || workstream.kind.needs().map(|needed| t.order.after(t.order.workstream(needed))).unwrap_or_default();
    let day = |at: domain::Timestamp| format::day(at.date_in(site.app().zone()), chrome.language);
    let who = |wait: &Waiting| match wait.until.map(day) {
        Some(day) if wait.overdue => t.order.waiting_late(t.order.party(wait.on), day),
        Some(day) => t.order.waiting_until(t.order.party(wait.on), day),
        None => t.order.waiting(t.order.party(wait.on)),
    };
    Step {
        status: if progress == Progress::Next { after() } else { t.order.workstream_status(workstream.kind, workstream.state).to_owned() },
        who: wait.map(who).unwrap_or_default(),
        late: wait.is_some_and(|wait| wait.overdue),
        ..Step::of(progress, t.order.workstream(workstream.kind), chrome)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Done,
    Now,
    Next,
}

impl Step {
    fn of(progress: Progress, what: &'static str, chrome: &Chrome) -> Self {
        let shared = &chrome.t.shared;
        let (state, said) = match progress {
            Progress::Done => ("done", shared.state_done),
            Progress::Now => ("now", shared.state_now),
            Progress::Next => ("next", shared.state_next),
        };
        Self { state, said, what, status: String::new(), who: String::new(), late: false, day: String::new() }
    }
}
