//! The trail, as the security officer reads it: who, what, on what, how it ended, why, and the hash of each leaf.

use app::staff::trail::{self, Filter, Leaf, Outcome};
use askama::Template;
use axum::extract::State;
use domain::{
    Timestamp,
    account::Role,
    id::{
        AccountId, AuditRunId, ChangeRequestId, CompanyId, CrewId, EstimateId, Id, JobId, LeafId, OfferId, OrderId, PersonId, QuoteId,
        TimerId,
    },
};
use policy::Action;
use store::Cursor;
use uuid::Uuid;

use super::{Choice, filter};
use crate::{
    extract::{Caller, Query},
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::{Texts, format},
};

const PAGE: u64 = 20;

struct Row {
    id: LeafId,
    at: String,
    at_machine: String,
    role: String,
    account: Option<String>,
    action: String,
    times: Option<String>,
    object: String,
    /// A denial leaves no new version.
    version: Option<String>,
    denied: bool,
    reason: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "staff/trail.html")]
pub(super) struct TrailPage {
    chrome: Chrome,
    actions: Vec<Choice>,
    denied: bool,
    rows: Vec<Row>,
    more: Option<String>,
}

pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Query(query): Query,
    chrome: Chrome,
) -> Result<Html<TrailPage>, Problem> {
    let action = filter(&query, "action", |name| Action::ALL.iter().copied().find(|action| action.name() == name))?;
    let denied = query.is_checked("denied");
    let before = query.optional("before").map(|_| query.parsed::<LeafId>("before", "the number of an entry")).transpose()?;
    let wanted = Filter { action: action.map(|action| action.name().to_owned()), denied_only: denied };
    let page = trail::read(site.app(), &caller, &wanted, Cursor::after(before.map(Id::uuid), PAGE)).await?;
    let t = chrome.t;
    let mut actions: Vec<Choice> =
        Action::ALL.iter().map(|own| Choice { name: own.name(), word: own.name().to_owned(), chosen: action == Some(*own) }).collect();
    actions.sort_by_key(|choice| choice.name);
    Ok(Html(TrailPage {
        actions,
        denied,
        rows: page.items.iter().map(|leaf| in_words(leaf, &site, t)).collect(),
        more: page.next.map(|next| address(action, denied, LeafId::from_uuid(next))),
        chrome: chrome.titled(t.staff.trail_title),
    }))
}

/// The same filter after an entry.
fn address(action: Option<Action>, denied: bool, last: LeafId) -> String {
    let action = action.map(|action| format!("&action={}", action.name())).unwrap_or_default();
    let denied = if denied { "&denied=yes" } else { "" };
    format!("/trail?before={last}{action}{denied}")
}

fn in_words(leaf: &Leaf, site: &Site, t: &Texts) -> Row {
    let at = Timestamp::from_micros(leaf.at);
    let role = leaf.actor.role.as_str();
    Row {
        id: LeafId::from_uuid(leaf.id),
        at: format::date_time(at, site.app().zone(), t.language),
        at_machine: format::machine(at),
        role: Role::from_name(role).map_or_else(|| t.staff.trail_stranger.to_owned(), |role| t.shared.role(role).to_owned()),
        account: leaf.actor.id.map(|id| actor(role, id)),
        action: leaf.action.to_string(),
        times: (leaf.times > 1).then(|| t.staff.times(leaf.times)),
        object: object(leaf.object.kind.as_str(), leaf.object.id),
        version: (leaf.object.version > 0).then(|| t.staff.version(leaf.object.version)),
        denied: leaf.outcome == Outcome::Denied,
        reason: leaf.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        hash: leaf.hash().to_string(),
    }
}

/// Who acted: an account, or the person of a visitor who has none.
fn actor(role: &str, id: Uuid) -> String {
    if role == Role::Visitor.name() { PersonId::from_uuid(id).to_string() } else { AccountId::from_uuid(id).to_string() }
}

/// What was acted on, under the number by which people know it.
fn object(kind: &str, id: Uuid) -> String {
    match kind {
        "account" => AccountId::from_uuid(id).to_string(),
        "order" => OrderId::from_uuid(id).to_string(),
        "offer" => OfferId::from_uuid(id).to_string(),
        "quote" => QuoteId::from_uuid(id).to_string(),
        "estimate" => EstimateId::from_uuid(id).to_string(),
        "change_request" => ChangeRequestId::from_uuid(id).to_string(),
        "audit_run" => AuditRunId::from_uuid(id).to_string(),
        "crew" => CrewId::from_uuid(id).to_string(),
        "timer" => TimerId::from_uuid(id).to_string(),
        "job" => JobId::from_uuid(id).to_string(),
        "company" if id.is_nil() => kind.to_owned(),
        "company" => CompanyId::from_uuid(id).to_string(),
        other => format!("{other} {}", id.simple()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_keeps_the_filter() {
        let last = LeafId::from_uuid(Uuid::nil());
        assert_eq!(address(Some(Action::OrderRead), true, last), format!("/trail?before={last}&action=order.read&denied=yes"));
        assert_eq!(address(None, false, last), format!("/trail?before={last}"));
    }

    #[test]
    fn what_was_acted_on_has_the_number_that_people_know() {
        assert_eq!(object("order", Uuid::nil()), OrderId::from_uuid(Uuid::nil()).to_string());
        assert_eq!(object("company", Uuid::nil()), "company");
        assert_eq!(object("session", Uuid::nil()), format!("session {}", Uuid::nil().simple()));
    }
}
