//! Whether the program lives and whether it can work: for load balancers and people with a terminal.

use axum::{extract::State, http::header::CONTENT_TYPE, response::IntoResponse};
use store::MigrationState;

use crate::{
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    router.route(Method::Get, "/healthz", Access::Public("says one word"), Area::Asset, "the process is alive", alive).route(
        Method::Get,
        "/readyz",
        Access::Public("says one word"),
        Area::Asset,
        "the database answers and has our schema",
        ready,
    )
}

async fn alive() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], "alive\n")
}

/// Not ready is 503 without a reason; the reason is in the log.
async fn ready(State(site): State<Site>) -> Result<impl IntoResponse, Problem> {
    let not_now = || Problem::busy(5);
    let store = site.app().store();
    store.ping().await.map_err(|error| {
        tracing::warn!(%error, "not ready: the database does not answer");
        not_now()
    })?;
    match store.migration_state().await {
        Ok(MigrationState::Current) => Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], "ready\n")),
        Ok(state) => {
            tracing::warn!(?state, "not ready: the schema is another one");
            Err(not_now())
        }
        Err(error) => {
            tracing::warn!(%error, "not ready: the schema cannot be read");
            Err(not_now())
        }
    }
}
