//! Price, contract and crews speak of one roof: it stands where its town and ZIP code are.

use app::{Error, estimate, order};
use domain::{account::Role, contract::ClauseKey, estimate::EstimateInput, place::Coordinates};
use libtest_mimic::Trial;
use testkit::{Bench, Database, journey, roof};

use crate::trial::on_sqlite;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_sqlite("a_roof_far_from_its_town_has_no_estimate_by_any_way", far_from_town),
        on_sqlite("a_contract_is_not_drafted_for_an_address_far_from_the_roof", far_from_roof),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn field(error: &Error) -> &'static str {
    match error {
        Error::Invalid(fields) => fields[0].field,
        other => panic!("{other:?}"),
    }
}

async fn far_from_town(database: Database) {
    let bench = Bench::staffed(database).await;
    let visitor = bench.visitor();
    let at = |north, east, town: &str| EstimateInput {
        coordinates: Coordinates::new(north, east).unwrap(),
        town: town.into(),
        ..roof::denver()
    };
    let (grand_junction, paris) = ((39_063_900, -108_550_600), (48_856_600, 2_352_200));
    for (input, may) in [
        (at(39_739_200, -104_990_300, "Denver"), true),
        (at(39_739_200, -104_990_300, ""), true),
        (at(grand_junction.0, grand_junction.1, ""), true),
        (at(grand_junction.0, grand_junction.1, "Denver"), false),
        (at(paris.0, paris.1, "Denver"), false),
        (at(paris.0, paris.1, ""), false),
    ] {
        let what = format!("{} {:?}", input.town, input.coordinates);
        for outcome in [
            estimate::preview(&bench.app, &visitor.caller(&bench), input.clone()).await.map(|_| ()),
            estimate::create(&bench.app, &visitor.caller(&bench), input, None).await.map(|_| ()),
        ] {
            match outcome {
                Ok(()) => assert!(may, "{what}"),
                Err(error) => assert_eq!((may, field(&error)), (false, "latitude"), "{what}"),
            }
        }
    }
    let ask = |place: &str| {
        format!(
            r#"{{"place":"{place}","coordinates":{{"latitude":39.0639,"longitude":-108.5506}},"sections":[{{"shape":"gable","length_cm":1400,"width_cm":900,"pitch_deg":25,"azimuth_deg":180}}],"usage":{{"annual_kwh":9000}}}}"#
        )
    };
    let json = [("content-type", "application/json")];
    for path in ["/api/v1/estimates", "/api/v1/estimates/preview"] {
        let browser = bench.browser();
        let refused = browser.send("POST", path, &json, ask("Denver")).await;
        assert!(refused.status == 422 && refused.text.contains("coordinates.latitude"), "{} {}", refused.status, refused.text);
        assert!(browser.send("POST", path, &json, ask("Grand Junction")).await.status < 300);
    }
}

async fn far_from_roof(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let quote = bench.quote(&ana).await;
    let draft = async |town: &str, zip: &str| {
        let site = order::Site::parse(journey::STREET, town, zip).unwrap();
        order::preview_contract(&bench.app, &ana.caller(&bench), quote, &site, domain::Language::English).await
    };
    for (town, zip, wrong) in [
        // Known and far, of another state, unknown with a town that is far.
        ("Grand Junction", "81501", "zip"),
        ("Denver", "81501", "zip"),
        ("Denver", "82001", "zip"),
        ("Grand Junction", "81599", "town"),
    ] {
        assert_eq!(field(&draft(town, zip).await.unwrap_err()), wrong, "{town} {zip}");
    }
    let contract = draft("Denver", "80203").await.unwrap();
    let words: Vec<&String> = contract.clauses.iter().flat_map(|clause| &clause.paragraphs).collect();
    let address = format!("{}, Denver, CO 80203", journey::STREET);
    assert!(words.iter().any(|text| text.contains(&address)), "{words:?}");
    assert!(words.iter().all(|text| !text.contains("80203, Denver")), "town and state once: {words:?}");
    assert!(contract.clauses.iter().any(|clause| clause.key == ClauseKey::Parties));
}
