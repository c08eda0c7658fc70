//! Requests that another site made a browser send.
//!
//! Two checks, each enough by itself. What the browser says about where a request comes from: `Sec-Fetch-Site`, else
//! `Origin`, else, with a cookie, it is refused. And in forms a token that only our pages know. Programs without cookies
//! have nothing that another site could use, so they pass without either.

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, HeaderName,
        header::{COOKIE, ORIGIN},
    },
};

use super::host;
use crate::{
    extract::{self, Typed, is_form},
    origin::Origin,
    problem::Problem,
    route::Area,
    site::Site,
    visit::Visit,
};

/// The hidden field of every form of a session.
pub(crate) const FIELD: &str = "csrf";
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets through what a page of ours sent, or what carries nothing worth stealing. The body of a form is read for its token
/// and handed on unread.
pub(crate) async fn refuse(site: &Site, visit: &Visit, area: Area, request: Request) -> Result<Request, Problem> {
    if visit.is_safe {
        return Ok(request);
    }
    let ours = host::asked(request.headers(), request.uri()).and_then(|host| site.origin_of(host));
    if !comes_from_here(request.headers(), ours) {
        return Err(forged(site, visit).await);
    }
    match visit.session() {
        Some(session) if area == Area::Page => {
            let (parts, body) = request.into_parts();
            let bytes = extract::read(body).await?;
            let typed = if is_form(&parts.headers) { Typed::parse(&bytes).map_err(|_| Problem::malformed())? } else { Typed::default() };
            if !site.app().store().keys().verify_csrf(session, typed.text(FIELD)) {
                return Err(forged(site, visit).await);
            }
            Ok(Request::from_parts(parts, Body::from(bytes)))
        }
        _ => Ok(request),
    }
}

/// Counted for its source as a stranger's denial is, whoever's cookie it came with: she did not send it.
async fn forged(site: &Site, visit: &Visit) -> Problem {
    match visit.caller(site.app()).await {
        Ok(caller) => {
            app::denial::stranger(site.app(), &caller);
            Problem::forged()
        }
        Err(problem) => problem,
    }
}

/// By what the browser says. `ours` is the origin that the request was sent to.
fn comes_from_here(headers: &HeaderMap, ours: Option<&Origin>) -> bool {
    match (said(headers, &FETCH_SITE), said(headers, &ORIGIN)) {
        (Said::Once(site), Said::Never | Said::Once(_)) => matches!(site, "same-origin" | "none"),
        (Said::Never, Said::Once(origin)) => ours.is_some_and(|ours| ours.to_string() == origin),
        (Said::Never, Said::Never) => !headers.contains_key(COOKIE),
        (Said::Garbled, _) | (_, Said::Garbled) => false,
    }
}

enum Said<'a> {
    Never,
    Once(&'a str),
    /// More than once, or not in ASCII: no browser does that.
    Garbled,
}

fn said<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Said<'a> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Said::Never,
        (Some(value), None) => value.to_str().map_or(Said::Garbled, Said::Once),
        (Some(_), Some(_)) => Said::Garbled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn passes(lines: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, text) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(text.as_bytes()).unwrap());
        }
        comes_from_here(&headers, Some(&Origin::parse("https://solar.example").unwrap()))
    }

    #[test]
    fn the_table_of_what_browsers_say() {
        let cookie = ("cookie", "__Host-sunward=x");
        let site = |said| ("sec-fetch-site", said);
        let origin = |said| ("origin", said);
        let ours = "https://solar.example";
        for (lines, is_ours) in [
            // Sec-Fetch-Site decides where it is sent.
            (vec![cookie, site("same-origin")], true),
            (vec![cookie, site("none")], true),
            (vec![cookie, site("same-site")], false),
            (vec![cookie, site("cross-site")], false),
            (vec![site("cross-site")], false),
            (vec![site("cross-site"), origin(ours)], false),
            (vec![cookie, site("same-origin"), origin("null")], true),
            (vec![site("")], false),
            (vec![site("Same-Origin")], false),
            // Without it Origin decides, cookie or not.
            (vec![cookie, origin(ours)], true),
            (vec![origin(ours)], true),
            (vec![cookie, origin("null")], false),
            (vec![origin("null")], false),
            (vec![cookie, origin("http://solar.example")], false),
            (vec![cookie, origin("https://solar.example:444")], false),
            (vec![cookie, origin("https://solar.example.evil.example")], false),
            (vec![cookie, origin("https://evil.example")], false),
            (vec![origin("https://evil.example")], false),
            // Without either, only who brings no cookie: a program.
            (vec![], true),
            (vec![("authorization", "Bearer x")], true),
            (vec![cookie], false),
            (vec![("cookie", "sunward-language=es")], false),
            // Twice is never.
            (vec![site("same-origin"), site("same-origin")], false),
            (vec![origin(ours), origin(ours)], false),
            (vec![site("same-origin"), origin(ours), origin(ours)], false),
            (vec![site("é")], false),
        ] {
            assert_eq!(passes(&lines), is_ours, "{lines:?}");
        }
    }

    #[test]
    fn an_unknown_host_has_no_origin_that_could_match() {
        let headers = HeaderMap::from_iter([(ORIGIN, HeaderValue::from_static("https://solar.example"))]);
        assert!(!comes_from_here(&headers, None));
    }
}
