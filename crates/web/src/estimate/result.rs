//! What was computed: our honest answer first, then the price of one size with every line, and what it rests on.

use app::{
    Conflict, Error,
    estimate::{self, EstimateView, Offering, RoofPicture, Size},
    quote,
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{Money, id::EstimateId};

use crate::{
    chart::{MonthsChart, Outline, Point, RoofPlan, RoofPlanInput, Slope},
    extract::{Caller, Form, IdempotencyKey, Path, Query},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    receipt::{self, ReceiptWords},
    site::Site,
    text::format,
};

/// A size to choose.
struct Choice {
    name: &'static str,
    word: &'static str,
    price: String,
    system: String,
    covers: String,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "estimate/result.html")]
struct ResultPage {
    chrome: Chrome,
    id: EstimateId,
    place: String,
    words: ReceiptWords,
    size: &'static str,
    size_word: &'static str,
    choices: Vec<Choice>,
    plan: RoofPlan,
    months: MonthsChart,
    /// The earliest day on which a crew could begin.
    earliest: Option<String>,
    seen_total: i64,
    idempotency_key: String,
    /// Another price was shown before.
    moved: bool,
}

pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<EstimateId>,
    Query(query): Query,
    chrome: Chrome,
) -> Result<Response, Problem> {
    let view = estimate::read(site.app(), &caller, id).await?;
    Ok(page(&site, id, &view, Size::from_name(query.text("size")), chrome, false)?.into_response())
}

fn page(
    site: &Site,
    id: EstimateId,
    view: &EstimateView,
    size: Option<Size>,
    chrome: Chrome,
    moved: bool,
) -> Result<Html<ResultPage>, Problem> {
    let (app, language, t) = (site.app(), chrome.language, chrome.t);
    let chosen = size.and_then(|size| view.offering(size)).or_else(|| view.recommended());
    let offering = chosen.ok_or_else(|| Problem::broken("an estimate without a size"))?;
    let choice = |other: &Offering| {
        let words = ReceiptWords::new(&other.receipt, app.zone(), language);
        Choice {
            name: other.size.name(),
            word: t.estimate.size(other.size),
            price: words.price,
            system: words.system,
            covers: words.covers,
            is_current: other.size == offering.size,
        }
    };
    Ok(Html(ResultPage {
        id,
        place: t.estimate.place_line(&view.input.town, &view.input.state),
        words: ReceiptWords::new(&offering.receipt, app.zone(), language),
        size: offering.size.name(),
        size_word: t.estimate.size(offering.size),
        choices: view.offerings.iter().map(choice).collect(),
        plan: RoofPlan::new("plan", &plan(&offering.picture), language),
        months: receipt::months("months", &offering.receipt, language),
        earliest: view.earliest.map(|day| format::date(day, language)),
        seen_total: offering.price().minor,
        idempotency_key: IdempotencyKey::fresh(app)?,
        moved,
        chrome: chrome.at(&format!("/estimates/{id}?size={}", offering.size.name())).titled(t.estimate.result_title),
    }))
}

fn plan(picture: &RoofPicture) -> RoofPlanInput {
    let outline =
        |corners: &[(f64, f64)]| -> Outline { corners.iter().map(|(east, north)| Point { east: *east, north: *north }).collect() };
    let slope = |slope: &estimate::Slope| Slope {
        outline: outline(&slope.outline),
        panels: slope.panels.iter().map(|corners| outline(corners)).collect(),
    };
    RoofPlanInput { slopes: picture.slopes.iter().map(slope).collect(), ridges: Vec::new() }
}

pub(super) async fn lock(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<EstimateId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let app = site.app();
    let size = typed.choice("size", Size::from_name)?;
    let seen_total = Money::usd(typed.whole("seen_total")?);
    let key = IdempotencyKey::of_form(&typed)?;
    match quote::lock(app, &caller, quote::Lock { estimate: id, size, seen_total }, key.as_ref()).await {
        Ok(quote) => Ok(see_other(&local(&format!("/quotes/{quote}")))),
        // Nothing was locked; she sees what it costs now.
        Err(Error::Conflict(Conflict::Changed | Conflict::CrewNotFree)) => {
            let view = estimate::read(app, &caller, id).await?;
            Ok((StatusCode::CONFLICT, page(&site, id, &view, Some(size), chrome, true)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
