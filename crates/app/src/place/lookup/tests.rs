use domain::{Invalid, place::Coordinates};
use policy::{Actor, Resource, act};
use store::place::{Place, put_all};

use super::{FoundPlace, find};
use crate::{
    Error,
    place::scratch::{NOW, Scratch},
};

async fn look(scratch: &Scratch, query: &str) -> Option<FoundPlace> {
    find(&scratch.store, "CO", query).await.unwrap()
}

async fn put(scratch: &Scratch, places: &[Place]) {
    let permit = scratch.engine.permit::<act::CompanySetUp>(&Actor::worker(), Resource::Company).unwrap();
    let tx = scratch.store.begin(NOW, None).await.unwrap();
    put_all(&tx, &permit, places).await.unwrap();
    tx.commit(()).await.unwrap().into_inner();
}

fn place(code: &str, town: &str, region: &str, latitude: &str, longitude: &str) -> Place {
    let coordinates = Coordinates::parse(latitude, longitude).unwrap();
    Place { country: "US".into(), code: code.into(), town: town.into(), region: region.into(), coordinates }
}

#[tokio::test]
async fn the_built_in_towns_are_found_however_they_are_typed() {
    let scratch = Scratch::open().await;
    for query in [
        "Cañon City",
        "canon city",
        "CANON CITY, CO",
        "cañon city colorado",
        "Canon City, Colorado",
        "81212",
        " 81212-0001 ",
        "Canon City, CO 81212",
    ] {
        let found = look(&scratch, query).await.unwrap_or_else(|| panic!("{query}"));
        assert_eq!((found.town.as_str(), found.state.as_str(), found.zip.as_str()), ("Cañon City", "CO", "81212"), "{query}");
    }
    for query in ["Atlantis", "Denver, AZ", "Denver, Mordor", "99999", "8020", "'; drop table place; --"] {
        assert_eq!(look(&scratch, query).await, None, "{query}");
    }
}

#[tokio::test]
async fn an_imported_table_comes_first() {
    let scratch = Scratch::open().await;
    put(
        &scratch,
        &[
            place("80201", "Denver", "CO", "39.7263", "-104.8563"),
            place("80202", "Denver", "CO", "39.7515", "-104.9969"),
            place("80438", "Empire", "CO", "39.7600", "-105.6800"),
            place("85001", "Phoenix", "AZ", "33.4500", "-112.0700"),
        ],
    )
    .await;
    // The built-in table knows which of Denver's codes is its middle; the imported one knows where that is.
    let denver = look(&scratch, "denver").await.unwrap();
    assert_eq!((denver.zip.as_str(), denver.coordinates.latitude_e6), ("80202", 39_751_500));
    assert_eq!(look(&scratch, "80201").await.unwrap().coordinates.longitude_e6, -104_856_300);
    assert_eq!(look(&scratch, "empire").await.unwrap().zip.as_str(), "80438");
    for query in ["Phoenix, AZ", "phoenix az", "Phoenix, Arizona", "85001"] {
        assert_eq!(look(&scratch, query).await.unwrap().state, "AZ", "{query}: whether we sell there is for the price to say");
    }
    assert_eq!(look(&scratch, "Phoenix").await, None, "a town without a state is one of our own");
}

#[tokio::test]
async fn what_is_no_text_is_refused_by_name() {
    let scratch = Scratch::open().await;
    for query in ["", "   ", "Den\0ver", "Den\nver", &"x".repeat(121), "\u{202E}revneD"] {
        let error = find(&scratch.store, "CO", query).await.unwrap_err();
        let Error::Invalid(fields) = error else { panic!("{query:?}: {error}") };
        assert!(matches!(fields.as_slice(), [Invalid { field: "place", .. }]), "{query:?}");
    }
}
