//! The only way to add a handler: with its access, or not at all.
//!
//! Every route says who may come ([`Access`]) and goes through the gate; the table of all routes is data, from which the
//! tests, the description of the interface and the audit work.

use app::App;
use axum::{
    Router,
    handler::Handler,
    middleware::from_fn_with_state,
    routing::{MethodFilter, MethodRouter, on},
};
use policy::Action;

use crate::{
    api::Operation,
    gate::{self, Gate},
    guard,
    origin::NotAnOrigin,
    problem::Problem,
    site::{Settings, Site},
};

/// How a resource is asked. `Get` answers `HEAD` too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Shows; changes nothing.
    Get,
    /// Does.
    Post,
    /// Replaces.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    /// The name in HTTP.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
    fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, and why.
    Public(&'static str),
    /// Whoever has an account and is signed in.
    SignedIn,
    /// Whom policy permits this action. The gate turns away strangers where no visitor can ever have the action; the use
    /// case asks about the row; and an answer without any decision does not leave the house.
    Action(Action),
}

/// What kind of thing a route serves: how errors look, whether a session is read, what may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// A page or a form for people.
    Page,
    /// JSON for programs.
    Api,
    /// The same for everybody: no session is read, so there is nothing to forge. May set its own `Cache-Control`.
    Asset,
    /// A stream of events.
    Live,
}

/// One route, as data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// How it is asked.
    pub method: Method,
    /// The path in axum's notation: `/orders/{order}`.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
    /// What kind of thing it serves.
    pub area: Area,
    /// What it does, in one line for tables.
    pub summary: &'static str,
    /// What the description of the interface says about it; every route of [`Area::Api`] has one.
    pub operation: Option<Operation>,
}

/// Collects routes, each behind its gate.
#[derive(Debug, Default)]
pub struct SecureRouter {
    entries: Vec<(Route, MethodRouter<Site>)>,
}

impl SecureRouter {
    /// Without routes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    #[must_use]
    pub fn route<H, T>(mut self, method: Method, path: &'static str, access: Access, area: Area, summary: &'static str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.entries.push((Route { method, path, access, area, summary, operation: None }, on(method.filter(), handler)));
        self
    }

    /// Adds one to the interface for programs, with its description.
    #[must_use]
    pub fn operation<H, T>(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        summary: &'static str,
        operation: Operation,
        handler: H,
    ) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let route = Route { method, path, access, area: Area::Api, summary, operation: Some(operation) };
        self.entries.push((route, on(method.filter(), handler)));
        self
    }

    /// The table.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        self.entries.iter().map(|(route, _)| *route).collect()
    }

    /// The whole site: routes behind their gates, everything behind the guard. With the table.
    ///
    /// # Errors
    /// The application's base URL is no origin that we may have.
    pub fn finish(self, app: App, settings: Settings) -> Result<(Router, Vec<Route>), NotAnOrigin> {
        let routes = self.routes();
        let site = Site::new(app, settings, &routes)?;
        let router = self.entries.into_iter().fold(Router::new(), |router, (route, handler)| {
            let gate = Gate { route, site: site.clone() };
            // `route_layer`, so that another method on this path is 405 and not asked for a session first.
            router.route(route.path, handler.route_layer(from_fn_with_state(gate, gate::pass)))
        });
        let router = router
            .fallback(|| async { Problem::not_found() })
            .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
            .layer(from_fn_with_state(site.clone(), guard::stand))
            .with_state(site);
        Ok((router, routes))
    }
}
