//! The job as its crew sees it: where, whom to call, and the one step that can be taken now.

use std::cmp::Reverse;

use app::{
    Conflict, Error,
    order::{self, Filter, OrderRow, OrderView},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    id::{Id as _, OrderId},
    order::{Stage, TransitionName},
};
use policy::Action;
use store::Cursor;

use crate::{
    extract::{Caller, Form, Path, Typed},
    local_path::LocalPath,
    page::{Chrome, Html, see_other},
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    staff::progress::{Wait, wait},
    text::{Texts, format},
};

/// More jobs than a crew has open at any time.
const PAGE: u64 = 100;

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let access = Access::Action(Action::OrderInstall);
    router.route(Method::Post, "/orders/{order}/install", access, Area::Page, "begin or finish the installation", install)
}

struct Job {
    id: OrderId,
    date: String,
    stage: &'static str,
    system: String,
}

#[derive(Template)]
#[template(path = "order/crew_list.html")]
struct ListPage {
    chrome: Chrome,
    /// To be done, the next first.
    coming: Vec<Job>,
    /// Done or ended, the newest first.
    past: Vec<Job>,
    more: Option<String>,
}

pub(super) async fn list(site: &Site, caller: &Caller, query: &Typed, chrome: Chrome) -> Result<Response, Problem> {
    let before = query.optional("before").map(|_| query.parsed::<OrderId>("before", "an order number")).transpose()?;
    let cursor = Cursor::after(before.map(OrderId::uuid), PAGE);
    let page = order::list(site.app(), caller, &Filter::default(), cursor).await?;
    let t = chrome.t;
    let is_coming = |order: &OrderRow| order.stage.is_before_installation() || order.stage == Stage::Installing;
    let (mut coming, mut past): (Vec<OrderRow>, Vec<OrderRow>) = page.items.into_iter().partition(is_coming);
    coming.sort_by_key(|order| order.install_date);
    past.sort_by_key(|order| Reverse(order.install_date));
    let in_words = |orders: Vec<OrderRow>| orders.iter().map(|order| job_in_words(order, t)).collect();
    let more = page.next.map(|next| format!("/orders?before={}", OrderId::from_uuid(next)));
    let page = ListPage { coming: in_words(coming), past: in_words(past), more, chrome: chrome.titled(t.crew.jobs_title) };
    Ok(Html(page).into_response())
}

fn job_in_words(order: &OrderRow, t: &Texts) -> Job {
    Job {
        id: order.id,
        date: order.install_date.map_or_else(|| t.order.install_none.to_owned(), |date| format::date(date, t.language)),
        stage: t.order.stage(order.stage),
        system: format::watts(order.system_watts),
    }
}

/// Whom to look for, and where.
struct Customer {
    name: String,
    address: String,
    /// As dialled, and as read.
    phone: Option<(String, String)>,
}

/// The step that the crew can take now, as its name in data and its word.
struct Step {
    name: &'static str,
    word: &'static str,
    hint: &'static str,
}

#[derive(Template)]
#[template(path = "order/crew.html")]
struct JobPage {
    chrome: Chrome,
    id: OrderId,
    status: &'static str,
    /// The step that was tried did not follow.
    refused: bool,
    date: String,
    work: String,
    system: String,
    customer: Option<Customer>,
    step: Option<Step>,
    /// Why there is no step now.
    note: Option<String>,
    waits: Vec<Wait>,
}

pub(super) async fn page(site: &Site, caller: &Caller, id: OrderId, _: &Typed, chrome: Chrome) -> Result<Response, Problem> {
    job(site, caller, id, chrome, false).await
}

async fn job(site: &Site, caller: &Caller, id: OrderId, chrome: Chrome, refused: bool) -> Result<Response, Problem> {
    let view = order::read(site.app(), caller, id).await?;
    // Shown again after a post, it is still the job's page that the switches lead back to.
    let chrome = Chrome { path: address(id), ..chrome };
    let t = chrome.t;
    let now = site.app().clock().now();
    let step = step(&view, site, t);
    let page = JobPage {
        id,

        status: t.order.stage(view.stage),
        refused,
        date: view.install_date.map_or_else(|| t.order.install_none.to_owned(), |date| format::date(date, t.language)),
        work: t.shared.days(u64::try_from(view.work_days).unwrap_or(0)),
        system: format!("{}, {}", t.shared.panels(u64::try_from(view.panels).unwrap_or(0)), format::watts(view.system_watts)),
        note: if step.is_some() { None } else { note(&view, t) },
        step,
        waits: view.waiting.iter().map(|waiting| wait(waiting, now, site, t)).collect(),
        customer: view.contact.map(|contact| Customer {
            name: contact.name.as_str().to_owned(),
            address: contact.address,
            phone: contact.phone.map(|phone| (phone.as_str().to_owned(), format::phone(&phone))),
        }),
        chrome: chrome.titled(t.crew.job_title),
    };
    let status = if refused { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, Html(page)).into_response())
}

fn step(view: &OrderView, site: &Site, t: &Texts) -> Option<Step> {
    match view.stage {
        Stage::Ready if view.install_date.is_some_and(|date| date <= site.app().today()) => {
            Some(Step { name: TransitionName::StartInstallation.name(), word: t.crew.start, hint: t.crew.job_ready })
        }
        Stage::Installing => Some(Step { name: TransitionName::FinishInstallation.name(), word: t.crew.finish, hint: t.crew.finish_hint }),
        _ => None,
    }
}

fn note(view: &OrderView, t: &Texts) -> Option<String> {
    match (view.stage, view.install_date) {
        (Stage::Matched, _) => Some(t.crew.not_today.to_owned()),
        (Stage::Ready, Some(date)) => Some(format!("{} {}", t.crew.job_ready, t.crew.start_on(format::date(date, t.language)))),
        (Stage::Installed, _) => Some(t.crew.job_handed_in.to_owned()),
        (Stage::Inspected | Stage::Energized | Stage::Withdrawn | Stage::Cancelled, _) => Some(t.crew.job_ended.to_owned()),
        (Stage::Signed | Stage::Ready | Stage::Installing, _) => None,
    }
}

fn address(id: OrderId) -> LocalPath {
    LocalPath::parse(&format!("/orders/{id}")).unwrap_or_else(|_| LocalPath::first_page())
}

async fn install(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let name = typed.choice("step", |name| {
        let steps = [TransitionName::StartInstallation, TransitionName::FinishInstallation];
        steps.into_iter().find(|step| step.name() == name)
    })?;
    match order::install(site.app(), &caller, id, name).await {
        Ok(()) => Ok(see_other(&address(id))),
        // The job as it is now says what can be done.
        Err(Error::Conflict(Conflict::DoesNotFollow | Conflict::Changed)) => job(&site, &caller, id, chrome, true).await,
        Err(error) => Err(error.into()),
    }
}
