use super::*;
use crate::contract::Seller;
use crate::quote::{Receipt, verify_file};
use crate::text::{PersonName, StreetAddress};
use crate::{Timestamp, calendar::CoolingOff};
use jiff::civil::date;

fn receipt() -> Receipt {
    verify_file(include_bytes!("../quote/receipt_v1.json")).unwrap()
}

fn contract(language: Language, name: &str) -> Vec<Clause> {
    let receipt = receipt();
    let customer = PersonName::parse("name", name).unwrap();
    let site = StreetAddress::parse("address", "1234 Larimer Street, Denver, CO").unwrap();
    let facts = ContractFacts {
        terms_version: "co-2026-1",
        receipt: &receipt,
        seller: Seller {
            name: "Front Range Solar",
            address: "500 Wynkoop Street, Denver, CO 80202",
            email: "contracts@frontrange.example",
            workmanship_warranty_years: 10,
        },
        customer: &customer,
        site: &site,
        signed_on: date(2026, 11, 20),
        cooling_off: CoolingOff { last_day: date(2026, 11, 24), ends_at: Timestamp::from_seconds(1_795_590_000) },
    };
    render(language, &facts).unwrap()
}

fn clause(clauses: &[Clause], key: ClauseKey) -> String {
    clauses.iter().find(|clause| clause.key == key).map(|clause| clause.paragraphs.join("\n")).unwrap()
}

#[test]
fn the_terms_load_and_both_languages_say_the_same_things() {
    let rows: Vec<ContractTerms> = serde_json::from_str(include_str!("../../data/contract_terms.json")).unwrap();
    assert_eq!(rows, *TERMS);
    for template in rows.iter().flat_map(|terms| &terms.clauses) {
        let names = |text: &TextTemplate| {
            let all = text.paragraphs.iter().chain([&text.heading]).flat_map(|paragraph| paragraph.split('{').skip(1));
            let mut names: Vec<String> = all.map(|part| part.split('}').next().unwrap().to_owned()).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(&template.en), names(&template.es), "{:?}", template.key);
        assert_eq!(template.en.paragraphs.len(), template.es.paragraphs.len(), "{:?}", template.key);
    }
    assert_eq!(
        current_terms(&Jurisdiction::parse("US-CO").unwrap(), date(2026, 11, 20)).map(|terms| terms.version.as_str()),
        Some("co-2026-1")
    );
}

#[test]
fn the_contract_states_system_price_and_receipt() {
    let clauses = contract(Language::English, "Ana Ruiz");
    assert!(clause(&clauses, ClauseKey::Parties).contains("Ana Ruiz"));
    assert!(clause(&clauses, ClauseKey::System).contains("22 panels of 430 W (Sample 430), 9.46 kW"));
    let price = clause(&clauses, ClauseKey::Price);
    for line in [
        "System by size, installed: 5,000 W × $2.80 = $14,000.00",
        "Mesh against animals: 9,460 W × $0.15 = $1,419.00",
        "Building permit: $450.00",
        "Sales tax: 0.00 % of $0.00 = $0.00",
        "$26,896.00",
    ] {
        assert!(price.contains(line), "{line}\n{price}");
    }
    assert!(clause(&clauses, ClauseKey::Cancellation).contains("Design and drawings: what it cost us, at most $500.00"));
    assert!(clause(&clauses, ClauseKey::Evidence).contains(&receipt().hash().unwrap()));
    assert!(
        clauses
            .iter()
            .all(|clause| !clause.heading.is_empty() && clause.paragraphs.iter().all(|text| !text.is_empty() && !text.contains('{')))
    );
}

/// The words of 16 CFR 429.1, in the language of the contract.
#[test]
fn the_right_to_cancel_is_told_in_the_words_of_the_law() {
    let clauses = contract(Language::English, "Ana Ruiz");
    let statement = "You, the buyer, may cancel this transaction at any time prior to midnight of the third business day after the date of this transaction. See the attached notice of cancellation form for an explanation of this right.";
    assert!(clause(&clauses, ClauseKey::RightToCancel).contains(statement));
    let notice = clause(&clauses, ClauseKey::CancellationNotice);
    for words in [
        "November 20, 2026",
        "You may CANCEL this transaction, without any Penalty or Obligation, within THREE BUSINESS DAYS from the above date.",
        "will be returned within TEN BUSINESS DAYS following receipt by the seller of your cancellation notice",
        "within 20 days of the date of your Notice of Cancellation",
        "to Front Range Solar, at 500 Wynkoop Street, Denver, CO 80202",
        "NOT LATER THAN MIDNIGHT OF November 24, 2026.",
        "I HEREBY CANCEL THIS TRANSACTION.",
    ] {
        assert!(notice.contains(words), "{words}\n{notice}");
    }
    let spanish = clause(&contract(Language::Spanish, "Ana Ruiz"), ClauseKey::CancellationNotice);
    for words in [
        "TRES DÍAS HÁBILES",
        "DIEZ DÍAS HÁBILES",
        "A MÁS TARDAR A LA MEDIANOCHE DEL 24 de noviembre de 2026",
        "POR LA PRESENTE CANCELO ESTA TRANSACCIÓN.",
    ] {
        assert!(spanish.contains(words), "{words}\n{spanish}");
    }
    for clauses in [contract(Language::English, "Ana Ruiz"), contract(Language::Spanish, "Ana Ruiz")] {
        let bold: Vec<ClauseKey> = clauses.iter().filter(|clause| clause.bold).map(|clause| clause.key).collect();
        assert_eq!(bold, [ClauseKey::RightToCancel, ClauseKey::CancellationNotice]);
    }
}

#[test]
fn a_name_with_braces_stays_a_name() {
    assert!(clause(&contract(Language::English, "{total} {x"), ClauseKey::Parties).contains("{total} {x"));
}

#[test]
fn every_word_is_in_the_hash() {
    let english = hash(&contract(Language::English, "Ana Ruiz")).unwrap();
    assert_eq!(english, hash(&contract(Language::English, "Ana Ruiz")).unwrap());
    assert_ne!(english, hash(&contract(Language::Spanish, "Ana Ruiz")).unwrap());
    assert_ne!(english, hash(&contract(Language::English, "Ana Ruis")).unwrap());
}

/// If this fails, a signed version of the terms was edited: add a new version instead.
#[test]
fn the_first_version_of_the_terms_is_never_edited() {
    let hashes = [Language::English, Language::Spanish].map(|language| hash(&contract(language, "Ana Ruiz")).unwrap());
    assert_eq!(
        hashes,
        [
            "c9902ba1e34d365e2df0c8aa2368d7fbfa0060ae7ee5f9f14cbdc1918cf6663c",
            "9d1f2330bf5e0be14cac2acfb7c666347ecd703307af809be8149a152e32b899"
        ]
    );
}

#[test]
fn terms_are_only_for_their_place() {
    let mut elsewhere = receipt();
    elsewhere.input.state = "WY".into();
    let customer = PersonName::parse("name", "Ana").unwrap();
    let site = StreetAddress::parse("address", "1 Main Street").unwrap();
    let seller = Seller { name: "S", address: "A", email: "e@s.example", workmanship_warranty_years: 10 };
    let cooling_off = CoolingOff { last_day: date(2026, 11, 24), ends_at: Timestamp::from_seconds(0) };
    let facts = ContractFacts {
        terms_version: "co-2026-1",
        receipt: &elsewhere,
        seller,
        customer: &customer,
        site: &site,
        signed_on: date(2026, 11, 20),
        cooling_off,
    };
    assert_eq!(render(Language::English, &facts), Err(ContractError::NotHere));
    assert_eq!(render(Language::English, &ContractFacts { terms_version: "no", ..facts }), Err(ContractError::UnknownTerms));
}
