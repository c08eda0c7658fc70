//! The demo's clock.

use app::demo;
use axum::{extract::State, response::Response};

use crate::{
    extract::{Caller, Form},
    local_path::LocalPath,
    page::see_other,
    problem::Problem,
    site::Site,
};

/// Moves to the next event and shows the page again from which that was asked.
pub(super) async fn next_event(State(site): State<Site>, caller: Caller, Form(typed): Form) -> Result<Response, Problem> {
    demo::next_event(site.app(), &caller).await?;
    let back = LocalPath::parse(typed.text("return_to")).unwrap_or_else(|_| LocalPath::first_page());
    Ok(see_other(&back))
}
