//! From a town or ZIP code to a place.

use app::{App, place::FoundPlace};
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Location, Operation, Parameter, Tag,
    list::{Asked, List},
};
use crate::{
    extract::{Json, Query},
    problem::Problem,
    route::{Access, Method, SecureRouter},
};

const PARAMETERS: &[Parameter] = &[Parameter::new::<String>(
    "place",
    Location::NeededInQuery,
    "A town, with its state if it is not the company's, or a ZIP code.",
    "Boulder",
)];

const LOOK_UP: Operation = Operation::new("look_up_place", Tag::Estimates)
    .with(PARAMETERS)
    .gives::<List<Place>>("The place, or no row when we do not know it. Whether we build there only an estimate says.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let everybody = Access::Public("towns and ZIP codes are no secret and belong to nobody");
    router.operation(Method::Get, "/api/v1/places", everybody, "find a town or ZIP code", LOOK_UP, look_up)
}

/// A town.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Place {
    /// Its name.
    town: String,
    /// Two-letter state.
    state: String,
    /// ZIP code of its middle.
    zip: String,
    /// Its middle: where a map begins, not where the roof is.
    coordinates: Position,
}

/// A point on earth in decimal degrees, WGS 84.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Position {
    /// Degrees north; six decimals count.
    #[schemars(range(min = -90, max = 90))]
    latitude: f64,
    /// Degrees east; six decimals count.
    #[schemars(range(min = -180, max = 180))]
    longitude: f64,
}

impl From<domain::place::Coordinates> for Position {
    fn from(exact: domain::place::Coordinates) -> Self {
        Self { latitude: exact.latitude(), longitude: exact.longitude() }
    }
}

impl TryFrom<Position> for domain::place::Coordinates {
    type Error = domain::Invalid;
    fn try_from(given: Position) -> Result<Self, domain::Invalid> {
        // By their text, as people's degrees are read: one rule for rounding and bounds.
        Self::parse(&format!("{:.6}", given.latitude), &format!("{:.6}", given.longitude))
    }
}

async fn look_up(State(app): State<App>, Query(typed): Query) -> Result<Json<List<Place>>, Problem> {
    let asked = Asked::new(typed, PARAMETERS)?;
    let found = app::place::lookup(&app, asked.required("place")?).await?;
    Ok(Json(List::whole(found.map(place))))
}

fn place(found: FoundPlace) -> Place {
    Place { town: found.town, state: found.state, zip: found.zip.to_string(), coordinates: found.coordinates.into() }
}
