//! The form: one section of roof to begin with, up to six, everything that was typed kept.

use app::{App, Conflict, Error, estimate::Saved, place};
use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use domain::{estimate::EstimateInput, id::EstimateId};
use policy::{Permit, Resource, act};

use super::typed::{self, COVERINGS, MOST_SECTIONS, SHADES, SHAPES};
use crate::{
    extract::{Caller, Form, IdempotencyKey, Query, Typed},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    refusals::Refusals,
    site::Site,
};

/// One section of roof as it stands in the form.
struct Section {
    n: usize,
    shape: String,
    length: String,
    width: String,
    pitch: String,
    direction: String,
}

impl Section {
    fn new(typed: &Typed, n: usize) -> Self {
        let text = |name: &str, usual: &str| match typed.all(&format!("{name}_{n}")).next() {
            Some(text) => text.to_owned(),
            None => usual.to_owned(),
        };
        Self {
            n,
            shape: text("shape", "gable"),
            length: text("length", ""),
            width: text("width", ""),
            pitch: text("pitch", "25"),
            direction: text("direction", "180"),
        }
    }
    fn field(&self, name: &str) -> String {
        format!("{name}_{}", self.n)
    }
    fn number(&self) -> usize {
        self.n.saturating_add(1)
    }
}

#[derive(Template)]
#[template(path = "estimate/form.html")]
struct FormPage {
    chrome: Chrome,
    refusals: Refusals,
    idempotency_key: String,
    typed: Typed,
    sections: Vec<Section>,
    /// The section that a further one would be.
    next_section: Option<usize>,
    towns: &'static [place::Town],
    shapes: [Choice; 4],
    coverings: [Choice; 4],
    shades: [Choice; 3],
}

/// One of a closed set.
struct Choice {
    name: &'static str,
    word: &'static str,
    hint: &'static str,
}

impl FormPage {
    fn has_position(&self) -> bool {
        ["latitude", "longitude"].iter().any(|field| self.typed.is_checked(field) || self.refusals.at(field).is_some())
    }
    fn has_kwh(&self) -> bool {
        self.typed.is_checked("kwh") || self.refusals.at("kwh").is_some()
    }
}

fn page(app: &App, chrome: Chrome, typed: Typed, count: usize, refusals: Refusals) -> Result<Html<FormPage>, Problem> {
    let count = count.clamp(1, MOST_SECTIONS);
    let e = &chrome.t.estimate;
    let title = e.title;
    Ok(Html(FormPage {
        refusals,
        idempotency_key: IdempotencyKey::fresh(app)?,
        sections: (0..count).map(|n| Section::new(&typed, n)).collect(),
        next_section: (count < MOST_SECTIONS).then_some(count),
        typed,
        towns: place::towns(),
        shapes: SHAPES.map(|(shape, name)| Choice { name, word: e.roof_shape(shape), hint: e.roof_shape_hint(shape) }),
        coverings: COVERINGS.map(|(covering, name)| Choice { name, word: e.covering_name(covering), hint: "" }),
        shades: SHADES.map(|(shade, name)| Choice { name, word: e.shade_name(shade), hint: "" }),
        chrome: chrome.titled(title),
    }))
}

/// Sections that the form had when it was sent.
fn sections_in(typed: &Typed) -> usize {
    (0..MOST_SECTIONS).filter(|n| typed.is_checked(&format!("shape_{n}"))).count().max(1)
}

/// Saves once what is sent twice. Whoever went back and changed an answer sends the old key with it: that is another
/// estimate and no mistake of hers.
async fn save(app: &App, caller: &Caller, input: EstimateInput, typed: &Typed) -> Result<Saved, Error> {
    let key = IdempotencyKey::of_form(typed)?;
    match app::estimate::create(app, caller, input.clone(), key.as_ref()).await {
        Err(Error::Conflict(Conflict::KeyReused)) => app::estimate::create(app, caller, input, None).await,
        other => other,
    }
}

/// The empty form, or with the answers of the estimate that `from` names.
pub(super) async fn show(State(site): State<Site>, caller: Caller, Query(query): Query, chrome: Chrome) -> Result<Response, Problem> {
    let language = chrome.language;
    let typed = match query.text("from").parse::<EstimateId>() {
        Ok(id) => answers_of(site.app(), &caller, id).await?,
        Err(_) => Typed::default(),
    };
    let count = sections_in(&typed);
    Ok(page(site.app(), chrome, typed, count, Refusals::none(language))?.into_response())
}

async fn answers_of(app: &App, caller: &Caller, id: EstimateId) -> Result<Typed, Problem> {
    let input = app::estimate::read(app, caller, id).await?.input;
    let written = typed::written(&input);
    // The middle of the town was not typed: with another town it would be in the way.
    let found = place::lookup(app, &input.town).await.ok().flatten();
    let is_middle = found.is_some_and(|found| found.coordinates == input.coordinates);
    Ok(if is_middle { written.without(&["latitude", "longitude"]) } else { written })
}

pub(super) async fn ask(State(site): State<Site>, caller: Caller, chrome: Chrome, Form(typed): Form) -> Result<Response, Problem> {
    let app = site.app();
    let language = chrome.language;
    let count = sections_in(&typed);
    if typed.is_checked("add_section") {
        // Nothing is asked yet, but whoever may not ask needs no longer form either.
        let _: Permit<act::EstimateCreate> = app.permit(&caller, Resource::Company).await?;
        return Ok(page(app, chrome, typed, count.saturating_add(1), Refusals::none(language))?.into_response());
    }
    let refusals = match typed::read(app, &typed, language).await? {
        Ok(input) => match save(app, &caller, input, &typed).await {
            Ok(saved) => {
                let to = see_other(&local(&format!("/estimates/{}", saved.id)));
                let cookie = saved.session.map(|opened| [(SET_COOKIE, site.cookies().session(&opened.token, opened.seconds))]);
                return Ok((cookie, to).into_response());
            }
            Err(error) => Refusals::by(error, language)?,
        },
        Err(refusals) => refusals,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(app, chrome, typed, count, refusals)?).into_response())
}
