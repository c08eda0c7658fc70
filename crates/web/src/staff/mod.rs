//! What employees see: each role its own pages, and nothing of the others'.

mod audit;
mod board;
mod health;
mod matching;
mod metrics;
pub(crate) mod progress;
mod support;
mod trail;

use domain::Invalid;
use policy::Action;

use crate::{
    extract::Typed,
    route::{Access, Area, Method, SecureRouter},
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let action = Access::Action;
    router
        .route(Method::Get, "/support", action(Action::SupportSearch), Area::Page, "support's desk", support::show)
        .route(Method::Post, "/support", action(Action::SupportSearch), Area::Page, "find an order by number or e-mail", support::search)
        .route(Method::Get, "/orders/{order}/match", action(Action::MatchRead), Area::Page, "why which crew was asked", matching::show)
        .route(Method::Get, "/board", action(Action::BoardRead), Area::Page, "operations' board", board::show)
        .route(Method::Get, "/metrics", action(Action::MetricsRead), Area::Page, "numbers about many customers", metrics::show)
        .route(Method::Get, "/health", action(Action::HealthRead), Area::Page, "how the program is", health::show)
        .route(Method::Get, "/trail", action(Action::TrailRead), Area::Page, "what was done and what was refused", trail::show)
        .route(Method::Get, "/audit", action(Action::AuditRead), Area::Page, "what the audit found", audit::show)
        .route(Method::Post, "/audit", action(Action::AuditAsk), Area::Page, "ask for a run of the audit", audit::ask)
        .route(Method::Get, "/audit/{run}", action(Action::AuditRead), Area::Page, "one run of the audit", audit::run)
        .route(Method::Get, "/audit/{run}/report.json", action(Action::AuditRead), Area::Page, "its report for programs", audit::json)
        .route(Method::Get, "/audit/{run}/report.html", action(Action::AuditRead), Area::Page, "its report for people", audit::html)
}

/// A filter of the address: nothing, or one of a closed set.
fn filter<T>(query: &Typed, field: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Invalid> {
    query.optional(field).map(|_| query.choice(field, read)).transpose()
}

/// An entry of a filter's list.
struct Choice {
    name: &'static str,
    word: String,
    chosen: bool,
}
