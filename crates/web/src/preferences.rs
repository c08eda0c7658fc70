//! Language and colours, remembered in cookies: they are about a browser, not about a person.

use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use domain::Language;

use crate::{
    extract::Form,
    local_path::LocalPath,
    page::see_other,
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    theme::Theme,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let everybody = Access::Public("changes how pages look in this browser, and nothing else");
    router.route(Method::Post, "/preferences", everybody, Area::Page, "remember language and colours", remember)
}

async fn remember(State(site): State<Site>, Form(typed): Form) -> Result<Response, Problem> {
    let mut headers = HeaderMap::new();
    if typed.optional("language").is_some() {
        headers.append(SET_COOKIE, site.cookies().language(typed.choice("language", Language::from_tag)?));
    }
    if typed.optional("theme").is_some() {
        headers.append(SET_COOKIE, site.cookies().theme(typed.choice("theme", Theme::from_name)?));
    }
    let back = LocalPath::parse(typed.text("return")).unwrap_or_else(|_| LocalPath::first_page());
    Ok((headers, see_other(&back)).into_response())
}
