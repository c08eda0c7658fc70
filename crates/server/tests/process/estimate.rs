use crate::program::{Scratch, run};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const PLACE: [&str; 9] = ["estimate", "--lat", "39.74", "--lon", "-104.99", "--tilt", "30", "--azimuth", "180"];

#[test]
fn an_estimate_is_a_table_or_json_and_draws_the_same_picture_twice() {
    let scratch = Scratch::new("estimate");
    let pictures = ["one.svg", "two.svg"].map(|name| scratch.path().join(name));
    for picture in &pictures {
        let table = run(&[&PLACE[..], &["--kw", "5", "--svg", picture.to_str().unwrap()]].concat());
        assert!(table.status.success() && table.stderr.is_empty(), "{}", text(&table.stderr));
        assert!(table.stdout.is_ascii() && text(&table.stdout).contains("5 kW at 30 degrees facing south"));
    }
    let [one, two] = pictures.map(|picture| std::fs::read(picture).unwrap());
    assert!(one == two && one.starts_with(b"<svg "));

    let json = run(&[&PLACE[..], &["--json"]].concat());
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((value["ac_monthly_kwh"].as_array().unwrap().len(), json.stderr.len()), (12, 0));
}

#[test]
fn what_cannot_be_estimated_ends_with_2_says_why_and_prints_nothing() {
    let scratch = Scratch::new("estimate-refused");
    let broken = scratch.path().join("broken.epw");
    std::fs::write(
        &broken,
        "LOCATION,Denver,CO,USA,TMY3,725650,39.83,-104.65,-7.0,1650.0\nDATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31\n1995,1,1\n",
    )
    .unwrap();
    let broken = broken.to_str().unwrap();
    for (arguments, said) in [
        (vec!["estimate"], "--weather"),
        (vec!["estimate", "--lat", "40", "--lon", "-100"], "--tilt"),
        (vec!["estimate", "--lat", "95", "--lon", "-100", "--tilt", "0", "--azimuth", "0"], "--lat"),
        (vec!["estimate", "--lat", "40", "--lon", "-100", "--plane", "30:180"], "--plane"),
        (vec!["estimate", "--lat", "30", "--lon", "-40", "--tilt", "0", "--azimuth", "0"], "sea"),
        (vec!["estimate", "--lat", "89", "--lon", "0", "--tilt", "0", "--azimuth", "0", "--json"], "pole"),
        (vec!["estimate", "--weather", "/nowhere/x.epw", "--tilt", "0", "--azimuth", "0"], "/nowhere/x.epw"),
        (vec!["estimate", "--weather", broken, "--tilt", "0", "--azimuth", "0"], "broken.epw"),
    ] {
        let refused = run(&arguments);
        let error = text(&refused.stderr);
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{arguments:?}: {error}");
        assert!(error.contains(said) && error.len() < 800, "{arguments:?}: {error}");
    }
}

#[test]
fn a_picture_that_cannot_be_written_ends_with_1_and_prints_nothing() {
    let failed = run(&[&PLACE[..], &["--svg", "/nowhere/x.svg"]].concat());
    assert_eq!((failed.status.code(), failed.stdout.len()), (Some(1), 0));
    assert!(text(&failed.stderr).contains("/nowhere/x.svg"));
}
