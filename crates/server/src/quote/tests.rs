use std::sync::LazyLock;

use domain::{
    Timestamp,
    estimate::{Covering, EstimateInput, RoofSection, RoofShape, Shade, Usage},
    place::Coordinates,
    quote::{PlaneLayout, Production, QuoteRules, SealedReceipt, System, lock},
};
use jiff::civil::date;
use vault::{SystemRandom, random_bytes};

use super::*;

const ISSUED_AT: Timestamp = Timestamp::from_seconds(1_795_237_200);

static SEALED: LazyLock<SealedReceipt> = LazyLock::new(|| {
    let input = EstimateInput {
        coordinates: Coordinates::new(39_739_200, -104_990_300).unwrap(),
        town: "Denver".into(),
        state: "CO".into(),
        sections: vec![RoofSection { shape: RoofShape::Gable, length_cm: 1_400, width_cm: 900, pitch_deg: 25, azimuth_deg: 180 }],
        covering: Covering::Asphalt,
        shade: Shade::None,
        usage: Usage::MonthlyBill(Money::usd(18_000)),
    };
    let planes = vec![PlaneLayout { section: 0, azimuth_deg: 180, tilt_deg: 25, on_legs: false, panels: 22 }];
    let system = System { panels: 22, watts_per_panel: 430, planes, site_work: Vec::new() };
    let months = [900, 980, 1_240, 1_310, 1_400, 1_420, 1_430, 1_370, 1_250, 1_110, 910, 840];
    let production = Production::new(months, 13_000, 15_200, "sunward 0.1, climate table of 1°").unwrap();
    let rules = QuoteRules::of_us_state("CO", Some("xcel_colorado"), date(2026, 11, 20)).unwrap();
    lock(input, system, production, rules, ISSUED_AT, "America/Denver").unwrap().seal().unwrap()
});

/// What the command answers to these bytes: exit code and words.
fn verdict(bytes: &[u8]) -> (u8, String) {
    let name = u64::from_be_bytes(random_bytes(&SystemRandom).unwrap());
    let path = std::env::temp_dir().join(format!("sunward-receipt-{name:016x}.json"));
    std::fs::write(&path, bytes).unwrap();
    let outcome = verify(&path);
    std::fs::remove_file(&path).unwrap();
    match outcome {
        Ok(()) => (0, String::new()),
        Err(failure) => {
            let code = [1_u8, 2].into_iter().find(|code| failure.exit_code() == std::process::ExitCode::from(*code)).unwrap();
            (code, failure.to_string())
        }
    }
}

#[test]
fn a_receipt_that_is_right_is_told_line_by_line() {
    assert_eq!(verdict(&SEALED.to_file().unwrap()).0, 0);
    let text = told(&SEALED.receipt, &SEALED.hash);
    let cents: i64 = SEALED.receipt.price.lines.iter().map(|line| line.amount.minor).sum();
    assert!(text.contains(&format!("{:>16}\n", dollars(Money::usd(cents)))), "{text}");
    for words in [SEALED.hash.as_str(), "2026-11-20 in America/Denver", "22 panels of 430 W", "system base", "sales tax", "verdict"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("39739200") && !text.contains("39.7392"), "where the roof is stays in the receipt");
}

#[test]
fn a_receipt_that_was_changed_or_invented_is_wrong() {
    let file = String::from_utf8(SEALED.to_file().unwrap()).unwrap();
    let total = SEALED.receipt.price.total.minor;
    let changed = file.replacen(&total.to_string(), &(total - 1).to_string(), 1);
    assert_ne!(changed, file);
    let (code, words) = verdict(changed.as_bytes());
    assert!(code == 1 && words.contains("changed after its hash"), "{words}");

    // With a hash of its own: it still states what does not follow.
    let mut invented = SEALED.receipt.clone();
    invented.price.total.minor -= 1;
    let (code, words) = verdict(&invented.seal().unwrap().to_file().unwrap());
    assert!(code == 1 && words.contains("price.total.minor"), "{words}");
}

/// Whoever alters the price book and computes everything anew has a receipt that agrees with itself, and no more is said of it.
#[test]
fn a_receipt_that_agrees_with_itself_is_not_said_to_be_ours() {
    let mut rules = SEALED.receipt.rules.clone();
    rules.price_book.max_watts -= 1;
    let receipt = &SEALED.receipt;
    let altered =
        lock(receipt.input.clone(), receipt.system.clone(), receipt.production.clone(), rules, ISSUED_AT, "America/Denver").unwrap();
    let sealed = altered.seal().unwrap();
    assert_ne!(sealed.hash, SEALED.hash);
    assert_eq!(verdict(&sealed.to_file().unwrap()).0, 0);
    let text = told(&sealed.receipt, &sealed.hash);
    assert!(text.contains("agrees with itself") && text.contains("not who issued it") && !text.contains("is right"), "{text}");
}

#[test]
fn what_is_no_receipt_is_unusable() {
    for bytes in [
        b"".as_slice(),
        b"{}",
        b"[]",
        b"null",
        b"{\"receipt\":{},\"hash\":\"\"}",
        b"\xFF",
        &vec![b' '; MAX_BYTES + 1],
        "[".repeat(100_000).as_bytes(),
    ] {
        let (code, words) = verdict(bytes);
        assert!(code != 0 && words.len() < 600, "{words}");
    }
    let failure = verify(Path::new("/nowhere/receipt.json")).unwrap_err();
    assert!(failure.to_string().contains("cannot be read"));
}

#[test]
fn money_is_written_to_the_cent() {
    for (cents, text) in
        [(0, "0.00 USD"), (-5, "-0.05 USD"), (123_456_789, "1,234,567.89 USD"), (-100_000, "-1,000.00 USD"), (99_999, "999.99 USD")]
    {
        assert_eq!(dollars(Money::usd(cents)), text);
    }
}
