//! From what somebody types to a place.

use domain::{
    place::{Coordinates, PostalCode},
    text::line,
};
use store::{Store, place::Place};

use super::{
    COUNTRY,
    name::spelling,
    state::State,
    town::{self, Town},
};
use crate::{App, Error};

/// A place that was found. Whether we sell there is for the price to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPlace {
    /// Its town.
    pub town: String,
    /// Two-letter state.
    pub state: String,
    /// Its ZIP code.
    pub zip: PostalCode,
    /// Its middle: where the map begins, not where the roof is.
    pub coordinates: Coordinates,
}

/// Longest text that is looked up, characters.
const MAX_QUERY: u32 = 120;

/// The place of a ZIP code or a town: `80202`, `boulder`, `Cañon City, CO`, `Denver, Colorado 80202`. The imported
/// table comes first, then the built-in one. A town without a state is one of the company's own state.
///
/// # Errors
/// Nothing or something that is no text was typed (field `place`), or the database cannot be read.
pub async fn lookup(app: &App, query: &str) -> Result<Option<FoundPlace>, Error> {
    find(app.store(), &app.company().state, query).await
}

async fn find(store: &Store, home: &str, query: &str) -> Result<Option<FoundPlace>, Error> {
    let query = line("place", query, MAX_QUERY)?;
    if let Some(zip) = zip_in(&query) {
        return by_zip(store, &zip).await;
    }
    for (name, state) in readings(&query, home) {
        let found = by_town(store, &spelling(name), state).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The first word that is a ZIP code, with or without its four more digits.
fn zip_in(query: &str) -> Option<PostalCode> {
    query.split([' ', ',']).find_map(|word| PostalCode::parse("place", word).ok())
}

/// What the text may mean, likeliest first: a name and a state.
fn readings<'a>(query: &'a str, home: &'a str) -> Vec<(&'a str, &'a str)> {
    if let Some((name, state)) = query.rsplit_once(',') {
        return State::parse(state).map(|state| (name, state.code)).into_iter().collect();
    }
    let mut readings = vec![(query, home)];
    // "Boulder CO": only after the whole text was no town.
    if let Some((name, state)) = query.rsplit_once(' ')
        && let Some(state) = State::parse(state)
    {
        readings.push((name, state.code));
    }
    readings
}

pub(super) async fn by_zip(store: &Store, zip: &PostalCode) -> Result<Option<FoundPlace>, Error> {
    match store.place(COUNTRY, zip.as_str()).await? {
        Some(place) => Ok(imported(place)),
        None => Ok(town::by_zip(zip.as_str()).and_then(built_in)),
    }
}

async fn by_town(store: &Store, spelt: &str, state: &str) -> Result<Option<FoundPlace>, Error> {
    // A large town has many ZIP codes, some of them of post-office boxes far out; the built-in table knows which
    // one is its middle, the imported one where that is.
    let known = if state == town::STATE { town::by_name(spelt) } else { None };
    if let Some(town) = known {
        let place = store.place(COUNTRY, town.zip).await?.filter(|place| place.region == state);
        return Ok(built_in(town).map(|found| match place {
            Some(place) => FoundPlace { coordinates: place.coordinates, ..found },
            None => found,
        }));
    }
    Ok(store.place_by_town(state, spelt).await?.and_then(imported))
}

fn imported(place: Place) -> Option<FoundPlace> {
    let zip = PostalCode::parse("zip", &place.code).ok()?;
    Some(FoundPlace { town: place.town, state: place.region, zip, coordinates: place.coordinates })
}

fn built_in(town: &Town) -> Option<FoundPlace> {
    let (zip, coordinates) = town.place()?;
    Some(FoundPlace { town: town.name.to_owned(), state: town::STATE.to_owned(), zip, coordinates })
}

#[cfg(test)]
mod tests;
