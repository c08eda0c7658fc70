//! Support's desk: orders by number or exact e-mail address, customers masked, proposals that wait.
//!
//! What is looked for is posted: an address of a customer does not belong into an address of the web, where browsers,
//! proxies and logs remember it.

use app::{
    order::ChangeView,
    staff::support::{self, Query as Wanted, SupportRow},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{
    Invalid,
    change_request::Change,
    id::{Id as _, OrderId},
    order::Stage,
    text::Email,
};
use store::{Cursor, order::Filter};

use super::{Choice, filter};
use crate::{
    extract::{Caller, Form, Query, Typed},
    page::{Chrome, Html},
    problem::Problem,
    refusals::Refusals,
    site::Site,
    text::{Texts, format},
};

const PAGE: u64 = 25;

struct Row {
    id: OrderId,
    number: String,
    customer: String,
    stage: &'static str,
    /// In words and in ISO 8601.
    install_date: Option<(String, String)>,
    signed: String,
    signed_machine: String,
    system: String,
}

struct Proposal {
    order: OrderId,
    number: String,
    what: String,
    until: String,
}

#[derive(Template)]
#[template(path = "staff/support.html")]
struct SupportPage {
    chrome: Chrome,
    /// What was typed.
    search: String,
    refusals: Refusals,
    /// The rows are the answer to a search.
    found: bool,
    stages: Vec<Choice>,
    rows: Vec<Row>,
    more: Option<String>,
    proposals: Vec<Proposal>,
}

/// The desk without its rows.
async fn desk(site: &Site, caller: &Caller, chrome: Chrome, stage: Option<Stage>) -> Result<SupportPage, Problem> {
    let t = chrome.t;
    let open = support::open_changes(site.app(), caller).await?;
    Ok(SupportPage {
        search: String::new(),
        refusals: Refusals::none(t.language),
        found: false,
        stages: Stage::ALL
            .into_iter()
            .map(|own| Choice { name: own.name(), word: t.order.stage(own).to_owned(), chosen: stage == Some(own) })
            .collect(),
        rows: Vec::new(),
        more: None,
        proposals: open.iter().map(|(order, change)| proposal(*order, change, site, t)).collect(),
        chrome: chrome.titled(t.staff.support_title),
    })
}

fn proposal(order: OrderId, view: &ChangeView, site: &Site, t: &Texts) -> Proposal {
    let Change::Reschedule { install_date } = view.change;
    Proposal {
        order,
        number: format::short_id(order),
        what: t.order.installs_on(format::date(install_date, t.language)),
        until: t.staff.answer_until(format::date_time(view.expires_at, site.app().zone(), t.language)),
    }
}

fn row(found: &SupportRow, site: &Site, t: &Texts) -> Row {
    let order = &found.order;
    Row {
        id: order.id,
        number: format::short_id(order.id),
        customer: found.customer.as_ref().map_or_else(|| t.staff.masked.to_owned(), |contact| contact.name.to_string()),
        stage: t.order.stage(order.stage),
        install_date: order.install_date.map(|date| (format::date(date, t.language), date.to_string())),
        signed: format::date_at(order.signed_at, site.app().zone(), t.language),
        signed_machine: format::machine(order.signed_at),
        system: format::watts(order.system_watts),
    }
}

/// The newest orders, by stage if asked.
pub(super) async fn show(State(site): State<Site>, caller: Caller, Query(query): Query, chrome: Chrome) -> Result<Response, Problem> {
    let stage = filter(&query, "stage", Stage::from_name)?;
    let before = query.optional("before").map(|_| query.parsed::<OrderId>("before", "an order number")).transpose()?;
    let wanted = Filter { stage, ..Filter::default() };
    let cursor = Cursor::after(before.map(OrderId::uuid), PAGE);
    let page = support::search(site.app(), &caller, &Wanted::Newest, &wanted, cursor).await?;
    let t = chrome.t;
    let more = page.next.map(|next| {
        let stage = stage.map(|stage| format!("&stage={}", stage.name())).unwrap_or_default();
        format!("/support?before={}{stage}", OrderId::from_uuid(next))
    });
    let desk = desk(&site, &caller, chrome, stage).await?;
    let rows = page.items.iter().map(|found| row(found, &site, t)).collect();
    Ok(Html(SupportPage { rows, more, ..desk }).into_response())
}

/// An order by its number, or those of a customer by her exact address.
pub(super) async fn search(State(site): State<Site>, caller: Caller, chrome: Chrome, Form(typed): Form) -> Result<Response, Problem> {
    let t = chrome.t;
    let search = typed.text("query").to_owned();
    match wanted(&typed) {
        Ok(wanted) => {
            let page = support::search(site.app(), &caller, &wanted, &Filter::default(), Cursor::first(100)).await?;
            let rows = page.items.iter().map(|found| row(found, &site, t)).collect();
            let desk = desk(&site, &caller, chrome, None).await?;
            Ok(Html(SupportPage { search, rows, found: true, ..desk }).into_response())
        }
        Err(invalid) => {
            let desk = desk(&site, &caller, chrome, None).await?;
            let refusals = Refusals::of(&[invalid], t.language);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(SupportPage { search, refusals, found: true, ..desk })).into_response())
        }
    }
}

fn wanted(typed: &Typed) -> Result<Wanted, Invalid> {
    let text = typed.required("query")?;
    if let Ok(id) = text.parse::<OrderId>() {
        return Ok(Wanted::Id(id));
    }
    let email = Email::parse("query", text).map_err(|_| Invalid::malformed("query", "an order number or an e-mail address"))?;
    Ok(Wanted::Email(email))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Wanted, Invalid> {
        wanted(&Typed::parse(format!("query={text}").as_bytes()).unwrap())
    }

    #[test]
    fn an_order_number_or_a_whole_address_and_nothing_else() {
        let id = OrderId::from_uuid(uuid::Uuid::nil());
        assert!(matches!(read(&format!("+{id}+")), Ok(Wanted::Id(found)) if found == id));
        assert!(matches!(read("ana%40example.com"), Ok(Wanted::Email(_))));
        for part in ["ana", "%25", "ana%40", "%40example.com", "ord_12"] {
            assert!(read(part).is_err(), "{part}");
        }
        assert!(matches!(read("+").unwrap_err().reason, domain::Reason::Missing));
    }
}
