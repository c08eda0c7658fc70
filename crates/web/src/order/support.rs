//! The order as support sees it: masked until a reason is given, and changed only by proposals that the customer answers.

use app::{
    Conflict, Error, IdempotencyKey,
    access::{self, Field},
    change_request::{self, Draft, Propose},
    order::{self, ChangeView, OrderView},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    Invalid, Reason,
    change_request::{Change, ChangeState},
    id::{ChangeRequestId, OrderId},
    text::FreeText,
};
use jiff::civil::Date;
use policy::Action;

use crate::{
    extract::{Caller, Form, Path, Typed},
    local_path::LocalPath,
    page::{Chrome, Html, see_other},
    problem::Problem,
    refusals::Refusals,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    staff::progress::{Entry, Wait, history, wait},
    text::{Texts, format},
};

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let propose_access = Access::Action(Action::ChangePropose);
    let reveal_access = Access::Action(Action::PersonReveal);
    router
        .route(Method::Post, "/orders/{order}/reveal", reveal_access, Area::Page, "show one detail, with a reason", reveal)
        .route(Method::Get, "/orders/{order}/changes", propose_access, Area::Page, "a new date to propose", draft)
        .route(Method::Post, "/orders/{order}/changes", propose_access, Area::Page, "propose a new date", propose)
}

/// Support's list is its desk.
pub(super) async fn list(site: &Site, caller: &Caller, _: &Typed, _: Chrome) -> Result<Response, Problem> {
    order::may_list(site.app(), caller).await?;
    Ok(see_other(&local("/support")))
}

fn local(path: &str) -> LocalPath {
    LocalPath::parse(path).unwrap_or_else(|_| LocalPath::first_page())
}

struct Masked {
    label: &'static str,
    value: String,
}

/// What support asked to see.
struct Shown {
    label: &'static str,
    value: String,
    recorded: String,
}

/// A detail that can be asked for.
struct Detail {
    name: &'static str,
    word: &'static str,
    chosen: bool,
}

/// A proposal, before and after.
struct Proposal {
    id: ChangeRequestId,
    state: &'static str,
    tone: &'static str,
    /// The date when it is still open; later the order may show another one.
    before: Option<String>,
    after: String,
    reason: Option<String>,
    proposed: String,
    until: Option<String>,
}

#[derive(Template)]
#[template(path = "order/support.html")]
struct OrderPage {
    chrome: Chrome,
    id: OrderId,
    status: &'static str,
    install_date: String,
    facts: Vec<(&'static str, String)>,
    masked: Vec<Masked>,
    shown: Option<Shown>,
    details: Vec<Detail>,
    /// The reason as typed.
    reason: String,
    refusals: Refusals,
    waits: Vec<Wait>,
    proposals: Vec<Proposal>,
    movable: bool,
    history: Vec<Entry>,
}

pub(super) async fn page(site: &Site, caller: &Caller, id: OrderId, _: &Typed, chrome: Chrome) -> Result<Response, Problem> {
    let view = order::read(site.app(), caller, id).await?;
    Ok(Html(in_words(&view, site, chrome)).into_response())
}

fn in_words(view: &OrderView, site: &Site, chrome: Chrome) -> OrderPage {
    let t = chrome.t;
    let app = site.app();
    let now = app.clock().now();
    let crew = view.crew.as_ref().map_or_else(|| t.staff.order_crew_none.to_owned(), |(crew, _)| crew.clone());
    let panels = t.shared.panels(u64::try_from(view.panels).unwrap_or(0));
    OrderPage {
        id: view.id,
        status: t.order.stage(view.stage),
        install_date: date(view.install_date, t),
        facts: vec![
            (t.staff.column_crew, crew),
            (t.staff.order_system, format!("{panels}, {}", format::watts(view.system_watts))),
            (t.staff.order_signed, format::date_at(view.signed_at, app.zone(), t.language)),
        ],
        masked: masked(view, t),
        shown: None,
        details: details(view, None, t),
        reason: String::new(),
        refusals: Refusals::none(t.language),
        waits: view.waiting.iter().map(|waiting| wait(waiting, now, site, t)).collect(),
        proposals: view.changes.iter().map(|change| proposal(change, view, site, t)).collect(),
        movable: change_request::is_movable(view.stage),
        history: history(&view.events, site, t),
        chrome: chrome.titled(t.order.number(format::short_id(view.id))),
    }
}

fn date(date: Option<Date>, t: &Texts) -> String {
    date.map_or_else(|| t.order.install_none.to_owned(), |date| format::date(date, t.language))
}

fn masked(view: &OrderView, t: &Texts) -> Vec<Masked> {
    let Some(contact) = &view.masked else { return Vec::new() };
    let phone = contact.phone.as_ref().map_or_else(|| t.shared.none.to_owned(), ToString::to_string);
    [
        (Field::Name, contact.name.to_string()),
        (Field::Email, contact.email.to_string()),
        (Field::Phone, phone),
        (Field::Address, t.staff.masked.to_owned()),
    ]
    .map(|(field, value)| Masked { label: t.staff.contact_field(field), value })
    .into()
}

/// What can be asked for: a telephone number only where there is one.
fn details(view: &OrderView, chosen: Option<Field>, t: &Texts) -> Vec<Detail> {
    let has = |field: &Field| *field != Field::Phone || view.masked.as_ref().is_some_and(|contact| contact.phone.is_some());
    let detail = |field: Field| Detail { name: field.name(), word: t.staff.contact_field(field), chosen: chosen == Some(field) };
    Field::ALL.into_iter().filter(has).map(detail).collect()
}

fn proposal(change: &ChangeView, view: &OrderView, site: &Site, t: &Texts) -> Proposal {
    let Change::Reschedule { install_date } = change.change;
    let zone = site.app().zone();
    let is_open = change.state == ChangeState::Proposed;
    Proposal {
        id: change.id,
        state: t.order.change_state(change.state),
        tone: match change.state {
            ChangeState::Proposed => "info",
            ChangeState::Applied => "good",
            ChangeState::Declined | ChangeState::Expired | ChangeState::Conflict => "warn",
        },
        before: is_open.then(|| date(view.install_date, t)),
        after: format::date(install_date, t.language),
        reason: change.reason.clone(),
        proposed: t.staff.proposed_on(format::date_time(change.created_at, zone, t.language)),
        until: is_open.then(|| t.staff.answer_until(format::date_time(change.expires_at, zone, t.language))),
    }
}

/// Shows one detail on this page, once: it is neither kept nor in any address.
async fn reveal(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let (app, t) = (site.app(), chrome.t);
    let field = typed.choice("field", Field::from_name);
    let reason = FreeText::parse("reason", typed.text("reason"));
    let asked = match (&field, &reason) {
        (Ok(field), Ok(reason)) => access::reveal(app, &caller, id, *field, reason).await.map(|value| (*field, value)),
        (field, reason) => Err(Error::Invalid([field.as_ref().err(), reason.as_ref().err()].into_iter().flatten().cloned().collect())),
    };
    let view = order::read(app, &caller, id).await?;
    // The switches lead back to the order's page; this one is shown once.
    let page = in_words(&view, &site, Chrome { path: local(&format!("/orders/{id}")), ..chrome });
    let (refused, status) = match asked {
        Ok((field, value)) => {
            let when = format::date_time(app.clock().now(), app.zone(), t.language);
            let recorded = t.staff.revealed_at(when, t.shared.role(caller.actor.role));
            let shown = Some(Shown { label: t.staff.contact_field(field), value, recorded });
            return Ok(Html(OrderPage { shown, ..page }).into_response());
        }
        // Only support has a masked contact, and with it a form to correct.
        Err(Error::Invalid(fields)) if view.masked.is_some() => (fields, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Error::TooMany { .. }) => (vec![not_served("field", QUOTA_USED)], StatusCode::TOO_MANY_REQUESTS),
        // The order was found just above, so it is the detail that is missing.
        Err(Error::NotFound) => (vec![not_served("field", NO_SUCH_DETAIL)], StatusCode::NOT_FOUND),
        Err(error) => return Err(error.into()),
    };
    let details = details(&view, field.as_ref().ok().copied(), t);
    let (reason, refusals) = (typed.text("reason").to_owned(), Refusals::of(&refused, t.language));
    Ok((status, Html(OrderPage { details, reason, refusals, ..page })).into_response())
}

// `text::refusal` says these in Spanish.
const QUOTA_USED: &str = "your looks for today are used up; ask a colleague";
const NO_SUCH_DETAIL: &str = "the customer gave no such detail";
const CREW_ELSEWHERE: &str = "the crew works elsewhere on one of these days; choose another day";

fn not_served(field: &'static str, why: &'static str) -> Invalid {
    Invalid::new(field, Reason::NotServed { why })
}

#[derive(Template)]
#[template(path = "order/changes.html")]
struct DraftPage {
    chrome: Chrome,
    order: OrderId,
    number: String,
    movable: bool,
    /// Another proposal waits for the customer's answer.
    waits: bool,
    before: String,
    first: String,
    last: String,
    /// What was typed.
    install_date: String,
    reason: String,
    refusals: Refusals,
    /// Sent with the form, so that a double click proposes once.
    key: String,
}

impl DraftPage {
    fn new(site: &Site, chrome: Chrome, order: OrderId, draft: &Draft) -> Result<Self, Problem> {
        let t = chrome.t;
        Ok(Self {
            order,
            number: t.order.number(format::short_id(order)),
            movable: draft.movable,
            waits: draft.waits,
            before: date(draft.install_date, t),
            first: draft.first.to_string(),
            last: draft.last.to_string(),
            install_date: String::new(),
            reason: String::new(),
            refusals: Refusals::none(t.language),
            key: site.app().id::<ChangeRequestId>()?.to_string(),
            chrome: chrome.titled(t.staff.change_propose),
        })
    }
}

async fn draft(State(site): State<Site>, caller: Caller, Path(id): Path<OrderId>, chrome: Chrome) -> Result<Response, Problem> {
    let draft = change_request::draft(site.app(), &caller, id).await?;
    Ok(Html(DraftPage::new(&site, chrome, id, &draft)?).into_response())
}

async fn propose(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let (app, t) = (site.app(), chrome.t);
    let outcome = match command(id, &typed) {
        Ok((command, key)) => change_request::propose(app, &caller, &command, key.as_ref()).await.map(|_| ()),
        Err(fields) => Err(Error::Invalid(fields)),
    };
    let (refused, status) = match outcome {
        Ok(()) => return Ok(see_other(&local(&format!("/orders/{id}#proposals")))),
        Err(Error::Invalid(fields)) => (fields, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Error::Conflict(Conflict::CrewNotFree)) => (vec![not_served("install_date", CREW_ELSEWHERE)], StatusCode::UNPROCESSABLE_ENTITY),
        // The page without its form says why.
        Err(Error::Conflict(Conflict::TooLate | Conflict::AlreadyProposed)) => (Vec::new(), StatusCode::CONFLICT),
        Err(error) => return Err(error.into()),
    };
    let draft = change_request::draft(app, &caller, id).await?;
    let page = DraftPage::new(&site, chrome, id, &draft)?;
    let (install_date, reason) = (typed.text("install_date").to_owned(), typed.text("reason").to_owned());
    let refusals = Refusals::of(&refused, t.language);
    Ok((status, Html(DraftPage { install_date, reason, refusals, ..page })).into_response())
}

fn command(order: OrderId, typed: &Typed) -> Result<(Propose, Option<IdempotencyKey>), Vec<Invalid>> {
    let install_date = typed.parsed::<Date>("install_date", "a date");
    let reason = FreeText::parse("reason", typed.text("reason"));
    let key = typed.optional("idempotency_key").map(IdempotencyKey::parse).transpose();
    match (install_date, reason, key) {
        (Ok(install_date), Ok(reason), Ok(key)) => Ok((Propose { order, install_date, reason }, key)),
        (install_date, reason, key) => Err([install_date.err(), reason.err(), key.err()].into_iter().flatten().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Id as _;

    #[test]
    fn every_refused_field_is_told_at_once() {
        let order = OrderId::from_uuid(uuid::Uuid::nil());
        let refused = |form: &str| {
            let fields = command(order, &Typed::parse(form.as_bytes()).unwrap()).map(|_| ()).unwrap_err();
            fields.iter().map(|invalid| invalid.field).collect::<Vec<_>>()
        };
        assert_eq!(refused(""), ["install_date", "reason"]);
        assert_eq!(refused("install_date=2026-02-30&reason=x"), ["install_date"]);
        assert_eq!(refused("install_date=2026-02-03&reason=x&idempotency_key=%C3%A9"), ["idempotency_key"]);
        let form = Typed::parse(b"install_date=2026-02-03&reason=The+street+is+closed&idempotency_key=k").unwrap();
        assert!(command(order, &form).is_ok());
    }
}
