//! What solar costs and saves: computed for whoever asks, saved for whoever wants to go on.

use app::{
    App,
    estimate::{EstimateView, Offering, RoofPicture, Size},
};
use axum::{
    extract::State,
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse as _, Response},
};
use domain::{
    Currency, Invalid,
    estimate::{Covering, EstimateInput, RoofSection, Shade, Usage},
    id::EstimateId,
};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Key, Location, Operation, Parameter, Tag,
    place::Position,
    proposal::Proposal,
    value::{Created, Day, created},
};
use crate::{
    extract::{Caller, IdempotencyKey, Json, Path},
    problem::Problem,
    route::{Access, Method, SecureRouter},
    site::Site,
};

const EXAMPLE: &str = r#"{
  "place": "Boulder",
  "sections": [{ "shape": "gable", "length_cm": 1400, "width_cm": 900, "pitch_deg": 25, "azimuth_deg": 180 }],
  "covering": "asphalt",
  "shade": "none",
  "usage": { "monthly_bill": { "minor": 15000, "currency": "USD" } }
}"#;

const PREVIEW: Operation = Operation::new("preview_estimate", Tag::Estimates)
    .describe("Saves nothing and begins no session.")
    .takes::<Ask>(EXAMPLE)
    .gives::<Estimate>("The estimate, computed by today's prices.");

const CREATE: Operation = Operation::new("create_estimate", Tag::Estimates)
    .describe(
        "Saves what was asked; whatever is computed from it is computed again when it is looked at. A caller without a session \
         gets one, because the estimate is hers alone. A key counts within a session.",
    )
    .keyed(Key::Optional)
    .takes::<Ask>(EXAMPLE)
    .creates::<Created<EstimateId>>("It is saved.")
    .located()
    .sets_session();

const READ: Operation = Operation::new("read_estimate", Tag::Estimates)
    .with(&[Parameter::new::<EstimateId>("estimate", Location::Path, "The estimate.", "est_019a5d2f3c007abc8def0123456789ab")])
    .gives::<Estimate>("The estimate, computed by today's prices.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let (ask, look) = (Access::Action(Action::EstimateCreate), Access::Action(Action::EstimateRead));
    router
        .operation(Method::Post, "/api/v1/estimates/preview", ask, "compute an estimate", PREVIEW, preview)
        .operation(Method::Post, "/api/v1/estimates", ask, "save an estimate", CREATE, create)
        .operation(Method::Get, "/api/v1/estimates/{estimate}", look, "look at a saved estimate", READ, read)
}

/// A roof and what the house uses. `place` or `coordinates` says where; both together are a town and the exact roof in it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EstimateRequest")]
struct Ask {
    /// A town or a ZIP code. Without it the roof is in the company's state.
    place: Option<String>,
    /// Where the roof is. Without it the middle of `place` is taken.
    coordinates: Option<Position>,
    /// One to six sections of roof.
    #[schemars(length(min = 1, max = 6))]
    sections: Vec<RoofSection>,
    /// What covers the roof.
    #[serde(default)]
    covering: Covering,
    /// What shades it.
    #[serde(default)]
    shade: Shade,
    /// What the household uses.
    usage: Usage,
}

impl Ask {
    /// As the domain takes it. What is refused is named by its place in the body.
    async fn parse(self, app: &App) -> Result<EstimateInput, Problem> {
        for (index, section) in self.sections.iter().enumerate() {
            section.checked().map_err(|invalid| Problem::from(invalid).renamed(|field| section_field(index, field)))?;
        }
        if let Usage::MonthlyBill(bill) = self.usage
            && bill.currency != Currency::Usd
        {
            return Err(Problem::from(Invalid::malformed("bill", "an amount in dollars")).renamed(body_field));
        }
        let exact = self.coordinates.map(domain::place::Coordinates::try_from).transpose();
        let exact = exact.map_err(|invalid| Problem::from(invalid).renamed(body_field))?;
        let found = match self.place.as_deref() {
            Some(text) => Some(app::place::lookup(app, text).await?.ok_or_else(|| Problem::field("place", "we do not know this place"))?),
            None => None,
        };
        let (coordinates, town, state) = match (exact, found) {
            (Some(exact), Some(place)) => (exact, place.town, place.state),
            (Some(exact), None) => (exact, String::new(), app.company().state.clone()),
            (None, Some(place)) => (place.coordinates, place.town, place.state),
            (None, None) => return Err(Invalid::missing("place").into()),
        };
        let Self { sections, covering, shade, usage, .. } = self;
        Ok(EstimateInput { coordinates, town, state, sections, covering, shade, usage })
    }
}

fn section_field(index: usize, field: &str) -> Option<String> {
    let name = match field {
        "length" => "length_cm",
        "width" => "width_cm",
        "pitch" => "pitch_deg",
        "direction" => "azimuth_deg",
        _ => return None,
    };
    Some(format!("sections[{index}].{name}"))
}

/// What the use case calls a field, by its place in the body.
fn body_field(field: &str) -> Option<String> {
    let path = match field {
        "town" => "place",
        "latitude" => "coordinates.latitude",
        "longitude" => "coordinates.longitude",
        "bill" => "usage.monthly_bill",
        "kwh" => "usage.annual_kwh",
        _ => return None,
    };
    Some(path.to_owned())
}

fn refused(error: app::Error) -> Problem {
    Problem::from(error).renamed(body_field)
}

/// What was asked, and what follows from it by today's prices.
#[derive(Debug, Serialize, JsonSchema)]
struct Estimate {
    /// Its id; `null` in a preview.
    id: Option<EstimateId>,
    /// Town; empty when only coordinates were given.
    town: String,
    /// Two-letter state, whose prices and rules are used.
    state: String,
    /// Where the roof is.
    coordinates: Position,
    /// The roof.
    sections: Vec<RoofSection>,
    /// What covers it.
    covering: Covering,
    /// What shades it.
    shade: Shade,
    /// What the household uses.
    usage: Usage,
    /// The systems that fit, the smallest first.
    offerings: Vec<SizedProposal>,
    /// The size to show first: what the household uses in a year, or what comes nearest.
    recommended: Option<Size>,
    /// The earliest day on which a crew could begin; `null` when none is free for months.
    earliest_start: Option<Day>,
}

/// One of the sizes.
#[derive(Debug, Serialize, JsonSchema)]
struct SizedProposal {
    /// Which size.
    size: Size,
    /// Days of work on the roof.
    work_days: u8,
    /// The system.
    proposal: Proposal,
    /// The roof from above.
    roof: Vec<Slope>,
}

/// A slope of the roof on a plan in metres east and north; sections stand side by side.
#[derive(Debug, Serialize, JsonSchema)]
struct Slope {
    /// Its corners.
    outline: Vec<[f64; 2]>,
    /// Compass direction that it faces, degrees.
    azimuth_deg: f64,
    /// The four corners of each panel on it.
    panels: Vec<[[f64; 2]; 4]>,
}

impl From<EstimateView> for Estimate {
    fn from(view: EstimateView) -> Self {
        Self {
            id: view.id,
            recommended: view.recommended().map(|offering| offering.size),
            offerings: view.offerings.iter().map(sized).collect(),
            earliest_start: view.earliest.map(Day),
            coordinates: view.input.coordinates.into(),
            town: view.input.town,
            state: view.input.state,
            sections: view.input.sections,
            covering: view.input.covering,
            shade: view.input.shade,
            usage: view.input.usage,
        }
    }
}

fn sized(offering: &Offering) -> SizedProposal {
    SizedProposal {
        size: offering.size,
        work_days: offering.work_days(),
        proposal: Proposal::from(&offering.receipt),
        roof: slopes(&offering.picture),
    }
}

fn slopes(picture: &RoofPicture) -> Vec<Slope> {
    let slope = |slope: &app::estimate::Slope| Slope {
        outline: slope.outline.iter().map(|(x, y)| [*x, *y]).collect(),
        azimuth_deg: slope.azimuth_deg,
        panels: slope.panels.iter().map(|corners| corners.map(|(x, y)| [x, y])).collect(),
    };
    picture.slopes.iter().map(slope).collect()
}

async fn preview(State(app): State<App>, caller: Caller, Json(ask): Json<Ask>) -> Result<Json<Estimate>, Problem> {
    let input = ask.parse(&app).await?;
    let view = app::estimate::preview(&app, &caller, input).await.map_err(refused)?;
    Ok(Json(view.into()))
}

async fn create(State(site): State<Site>, caller: Caller, key: Option<IdempotencyKey>, Json(ask): Json<Ask>) -> Result<Response, Problem> {
    let input = ask.parse(site.app()).await?;
    let key = key.as_ref().map(|key| &key.0);
    let saved = app::estimate::create(site.app(), &caller, input, key).await.map_err(refused)?;
    let mut cookies = HeaderMap::new();
    if let Some(opened) = &saved.session {
        cookies.append(SET_COOKIE, site.cookies().session(&opened.token, opened.seconds));
    }
    Ok((cookies, created("/api/v1/estimates", saved.id)?).into_response())
}

async fn read(State(app): State<App>, caller: Caller, Path(id): Path<EstimateId>) -> Result<Json<Estimate>, Problem> {
    Ok(Json(app::estimate::read(&app, &caller, id).await?.into()))
}
