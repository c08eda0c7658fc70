use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::*;

use super::canonical::{self, Json, Key};
use super::{
    FileError, LockError, MAX_BYTES, PlaneLayout, Production, QuoteRules, Receipt, ReceiptError, SealedReceipt, System, lock, parse,
    verify_file,
};
use crate::estimate::{Covering, EstimateInput, RoofSection, RoofShape, Shade, Usage};
use crate::place::Coordinates;
use crate::price::{IncentiveStatus, LineKind, PriceError, SiteWork};
use crate::savings::Verdict;
use crate::{Money, Timestamp};

const ISSUED_AT: Timestamp = Timestamp::from_seconds(1_795_237_200); // 2026-11-20 22:20 in Denver, already the 21st in UTC.

fn input() -> EstimateInput {
    EstimateInput {
        coordinates: Coordinates::new(39_739_200, -104_990_300).unwrap(),
        town: "Denver".into(),
        state: "CO".into(),
        sections: vec![RoofSection { shape: RoofShape::Gable, length_cm: 1_400, width_cm: 900, pitch_deg: 25, azimuth_deg: 180 }],
        covering: Covering::Asphalt,
        shade: Shade::None,
        usage: Usage::MonthlyBill(Money::usd(18_000)),
    }
}

fn system(panels: u32) -> System {
    let planes = vec![PlaneLayout { section: 0, azimuth_deg: 180, tilt_deg: 25, on_legs: false, panels }];
    System { panels, watts_per_panel: 430, planes, site_work: vec![SiteWork::CritterGuard] }
}

fn production() -> Production {
    let months = [900, 980, 1_240, 1_310, 1_400, 1_420, 1_430, 1_370, 1_250, 1_110, 910, 840];
    Production::new(months, 13_000, 15_200, "sunward 0.1, climate table of 0.5°").unwrap()
}

fn rules() -> QuoteRules {
    QuoteRules::of_us_state("CO", Some("xcel_colorado"), date(2026, 11, 20)).unwrap()
}

fn receipt() -> Receipt {
    static RECEIPT: LazyLock<Receipt> = LazyLock::new(new_receipt);
    RECEIPT.clone()
}

fn new_receipt() -> Receipt {
    lock(input(), system(22), production(), rules(), ISSUED_AT, "America/Denver").unwrap()
}

#[test]
fn a_locked_price_follows_from_its_inputs() {
    let receipt = receipt();
    assert_eq!(receipt.issued_on, date(2026, 11, 20));
    assert_eq!(receipt.valid_until, ISSUED_AT.plus_days(30));
    assert!(receipt.is_locked(ISSUED_AT) && !receipt.is_locked(receipt.valid_until));
    // 5,000 W × $2.80 + 4,460 W × $2.45 + 9,460 W × $0.15 + $450 + $100.
    assert_eq!(receipt.price.total, Money::usd(1_400_000 + 1_092_700 + 141_900 + 45_000 + 10_000));
    let credit = receipt.incentives.iter().find(|estimate| estimate.key == "us_25d").unwrap();
    assert_eq!((credit.status, credit.amount), (IncentiveStatus::NotInForce, Money::usd(0)));
    // ($180 − $8) × 12 / 15.8 ¢.
    assert_eq!(receipt.savings.usage_kwh, 13_063);
    assert_eq!(receipt.savings.verdict, Verdict::WorthIt);
    assert_eq!(receipt.verify(), Ok(()));
}

#[test]
fn a_receipt_survives_its_file() {
    let receipt = receipt();
    let sealed = receipt.clone().seal().unwrap();
    let file = sealed.to_file().unwrap();
    assert!(file.len() < 16 * 1_024, "{}", file.len());
    assert_eq!(verify_file(&file), Ok(receipt.clone()));
    assert_eq!(parse(&receipt.canonical_bytes().unwrap()), Ok(receipt.clone()));
    // A program that writes spaces or another order of keys changes nothing.
    let pretty = serde_json::to_vec_pretty(&serde_json::from_slice::<SealedReceipt>(&file).unwrap()).unwrap();
    assert_eq!(verify_file(&pretty), Ok(receipt));
}

/// If this fails, receipts that customers already hold no longer verify: write a new schema beside the old one.
#[test]
fn a_receipt_of_2026_still_verifies() {
    let receipt = verify_file(include_bytes!("receipt_v1.json")).unwrap();
    assert_eq!(receipt.hash().unwrap(), "41a0272aa80aa1e774ba51f86327df7526941a1471fc2c0575d32e2ab091905c");
    assert_eq!(receipt.price.total, Money::usd(2_689_600));
}

#[test]
fn the_first_wrong_statement_is_named() {
    let mut cheaper = receipt();
    cheaper.price.lines[2].amount = Money::usd(141_899);
    let mismatch = cheaper.verify().unwrap_err();
    assert_eq!(
        (mismatch.field.as_str(), mismatch.stated.as_str(), mismatch.computed.as_str()),
        ("price.lines[2].amount.minor", "141899", "141900")
    );

    let mut dropped = receipt();
    dropped.price.lines.retain(|line| line.kind != LineKind::PermitFee);
    assert_eq!(dropped.verify().unwrap_err().field, "price.lines");

    let mut longer = receipt();
    longer.valid_until = longer.valid_until.plus_seconds(1);
    assert_eq!(longer.verify().unwrap_err().field, "valid_until");

    let mut credited = receipt();
    credited.incentives[0].amount = Money::usd(800_000);
    assert_eq!(credited.verify().unwrap_err().field, "incentives[0].amount.minor");

    let mut elsewhere = receipt();
    elsewhere.time_zone = "UTC".into();
    assert_eq!(elsewhere.verify().unwrap_err().field, "in_service_on");

    let mut next = receipt();
    next.schema = 2;
    assert_eq!(next.verify().unwrap_err().field, "schema");

    let mut older = receipt();
    older.rules.tariff.provenance.valid_to = Some(date(2026, 11, 19));
    assert_eq!(older.verify().unwrap_err().field, "rules");
}

#[test]
fn contradictions_are_not_locked() {
    let locked = |system, production, rules| lock(input(), system, production, rules, ISSUED_AT, "America/Denver");
    let field = |error| match error {
        Err(LockError::System(invalid) | LockError::Production(invalid)) => invalid.field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(locked(System { panels: 23, ..system(22) }, production(), rules())), "panels");
    assert_eq!(field(locked(System { watts_per_panel: 431, ..system(22) }, production(), rules())), "watts_per_panel");
    let mut off_the_roof = system(22);
    off_the_roof.planes[0].section = 1;
    assert_eq!(field(locked(off_the_roof, production(), rules())), "section");
    assert_eq!(field(locked(system(22), Production { annual_kwh: 14_161, ..production() }, rules())), "annual_kwh");
    assert_eq!(field(locked(system(22), Production { low_kwh: 14_161, ..production() }, rules())), "annual_kwh");
    assert_eq!(locked(system(1_000), production(), rules()), Err(LockError::Price(PriceError::TooLarge { max_watts: 50_000 })));
    assert_eq!(lock(input(), system(22), production(), rules(), ISSUED_AT, "Mars/Olympus"), Err(LockError::TimeZone));
    assert_eq!(
        lock(EstimateInput { state: "CA".into(), ..input() }, system(22), production(), rules(), ISSUED_AT, "America/Denver"),
        Err(LockError::NotHere("tariff"))
    );
    assert_eq!(QuoteRules::of_us_state("WY", None, date(2026, 11, 20)), Err(LockError::NoRule("price book")));
}

#[test]
fn hostile_files_are_refused() {
    let file = String::from_utf8(receipt().seal().unwrap().to_file().unwrap()).unwrap();
    assert_eq!(verify_file(&vec![b' '; MAX_BYTES + 1]), Err(FileError::Receipt(ReceiptError::TooLarge)));
    let spoilt = [
        file.replacen("\"schema\":1", "\"schema\":1,\"schema\":1", 1),
        file.replacen("\"schema\":1", "\"schema\":1.0", 1),
        file.replacen("\"schema\":1", "\"note\":\"\",\"schema\":1", 1),
        file.replacen("\"receipt\":", "\"extra\":1,\"receipt\":", 1),
        file.replacen("{\"hash\"", "{\"hash\":\"\",\"hash\"", 1),
        format!("{file}{file}"),
        file.chars().take(file.len() / 2).collect(),
        "null".into(),
        "{}".into(),
        "{\"receipt\":1,\"hash\":\"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b\"}".into(),
    ];
    for file in spoilt {
        assert!(verify_file(file.as_bytes()).is_err(), "{}", file.chars().take(80).collect::<String>());
    }
}

#[test]
fn another_spelling_of_a_value_is_refused_even_under_its_own_hash() {
    let mut tree = canonical::tree(&receipt()).unwrap();
    // serde would read an array for a struct, and a missing key for nothing.
    let total = at(&mut tree, &["price", "total"]);
    *total = Json::List(vec![Json::Text("USD".into()), Json::Integer(2_689_600)]);
    assert!(matches!(verify_file(&rehashed(&tree)), Err(FileError::Receipt(ReceiptError::Malformed(_)))));
    let mut tree = canonical::tree(&receipt()).unwrap();
    *at(&mut tree, &["issued_on"]) = Json::Text("20261120".into());
    assert!(matches!(verify_file(&rehashed(&tree)), Err(FileError::Receipt(ReceiptError::Malformed(_)))));
}

fn at<'a>(tree: &'a mut Json, path: &[&str]) -> &'a mut Json {
    path.iter().fold(tree, |tree, key| match tree {
        Json::Object(entries) => entries.get_mut(&Key((*key).into())).unwrap(),
        other => panic!("{other:?}"),
    })
}

/// A file around `tree` whose hash is right.
fn rehashed(tree: &Json) -> Vec<u8> {
    let text = tree.to_text();
    format!("{{\"hash\":\"{}\",\"receipt\":{text}}}", canonical::hex(text.as_bytes())).into_bytes()
}

/// All integers and strings below `tree`.
fn leaves<'a>(tree: &'a mut Json, found: &mut Vec<&'a mut Json>) {
    match tree {
        Json::Object(entries) => entries.values_mut().for_each(|value| leaves(value, found)),
        Json::List(items) => items.iter_mut().for_each(|item| leaves(item, found)),
        Json::Integer(_) | Json::Text(_) => found.push(tree),
        Json::Null | Json::Bool(_) => {}
    }
}

/// Changes one leaf below `path`.
fn change(tree: &mut Json, path: &[&str], which: prop::sample::Index, by: i64, letter: char) {
    let mut found = Vec::new();
    leaves(at(tree, path), &mut found);
    let index = which.index(found.len());
    match &mut *found[index] {
        Json::Integer(value) => *value += by,
        Json::Text(text) => text.push(letter),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn any_changed_integer_or_string_is_detected(which: prop::sample::Index, by in prop_oneof![1_i64..1_000, -1_000_i64..0], letter: char) {
        let mut tree = canonical::tree(&receipt().seal().unwrap()).unwrap();
        change(&mut tree, &[], which, by, letter);
        prop_assert!(verify_file(tree.to_text().as_bytes()).is_err());
    }

    #[test]
    fn any_changed_byte_is_detected(position: prop::sample::Index, to: u8) {
        let file = receipt().seal().unwrap().to_file().unwrap();
        let mut changed = file.clone();
        changed[position.index(file.len())] = to;
        prop_assert!(changed == file || verify_file(&changed).is_err());
    }

    #[test]
    fn whatever_follows_cannot_be_changed_even_with_a_new_hash(
        which: prop::sample::Index, by in prop_oneof![1_i64..1_000, -1_000_i64..0], letter: char,
        part in prop::sample::select(vec!["price", "savings", "incentives", "issued_on", "valid_until", "in_service_on", "schema"]),
    ) {
        let mut tree = canonical::tree(&receipt()).unwrap();
        change(&mut tree, &[part], which, by, letter);
        prop_assert!(verify_file(&rehashed(&tree)).is_err());
    }

    #[test]
    fn every_locked_price_verifies(panels in 1_u32..115, bill in 2_000_i64..100_000, scale in 0_u32..40, tilt_deg in 0_u8..61, on_legs: bool, days in 0_i64..2_000) {
        let mut system = system(panels);
        (system.planes[0].tilt_deg, system.planes[0].on_legs) = (tilt_deg, on_legs);
        let production = Production::new([100 * scale; 12], 1_100 * scale, 1_300 * scale, "test").unwrap();
        let input = EstimateInput { usage: Usage::MonthlyBill(Money::usd(bill)), ..input() };
        let receipt = lock(input, system, production, rules(), ISSUED_AT.plus_days(days), "America/Denver").unwrap();
        prop_assert_eq!(verify_file(&receipt.clone().seal().unwrap().to_file().unwrap()), Ok(receipt));
    }

    #[test]
    fn bytes_of_any_kind_never_panic(bytes: Vec<u8>) {
        prop_assert!(parse(&bytes).is_err() && verify_file(&bytes).is_err());
    }

    #[test]
    fn hostile_rules_are_an_error(issued_at: i64, rate: u32, cents: u32, days: u16, months: [u32; 12]) {
        let mut rules = rules();
        rules.tariff.energy_micro_per_kwh = rate;
        rules.price_book.bands[0].cents_per_watt = cents;
        rules.price_book.quote_valid_days = days;
        let production = Production { monthly_kwh: months, ..production() };
        let _ = lock(input(), system(22), production, rules, Timestamp::from_micros(issued_at), "America/Denver");
    }
}
