//! One request on its way through the house: its name, its source, its preferences, and who makes it.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{Arc, OnceLock},
};

use app::App;
use axum::http::{Extensions, HeaderMap, header::ACCEPT, header::ACCEPT_LANGUAGE, request::Parts};
use domain::Language;
use tokio::sync::OnceCell;
use uuid::Uuid;
use vault::Token;

use crate::{
    cookie::{self, Jar},
    extract::Caller,
    local_path::LocalPath,
    problem::Problem,
    route::Area,
    site::Site,
    theme::Theme,
};

/// The address at the other end of the connection. Put into the extensions of every request by [`crate::for_peer`].
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// What is known about a request before anybody handles it. One is in the extensions of every request.
#[derive(Debug)]
pub struct Visit {
    /// Names the request in answer, log and trail (UUIDv7).
    pub request: Uuid,
    /// A keyed hash of the peer's address, IPv6 by /64; never the address, never `X-Forwarded-For`.
    pub source: Uuid,
    /// The remembered language, else what the browser prefers.
    pub language: Language,
    /// The remembered colours.
    pub theme: Theme,
    /// What was asked for; without its query when it was no safe method, since nobody can go back to that.
    pub path: LocalPath,
    /// Whether the method is one that changes nothing.
    pub is_safe: bool,
    session: Option<Token>,
    prefers_json: bool,
    area: OnceLock<Area>,
    caller: OnceCell<Caller>,
}

impl Visit {
    pub(crate) fn new(site: &Site, request: Uuid, parts: &Parts) -> Self {
        let jar = Jar::read(&parts.headers);
        let is_safe = parts.method.is_safe();
        let asked = LocalPath::of(&parts.uri);
        Self {
            request,
            source: source_of(site, parts),
            language: cookie::language_of(&jar).unwrap_or_else(|| preferred_language(&parts.headers)),
            theme: cookie::theme_of(&jar),
            path: if is_safe { asked } else { LocalPath::parse(asked.path()).unwrap_or_else(|_| LocalPath::first_page()) },
            is_safe,
            // Two session cookies: neither counts, and the next sign-in replaces the one that is ours.
            session: site.cookies().session_of(&jar).unwrap_or_default(),
            prefers_json: parts.uri.path().starts_with("/api/") || prefers_json(&parts.headers),
            area: OnceLock::new(),
            caller: OnceCell::new(),
        }
    }

    /// The visit of this request. It is missing only where somebody built a router around the guard.
    pub(crate) fn of(extensions: &Extensions) -> Result<Arc<Self>, Problem> {
        extensions.get::<Arc<Self>>().cloned().ok_or_else(|| Problem::broken("a request came past the guard"))
    }

    /// The session's token as the cookie has it; it may have run out.
    #[must_use]
    pub fn session(&self) -> Option<&Token> {
        self.session.as_ref()
    }

    /// Who asks. The session is looked up once.
    pub(crate) async fn caller(&self, app: &App) -> Result<Caller, Problem> {
        let look_up = || async {
            let (session, language, request, source) = (self.session.as_ref(), self.language, self.request, self.source);
            let found = if self.area() == Some(Area::Live) {
                app::session::watcher(app, session, language, request, source).await
            } else {
                app::session::caller(app, session, language, request, source).await
            };
            found.map(|caller| Caller(Arc::new(caller)))
        };
        Ok(self.caller.get_or_try_init(look_up).await?.clone())
    }

    /// Who asks, if that was looked up.
    pub(crate) fn known_caller(&self) -> Option<&Caller> {
        self.caller.get()
    }

    /// The request has been routed.
    pub(crate) fn enter(&self, area: Area) {
        // A request is routed once.
        let _ = self.area.set(area);
    }

    pub(crate) fn area(&self) -> Option<Area> {
        self.area.get().copied()
    }

    /// Whether errors are said in JSON: by the route, and where there is none by path and `Accept`.
    pub(crate) fn wants_json(&self) -> bool {
        match self.area() {
            Some(Area::Api | Area::Live) => true,
            Some(Area::Page) => false,
            Some(Area::Asset) | None => self.prefers_json,
        }
    }
}

fn source_of(site: &Site, parts: &Parts) -> Uuid {
    // Without a peer (a test that calls the router itself) everybody is one source, which limits more, not less.
    let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
    let hash = site.app().store().keys().blind_index("request source", &network_of(peer).to_string());
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(hash) {
        *byte = hashed;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The address itself, or the /64 of an IPv6 address: one household or machine has a whole /64.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        four @ IpAddr::V4(_) => four,
    }
}

/// The first language of `Accept-Language` that we speak; browsers list them by preference.
fn preferred_language(headers: &HeaderMap) -> Language {
    let listed = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = listed.split(',').take(20).map(|part| part.split(';').next().unwrap_or(part).trim());
    tags.filter_map(Language::from_tag).next().unwrap_or_default()
}

/// JSON is named and HTML is not.
fn prefers_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("json") && !accept.contains("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_browsers_first_language_that_we_speak_counts() {
        for (listed, language) in [
            ("", Language::English),
            ("es-MX,es;q=0.9,en;q=0.8", Language::Spanish),
            ("de, es;q=0.5, en;q=0.4", Language::Spanish),
            ("fr", Language::English),
            ("en-US,es", Language::English),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_str(listed).unwrap())]);
            assert_eq!(preferred_language(&headers), language, "{listed}");
        }
    }

    #[test]
    fn a_whole_64_is_one_source() {
        let network = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
