//! What every request passes before it is routed, and every answer before it leaves, errors included.
//!
//! In order: a name for the request; rates; the host; the method; the length of the body; the handler, caught if it
//! panics and left behind if it takes too long; words for what went wrong; headers. What depends on the route (forged
//! requests, sessions, permission) is the [gate](crate::gate)'s.

pub(crate) mod forgery;
mod header;
mod host;
pub mod rate;

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header::CONTENT_LENGTH, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures_util::FutureExt as _;
use http_body_util::Limited;
use tokio::time::Instant;
use uuid::Uuid;

use crate::{extract::MAX_BODY, problem, problem::Problem, site::Site, visit::Visit};

/// Until an answer begins. A stream may go on longer: only its beginning is awaited here.
const TIMEOUT: Duration = Duration::from_secs(15);
const METHODS: [Method; 7] = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

pub(crate) async fn stand(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Arc::new(Visit::new(&site, request_id(&site), &parts));
    parts.extensions.insert(Arc::clone(&visit));
    let response = match admit(&site, &visit, &parts) {
        Ok(()) => handled(Request::from_parts(parts, Body::new(Limited::new(body, MAX_BODY))), next).await,
        Err(problem) => problem.into_response(),
    };
    let mut response = problem::said(&site, &visit, response);
    header::put(&site, &visit, response.headers_mut());
    response
}

fn admit(site: &Site, visit: &Visit, parts: &Parts) -> Result<(), Problem> {
    let now = Instant::now();
    site.requests().take(visit.source, now)?;
    if !visit.is_safe {
        site.changes().take(visit.source, now)?;
    }
    if host::asked(&parts.headers, &parts.uri).and_then(|host| site.origin_of(host)).is_none() {
        return Err(Problem::wrong_host());
    }
    if !METHODS.contains(&parts.method) {
        return Err(Problem::method_not_allowed());
    }
    if content_length(&parts.headers).is_some_and(|length| length > MAX_BODY) {
        return Err(Problem::too_large());
    }
    Ok(())
}

/// hyper has checked that it is one number; what does not fit is too large in any case.
fn content_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH).map(|value| value.to_str().ok().and_then(|text| text.parse().ok()).unwrap_or(usize::MAX))
}

async fn handled(request: Request, next: Next) -> Response {
    // What a panicking handler shared is the database, whose transaction rolls back, and locks that tolerate it.
    let caught = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(TIMEOUT, caught).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Problem::broken("a handler panicked").into_response(),
        Err(_) => {
            tracing::warn!("a request took longer than {} s", TIMEOUT.as_secs());
            Problem::busy(5).into_response()
        }
    }
}

/// A UUIDv7 by the wall clock. Without randomness the name is only the time: a log that cannot tell two requests apart is
/// better than no answer.
fn request_id(site: &Site) -> Uuid {
    let millis = u64::try_from(site.app().clock().wall().micros().div_euclid(1_000)).unwrap_or(0);
    let random = vault::random_bytes(site.app().store().random()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A value made of ASCII by us.
fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
