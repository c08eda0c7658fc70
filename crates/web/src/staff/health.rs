//! How the program is, for engineers: counts and versions, nobody's data.

use app::staff::health;
use askama::Template;
use axum::extract::State;

use crate::{
    extract::Caller,
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::format,
};

#[derive(Template)]
#[template(path = "staff/health.html")]
pub(super) struct HealthPage {
    chrome: Chrome,
    good: bool,
    facts: Vec<(&'static str, String)>,
    policy_hash: String,
    accounts: Vec<(&'static str, String)>,
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, chrome: Chrome) -> Result<Html<HealthPage>, Problem> {
    let health = health::read(site.app(), &caller).await?;
    let (t, language) = (chrome.t, chrome.language);
    let number = format::grouped;
    let instant = |at: Option<domain::Timestamp>| {
        at.map_or_else(|| t.shared.none.to_owned(), |at| format::date_time(at, site.app().zone(), language))
    };
    let schema =
        if health.schema_current { health.schema.to_string() } else { format!("{} ({})", health.schema, t.staff.health_schema_old) };
    let facts = vec![
        (t.staff.health_version, health.version.to_owned()),
        (t.staff.health_database, health.database.to_owned()),
        (t.staff.health_schema, schema),
        (t.staff.health_outbox, number(health.jobs_waiting)),
        (t.staff.health_given_up, number(health.jobs_given_up)),
        (t.staff.health_leaves, number(health.leaves)),
        (t.staff.health_trail, number(health.leaves_pending)),
        (t.staff.health_newest_leaf, instant(health.newest_leaf_at)),
        (t.staff.health_next_timer, instant(health.next_timer_at)),
        (t.staff.health_orders, number(health.orders)),
        (t.staff.health_places, number(health.places)),
    ];
    Ok(Html(HealthPage {
        good: health.schema_current && health.jobs_given_up == 0,
        facts,
        policy_hash: health.policy_hash,
        accounts: health.accounts.into_iter().map(|(role, count)| (t.shared.role(role), number(count))).collect(),
        chrome: chrome.titled(t.staff.health_title),
    }))
}
