//! What is the same for everybody: assets, the service worker, and the files that browsers and crawlers look for.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::State,
    http::{
        HeaderMap, HeaderValue, Uri,
        header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY},
    },
    response::{IntoResponse, Response},
};

use crate::{
    asset::{self, Asset},
    page::{Chrome, Html},
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    visit::Visit,
};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
/// A promise about whom to write to is renewed at least this often; RFC 9116 recommends less than a year.
const CONTACT_DAYS: i64 = 180;

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let same = Access::Public("the same bytes for everybody");
    router
        .route(Method::Get, "/assets/{file}", same, Area::Asset, "style, module, icons", embedded)
        .route(Method::Get, "/favicon.ico", same, Area::Asset, "icon for browsers that look for it", embedded)
        .route(Method::Get, "/apple-touch-icon.png", same, Area::Asset, "icon for home screens that look for it", embedded)
        .route(Method::Get, "/sw.js", same, Area::Asset, "service worker", service_worker)
        .route(Method::Get, "/manifest.webmanifest", same, Area::Asset, "web app manifest", manifest)
        .route(Method::Get, "/offline", same, Area::Asset, "page that the service worker keeps", offline)
        .route(Method::Get, "/robots.txt", same, Area::Asset, "what crawlers may visit", robots)
        .route(Method::Get, "/.well-known/security.txt", same, Area::Asset, "where to report a weakness", security_contact)
}

async fn embedded(uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    asset::find(uri.path()).map(|found| serve(found, &headers)).ok_or_else(Problem::not_found)
}

fn serve(found: &'static Asset, headers: &HeaderMap) -> Response {
    let keep = if found.immutable { FOR_EVER } else { A_DAY };
    let plain = [(CONTENT_TYPE, HeaderValue::from_static(found.content_type)), (CACHE_CONTROL, keep)];
    let varies = (VARY, HeaderValue::from_static("accept-encoding"));
    match &found.brotli {
        Some(small) if accepts_brotli(headers) => {
            (plain, [varies, (CONTENT_ENCODING, HeaderValue::from_static("br"))], small.as_slice()).into_response()
        }
        Some(_) => (plain, [varies], found.bytes).into_response(),
        None => (plain, found.bytes).into_response(),
    }
}

/// `br` is listed, and not with a weight of zero.
fn accepts_brotli(headers: &HeaderMap) -> bool {
    let listed = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    listed.map(str::trim).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|number| number.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case("br") && weight.is_some_and(|weight| weight > 0.0)
    })
}

async fn service_worker() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")), (CACHE_CONTROL, ASK_AGAIN)];
    (headers, asset::service_worker())
}

async fn manifest(State(site): State<Site>, Extension(visit): Extension<Arc<Visit>>) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
        (CACHE_CONTROL, ASK_AGAIN),
        (VARY, HeaderValue::from_static("cookie, accept-language")),
    ];
    (headers, asset::manifest(&site.app().company().name, visit.language))
}

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    chrome: Chrome,
}

/// Kept by the service worker and shown to whoever is offline next on this device: a visitor's page without a name, and
/// without the token of a session even if a cookie came along.
async fn offline(State(site): State<Site>, Extension(visit): Extension<Arc<Visit>>) -> impl IntoResponse {
    let chrome = Chrome::new(&site, &visit, None);
    let title = chrome.t.shared.offline_title;
    Html(OfflinePage { chrome: Chrome { csrf: String::new(), ..chrome.titled(title) } })
}

async fn robots(State(site): State<Site>) -> impl IntoResponse {
    // The demo's people are made up; nobody shall find them.
    let rules = if site.is_demo() { "User-agent: *\nDisallow: /\n" } else { "User-agent: *\nDisallow: /api/\nDisallow: /staff/\n" };
    ([(CONTENT_TYPE, TEXT), (CACHE_CONTROL, A_DAY)], rules)
}

/// RFC 9116.
async fn security_contact(State(site): State<Site>) -> Result<impl IntoResponse, Problem> {
    let contact = site.settings().security_contact.as_deref().ok_or_else(Problem::not_found)?;
    let expires = site.app().clock().wall().plus_days(CONTACT_DAYS).to_rfc3339();
    let origin = site.origin();
    let text =
        format!("Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en, es\nCanonical: {origin}/.well-known/security.txt\n");
    Ok(([(CONTENT_TYPE, TEXT), (CACHE_CONTROL, A_DAY)], text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_only_where_it_is_wanted() {
        for (listed, wanted) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0", true),
            ("BR ; q=0.1", true),
            ("br;q=0", false),
            ("gzip", false),
            ("", false),
            ("brotli", false),
            ("br;q=x", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_str(listed).unwrap())]);
            assert_eq!(accepts_brotli(&headers), wanted, "{listed}");
        }
        assert!(!accepts_brotli(&HeaderMap::new()));
    }
}
