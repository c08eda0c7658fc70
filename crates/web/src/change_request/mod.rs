//! The customer's answer to a proposed change. What is proposed stands on the order's page.

use app::change_request::{self, Answer};
use axum::{extract::State, response::Response};
use domain::id::ChangeRequestId;
use policy::Action;

use crate::{
    extract::{Caller, Form, Path},
    local_path::LocalPath,
    page::see_other,
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let answers = Access::Action(Action::ChangeAnswer);
    router.route(Method::Post, "/changes/{change}", answers, Area::Page, "agree to a proposed change, or not", answer)
}

async fn answer(State(site): State<Site>, caller: Caller, Path(id): Path<ChangeRequestId>, Form(typed): Form) -> Result<Response, Problem> {
    let agree = typed.choice("agree", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    })?;
    let command = Answer { request: id, agree, seen_payload_hash: typed.text("payload_hash").to_owned() };
    let order = change_request::answer(site.app(), &caller, &command).await?;
    let back = LocalPath::parse(&format!("/orders/{order}")).unwrap_or_else(|_| LocalPath::first_page());
    Ok(see_other(&back))
}
