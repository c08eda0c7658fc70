//! How people reach it: the only HTTP. Pages, JSON, events, and everything around them.
//!
//! A request passes the [guard] (name, rates, host, size, time, headers), is routed, passes the gate of its route (no
//! forgery, no stranger where strangers have no business) and reaches a handler, which extracts, calls one use case and
//! renders. On its way out the gate keeps back what policy was not asked about, and the guard says what went wrong in the
//! reader's words ([problem]).
//!
//! A feature is a folder with a function `routes` that adds its handlers to a [`SecureRouter`]; there is no other way in.

pub mod api;
pub mod asset;
pub mod chart;
pub mod cookie;
pub mod extract;
pub mod guard;
pub mod house;
pub mod live;
pub mod menu;
pub mod page;
pub mod problem;
pub mod refusals;
pub mod text;

mod account;
mod change_request;
mod demo;
mod estimate;
mod gate;
mod health;
mod home;
mod local_path;
mod offer;
mod order;
mod origin;
mod preferences;
mod quote;
mod receipt;
mod route;
mod site;
mod staff;
mod static_file;
mod theme;
mod violation;
mod visit;

use std::{convert::Infallible, net::IpAddr};

use app::App;
use axum::{
    BoxError, Router,
    body::{Bytes, HttpBody},
    http::Request,
    response::Response,
};
use policy::Env;
use tower::{Service, ServiceExt as _};

pub use local_path::{LocalPath, NotLocal};
pub use origin::{NotAnOrigin, Origin};
pub use route::{Access, Area, Method, Route, SecureRouter};
pub use site::{Settings, Site};
pub use theme::Theme;
pub use visit::{Peer, Visit};

/// Every route of the site, in the order of the table. What belongs to the demo exists nowhere else.
fn site(env: Env) -> SecureRouter {
    let features = [
        static_file::routes,
        health::routes,
        violation::routes,
        preferences::routes,
        home::routes,
        estimate::routes,
        quote::routes,
        account::routes,
        order::routes,
        change_request::routes,
        offer::routes,
        staff::routes,
        api::routes,
    ];
    let of_the_demo: Option<fn(SecureRouter) -> SecureRouter> = if env == Env::Demo { Some(demo::routes) } else { None };
    features.into_iter().chain(of_the_demo).fold(SecureRouter::new(), |router, add| add(router))
}

/// The route table with all that there ever is, the demo's routes too: for tests, and the audit.
#[must_use]
pub fn routes() -> Vec<Route> {
    site(Env::Demo).routes()
}

/// The whole site as one service.
///
/// # Errors
/// The application's base URL is no origin that we may have.
pub fn router(app: App, settings: Settings) -> Result<Router, NotAnOrigin> {
    site(app.env()).finish(app, settings).map(|(router, _)| router)
}

/// The site for one connection, whose requests come from `address` as the operating system says.
pub fn for_peer<B>(
    router: Router,
    address: IpAddr,
) -> impl Service<Request<B>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    router.map_request(move |mut request: Request<B>| {
        request.extensions_mut().insert(Peer(address));
        request
    })
}
