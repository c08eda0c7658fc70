//! The customer's answer to a proposed change: to exactly what she saw, once.

use app::{
    Conflict, Error,
    change_request::{self, Answer},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::id::ChangeRequestId;
use policy::Action;

use crate::{
    extract::{Caller, Form, Path},
    order::show_to_customer,
    page::{Chrome, local, see_other},
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let answers = Access::Action(Action::ChangeAnswer);
    router.route(Method::Post, "/changes/{change}", answers, Area::Page, "agree to a proposed change, or not", answer)
}

async fn answer(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<ChangeRequestId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let app = site.app();
    let agree = typed.choice("agree", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    })?;
    let command = Answer { request: id, agree, seen_payload_hash: typed.text("payload_hash").to_owned() };
    match change_request::answer(app, &caller, &command).await {
        Ok(order) => Ok(see_other(&local(&format!("/orders/{order}")))),
        // Nothing was changed; she sees the order as it is now, and why.
        Err(Error::Conflict(conflict)) => {
            let (order, _) = change_request::read(app, &caller, id).await?;
            let t = &chrome.t.order;
            let why = match conflict {
                Conflict::CrewNotFree => t.change_crew_taken,
                Conflict::AlreadyAnswered => t.change_over,
                _ => t.change_conflict,
            };
            Ok((StatusCode::CONFLICT, show_to_customer(&site, &caller, order, chrome, Some(why)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
