//! Before and after one handler: no forged request comes in, no stranger where strangers have no business, and no
//! answer goes out that policy was not asked about.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::sync::{Arc, atomic::Ordering};

use crate::{
    extract::Caller,
    guard::forgery,
    problem::Problem,
    route::{Access, Area, Route},
    site::Site,
    visit::Visit,
};

/// The gate of one route.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) route: Route,
    pub(crate) site: Site,
}

pub(crate) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    match gate.enter(request).await {
        Ok((request, caller)) => gate.leave(caller, next.run(request).await),
        Err(problem) => problem.into_response(),
    }
}

impl Gate {
    /// Lets the request in, with its caller where one was needed.
    async fn enter(&self, request: Request) -> Result<(Request, Option<Caller>), Problem> {
        let visit = Visit::of(request.extensions())?;
        visit.enter(self.route.area);
        if self.route.area == Area::Asset {
            return Ok((request, None));
        }
        let request = forgery::refuse(&self.site, &visit, self.route.area, request).await?;
        Ok((request, self.admit(&visit).await?))
    }

    async fn admit(&self, visit: &Arc<Visit>) -> Result<Option<Caller>, Problem> {
        let is_open_to_strangers = match self.route.access {
            Access::Public(_) => return Ok(None),
            Access::SignedIn => false,
            Access::Action(action) => self.site.is_for_visitors(action),
        };
        let caller = visit.caller(self.site.app()).await?;
        if is_open_to_strangers || caller.is_signed_in() {
            return Ok(Some(caller));
        }
        app::denial::stranger(self.site.app(), &caller);
        Err(Problem::sign_in_needed())
    }

    /// Keeps back what nobody decided about. That is a mistake in our code, so it fails closed and loudly.
    fn leave(&self, caller: Option<Caller>, response: Response) -> Response {
        let Access::Action(action) = self.route.access else { return response };
        let is_yes = response.status().is_success() || response.status().is_redirection();
        let was_decided = caller.is_some_and(|caller| caller.decided.load(Ordering::Acquire));
        if is_yes && !was_decided {
            let (method, path, action) = (self.route.method.name(), self.route.path, action.name());
            return Problem::broken(format!("{method} {path} answered without asking policy about {action}")).into_response();
        }
        response
    }
}
