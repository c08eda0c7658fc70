//! What browsers report about our content security policy: that something broke it, never what. A report holds addresses
//! of pages and snippets of script, which are the reader's, so it is counted and forgotten.

use std::sync::{Arc, atomic::Ordering};

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
};

use crate::{
    extract,
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    visit::Visit,
};

/// `Reporting-Endpoints`.
pub(crate) const ENDPOINT: &str = "csp=\"/csp-report\"";
const MAX_REPORT: usize = 8 * 1024;

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let everybody = Access::Public("browsers report by themselves and without a form; a report only adds one to a number");
    router.route(Method::Post, "/csp-report", everybody, Area::Asset, "count a violation of the content security policy", count)
}

async fn count(State(site): State<Site>, Extension(visit): Extension<Arc<Visit>>, request: Request) -> Result<StatusCode, Problem> {
    extract::read_at_most(request.into_body(), MAX_REPORT).await?;
    let count = site.violations().fetch_add(1, Ordering::Relaxed).saturating_add(1);
    tracing::warn!(request = %visit.request, count, "a browser reported a violation of the content security policy");
    Ok(StatusCode::NO_CONTENT)
}
