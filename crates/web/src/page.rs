//! What surrounds every page: header, menu, banner of the demo, footer.
//!
//! A page is a struct with `chrome: Chrome` whose template begins with `{% extends "layout.html" %}`.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header::CONTENT_TYPE, header::LOCATION, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{Language, account::Role};
use jiff::civil::Date;

use crate::{
    extract::Caller,
    local_path::LocalPath,
    menu::{self, Link},
    problem::Problem,
    site::Site,
    text::{Texts, format, texts},
    theme::Theme,
    visit::Visit,
};

/// A rendered page, 200 unless a status is put before it: `(StatusCode::UNPROCESSABLE_ENTITY, Html(page))`.
#[derive(Clone, Copy, Debug)]
pub struct Html<T>(pub T);

impl<T: Template> IntoResponse for Html<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(page) => ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response(),
            Err(error) => Problem::broken(error).into_response(),
        }
    }
}

/// Goes on at `to` with GET: the answer to a form that was accepted.
#[must_use]
pub fn see_other(to: &LocalPath) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to.header())]).into_response()
}

/// A path of ours that a handler put together; the first page, should it be none.
#[must_use]
pub fn local(path: &str) -> LocalPath {
    LocalPath::parse(path).unwrap_or_else(|_| LocalPath::first_page())
}

/// Whose pages these are; decides size of targets and density.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Roomy; visitors too.
    Customer,
    /// For gloves and sunlight.
    Crew,
    /// Dense.
    Staff,
}

impl Face {
    fn of(role: Role) -> Self {
        match role {
            Role::Crew => Self::Crew,
            role if role.is_staff() => Self::Staff,
            _ => Self::Customer,
        }
    }
    /// The value of `data-face`; the customer's pages have none.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Customer => None,
            Self::Crew => Some("crew"),
            Self::Staff => Some("staff"),
        }
    }
}

/// What surrounds a page. As an extractor it knows who asks; [`Chrome::titled`] gives it the page's name.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The words.
    pub t: &'static Texts,
    /// Their language.
    pub language: Language,
    /// The chosen colours.
    pub theme: Theme,
    /// The name of the page; empty on the first page.
    pub title: String,
    /// The company.
    pub company: String,
    /// Whose pages these are.
    pub face: Face,
    /// Where the menu leads.
    pub menu: Vec<Link>,
    /// What she who is signed in is to the company.
    pub role: Option<&'static str>,
    /// For the hidden field `csrf` of every form; `form::csrf(chrome)` prints it. Empty without a session.
    pub csrf: String,
    /// This page, for coming back to it; after a form, the page that it belongs to.
    pub path: LocalPath,
    /// The demo's clock.
    pub demo: Option<DemoClock>,
}

/// The company's day, as the banner of the demo tells it.
#[derive(Clone, Debug)]
pub struct DemoClock {
    /// As `It is Tue 8 Dec 2026`.
    pub words: String,
    /// ISO 8601.
    pub today: Date,
}

impl Chrome {
    /// The surroundings of a page for `caller`, or for a visitor when nobody looked who asks.
    pub(crate) fn new(site: &Site, visit: &Visit, caller: Option<&Caller>) -> Self {
        let t = texts(visit.language);
        let app = site.app();
        let signed_in = caller.filter(|caller| caller.is_signed_in()).map(|caller| caller.actor.role);
        let clock = |today: Date| DemoClock { words: t.shared.demo_clock(format::date(today, visit.language)), today };
        Self {
            t,
            language: visit.language,
            theme: visit.theme,
            title: String::new(),
            company: app.company().name.clone(),
            face: signed_in.map_or(Face::Customer, Face::of),
            menu: menu::links(signed_in.unwrap_or(Role::Visitor), site, visit.path.path(), &t.shared),
            role: signed_in.map(|role| t.shared.role(role)),
            csrf: visit.session().map(|session| app.store().keys().csrf_token(session).text()).unwrap_or_default(),
            path: if visit.is_safe { visit.path.clone() } else { site.page_of(&visit.path).unwrap_or_else(LocalPath::first_page) },
            demo: site.is_demo().then(|| clock(app.today())),
        }
    }

    /// The same with the name of the page.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: title.into(), ..self }
    }

    /// The same on a page that stands at another address than the one that a form was sent to, so that language and
    /// colours can be switched on it.
    #[must_use]
    pub fn at(self, path: &str) -> Self {
        Self { path: local(path), ..self }
    }

    /// For `<title>`.
    #[must_use]
    pub fn document_title(&self) -> String {
        if self.title.is_empty() { self.company.clone() } else { self.t.shared.page_title(&self.title, &self.company) }
    }

    /// The language that the switch leads to.
    #[must_use]
    pub fn other_language(&self) -> Language {
        match self.language {
            Language::English => Language::Spanish,
            Language::Spanish => Language::English,
        }
    }
}

impl FromRequestParts<Site> for Chrome {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let visit = Visit::of(&parts.extensions)?;
        let caller = visit.caller(site.app()).await?;
        Ok(Self::new(site, &visit, Some(&caller)))
    }
}
