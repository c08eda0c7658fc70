//! The site as the audit sees it from inside: its table of routes, and what they answer to a stranger.

use std::net::{IpAddr, Ipv4Addr};

use app::{App, Error};
use audit::evidence::house::{Answer, Entrance, House, Route as Told, Setup};
use axum::{
    Router,
    body::Body,
    http::{Request, header::HOST},
};
use tower::ServiceExt as _;

use crate::{
    Settings, for_peer,
    route::{Access, Area, Method, Route},
    router, site,
};

/// Examines the whole house: what [`app::house::examine`] finds, the routes of this site, what they answer, and the setup
/// that is known to whoever asks.
///
/// # Errors
/// The database cannot be read, or the base URL cannot be used.
pub async fn examine(app: &App, settings: Settings, setup: Setup) -> Result<House, Error> {
    let house = app::house::examine(app).await?;
    let routes = site(app.env()).routes();
    let router = router(app.clone(), settings).map_err(|error| Error::Internal(Box::new(error)))?;
    let answers = answers(router, &routes, app.base_url()).await;
    let setup = Setup { connection: app::house::connection(app).await?, ..setup };
    Ok(House { routes: told(&routes), answers, setup: Some(setup), ..house })
}

/// A table of routes as evidence.
#[must_use]
pub fn told(routes: &[Route]) -> Vec<Told> {
    let told = |route: &Route| {
        let (entrance, reason, action) = match route.access {
            Access::Public(reason) => (Entrance::Public, reason, ""),
            Access::SignedIn => (Entrance::SignedIn, "", ""),
            Access::Action(action) => (Entrance::Action, "", action.name()),
        };
        Told {
            method: route.method.name().to_owned(),
            path: route.path.to_owned(),
            entrance,
            reason: reason.to_owned(),
            action: action.to_owned(),
            guarded: route.area != Area::Asset,
        }
    };
    routes.iter().map(told).collect()
}

/// Asks every route that only shows something and needs no name of a row, without a session, in this process.
pub async fn answers(router: Router, routes: &[Route], base_url: &str) -> Vec<Answer> {
    let service = for_peer(router, IpAddr::V4(Ipv4Addr::LOCALHOST));
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    let mut answers = Vec::new();
    for route in routes.iter().filter(|route| route.method == Method::Get && route.area != Area::Live && !route.path.contains('{')) {
        let Ok(request) = Request::builder().uri(route.path).header(HOST, host).body(Body::empty()) else { continue };
        let Ok(response) = service.clone().oneshot(request).await;
        let headers = response.headers().iter().map(|(name, value)| {
            let text = value.to_str().unwrap_or_default();
            // The value of a cookie is a secret of whoever gets it.
            let text = if name == axum::http::header::SET_COOKIE { without_value(text) } else { text.to_owned() };
            (name.as_str().to_owned(), text)
        });
        answers.push(Answer {
            method: route.method.name().to_owned(),
            path: route.path.to_owned(),
            status: response.status().as_u16(),
            headers: headers.collect(),
        });
    }
    answers
}

fn without_value(cookie: &str) -> String {
    let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    format!("{name}=…;{attributes}")
}
