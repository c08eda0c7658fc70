//! Whether a roof is where somebody says it is: price, law and the crews' ways are computed from the one, the contract names the
//! other.

use domain::{
    Invalid, Reason,
    place::{Coordinates, PostalCode},
};

use super::{
    lookup::{FoundPlace, by_zip, lookup},
    state::State,
    town,
};
use crate::{App, Error};

/// Kilometres from the middle of a town or ZIP code at which a position is no longer believed to belong to it.
const FARTHEST_KM: f64 = 80.0;

/// Whether a position can belong to a place that was found.
#[must_use]
pub fn is_near(position: Coordinates, place: &FoundPlace) -> bool {
    position.distance_km(place.coordinates) <= FARTHEST_KM
}

fn refused(field: &'static str, why: &'static str) -> Error {
    Error::from(Invalid::new(field, Reason::NotServed { why }))
}

/// Holds a roof's position against its town. A town that we do not know, and none, say nothing; then the position must be within
/// the state.
///
/// # Errors
/// Names `latitude` when the position cannot be there; the database cannot be read.
pub(crate) async fn check_roof(app: &App, position: Coordinates, town: &str, state: &str) -> Result<(), Error> {
    let named = if town.is_empty() { None } else { lookup(app, &format!("{town}, {state}")).await? };
    match named {
        Some(found) if is_near(position, &found) => Ok(()),
        Some(_) => Err(refused("latitude", "this position is far from the town")),
        None if state == town::STATE && town::near(position).is_some() => Ok(()),
        None => Err(refused("latitude", "we do not sell here yet")),
    }
}

/// Holds the address of a contract against the roof that was priced. A ZIP code that no table has must be one of the state, and
/// its town near the roof; where a table was imported, one of the two must be known.
///
/// # Errors
/// Names `zip` or `town` when the address cannot be the roof's; the database cannot be read.
pub(crate) async fn check_site(app: &App, roof: Coordinates, state: &str, town: &str, zip: &PostalCode) -> Result<(), Error> {
    if State::of_zip(zip.as_str()).is_none_or(|of| of.code != state) {
        return Err(refused("zip", "this ZIP code is far from the roof"));
    }
    if let Some(found) = by_zip(app.store(), zip).await? {
        return if found.state == state && is_near(roof, &found) {
            Ok(())
        } else {
            Err(refused("zip", "this ZIP code is far from the roof"))
        };
    }
    match lookup(app, &format!("{town}, {state}")).await? {
        Some(found) if is_near(roof, &found) => Ok(()),
        Some(_) => Err(refused("town", "this town is far from the roof")),
        None if app.store().count_places().await? == 0 => Ok(()),
        None => Err(refused("zip", "we do not know this town or ZIP code")),
    }
}
