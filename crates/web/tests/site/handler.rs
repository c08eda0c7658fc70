//! Handlers of the tests: what a feature could do, right and wrong.

use app::App;
use axum::{body::Body, extract::State, http::Response, response::IntoResponse};
use domain::id::OrderId;
use futures_util::stream;
use policy::act;
use serde::Deserialize;
use web::{
    Site,
    extract::{Caller, Form, IdempotencyKey, Json, Path},
    live::{self, Event},
    page::Chrome,
    problem::Problem,
};

pub(super) async fn hello() -> &'static str {
    "hello"
}
pub(super) async fn page(chrome: Chrome) -> impl IntoResponse {
    axum::response::Html(format!("{} {}", chrome.csrf, chrome.path))
}
pub(super) async fn typed(Form(typed): Form) -> String {
    typed.text("name").to_owned()
}
pub(super) async fn panics() -> &'static str {
    panic!("a secret place: /var/lib/sunward")
}
pub(super) async fn never() -> &'static str {
    std::future::pending().await
}
pub(super) async fn fails() -> Result<&'static str, Problem> {
    Err(app::Error::Internal(Box::new(std::io::Error::other("SELECT password FROM account"))).into())
}
pub(super) async fn conflict() -> Result<&'static str, Problem> {
    Err(app::Error::Conflict(app::Conflict::Changed).into())
}
pub(super) async fn undecided(_: Caller) -> &'static str {
    "what nobody decided about"
}
pub(super) async fn decided(State(app): State<App>, caller: Caller) -> Result<&'static str, Problem> {
    app.permit::<act::EstimateCreate>(&caller, policy::Resource::Company).await?;
    Ok("decided")
}
pub(super) async fn redirects(_: Caller) -> Response<Body> {
    web::page::see_other(&web::LocalPath::first_page())
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roof {
    pub(super) pitch: u8,
}
pub(super) async fn json(Json(roof): Json<Roof>) -> String {
    roof.pitch.to_string()
}
pub(super) async fn order(Path(order): Path<OrderId>) -> String {
    order.to_string()
}
pub(super) async fn keyed(key: Option<IdempotencyKey>) -> String {
    format!("{}", key.is_some())
}
pub(super) async fn events(State(site): State<Site>, caller: Caller) -> Result<Response<Body>, Problem> {
    let events = stream::iter([1, 2].map(|number| Event { id: format!("oev_{number}"), data: serde_json::json!({"status": number}) }));
    live::answer(&site, &caller, events)
}
