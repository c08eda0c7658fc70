//! The index against the repository: whatever it names is there.

#![expect(clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use audit::{
    controls::{Control, Reference, controls},
    standard::Level,
};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whether `text` defines a Rust item of this name.
fn defines(text: &str, item: &str) -> bool {
    let keywords = ["fn", "struct", "enum", "trait", "type", "mod", "const", "static", "macro_rules!"];
    let is_end = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    keywords.iter().any(|keyword| text.match_indices(&format!("{keyword} {item}")).any(|(at, found)| is_end(&text[at + found.len()..])))
}

/// Whether a test of this name is in `text`: a function under `#[test]` or `#[tokio::test]`, a trial of the test binary that
/// runs on both databases, or a step of the demo's tour, which the gate walks through.
fn tests(reference: &Reference, text: &str, name: &str) -> bool {
    let path = reference.path();
    if let Some(module) = path.strip_prefix("crates/testkit/tests/it/").and_then(|file| file.strip_suffix(".rs")) {
        // Every module is run by the one above it.
        let mut above = "main".to_owned();
        let is_run = module.split('/').all(|part| {
            let runs = fs::read_to_string(repository().join(format!("crates/testkit/tests/it/{above}.rs"))).unwrap_or_default();
            above = if above == "main" { part.to_owned() } else { format!("{above}/{part}") };
            runs.contains(&format!("{part}::trials()"))
        });
        // A trial for one database says which.
        return is_run && (text.contains(&format!("(\"{name}\"")) || text.contains(&format!("(\"{name} [")));
    }
    if path.starts_with("crates/server/src/demo/tour/") {
        // Defined and called.
        return defines(text, name) && text.matches(&format!("{name}(")).count() >= 2;
    }
    text.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let before = text[..at].lines().rev().take(5).collect::<Vec<_>>();
        let attribute =
            before.iter().position(|line| line.trim_start().starts_with("#[test]") || line.trim_start().starts_with("#[tokio::test"));
        // Nothing but further attributes may stand between.
        attribute.is_some_and(|place| {
            before[..place].iter().all(|line| matches!(line.trim(), "" | "async" | "pub") || line.trim_start().starts_with("#["))
        })
    })
}

#[test]
fn there_are_109_controls_in_order() {
    let ids: Vec<String> = controls().iter().map(|control| control.id.to_string()).collect();
    let expected: Vec<String> = (1..=109).map(|number| format!("SC-{number:03}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn every_control_comes_from_a_founding_document() {
    for control in controls() {
        assert!(!control.seeds.is_empty() && control.seeds.iter().all(|seed| ["S0", "S1", "S2", "S3", "S4"].contains(&seed.as_str())));
        assert!(!control.seed_files.is_empty() && !control.asvs_5.is_empty() && !control.proof.is_empty(), "{}", control.id);
    }
}

/// What is named and not there, each with its control, so that one run tells all.
fn missing(cell: fn(&Control) -> &[Reference], is_there: impl Fn(&Reference, &str) -> bool) -> Vec<String> {
    let named = controls().iter().flat_map(|control| cell(control).iter().map(move |reference| (control, reference)));
    let absent = named.filter(|(_, reference)| {
        let text = fs::read_to_string(repository().join(reference.path()));
        !text.is_ok_and(|text| is_there(reference, &text))
    });
    absent.map(|(control, reference)| format!("{}: {reference}", control.id)).collect()
}

#[test]
fn whatever_code_is_named_is_there() {
    let none: Vec<String> = Vec::new();
    let absent = missing(
        |control| &control.code,
        |reference, text| {
            let Some(item) = reference.item() else { return true };
            match Path::new(reference.path()).extension().and_then(|extension| extension.to_str()) {
                Some("rs") => defines(text, item),
                Some("cedar") => text.contains(&format!("@id(\"{item}\")")),
                // Nothing else has items that could be looked for.
                _ => false,
            }
        },
    );
    assert_eq!(absent, none);
}

#[test]
fn whatever_test_is_named_is_there_and_is_one() {
    let none: Vec<String> = Vec::new();
    let absent = missing(
        |control| &control.test,
        |reference, text| match reference.item() {
            Some(item) => tests(reference, text, item),
            // A whole file only where it is nothing but tests.
            None => reference.path() == ".ci/run" || reference.path().starts_with("tests/browser/"),
        },
    );
    assert_eq!(absent, none);
}

#[test]
fn nothing_is_tried_that_is_not_there_and_nothing_is_named_twice() {
    for control in controls() {
        assert!(!control.code.is_empty() || control.test.is_empty(), "{} has tests and no code", control.id);
        for cell in [&control.code, &control.test] {
            let once: BTreeSet<&Reference> = cell.iter().collect();
            assert_eq!(once.len(), cell.len(), "{}", control.id);
        }
    }
}

#[test]
fn what_is_said_to_be_there_is_told_apart_from_what_is_not() {
    let parse = |text: &str| Reference::parse(text).unwrap();
    let source = "const A: u8 = 1;\n#[test]\nfn a_test() {}\nfn no_test() {}\n";
    assert!(defines(source, "A") && defines(source, "no_test") && !defines(source, "no") && !defines(source, "B"));
    let anywhere = parse("crates/x/src/y.rs::z");
    assert!(tests(&anywhere, source, "a_test") && !tests(&anywhere, source, "no_test") && !tests(&anywhere, source, "other"));
}

#[test]
fn the_requirements_are_those_of_asvs_5() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        // Written, not printed: the harness keeps what a passing test prints to itself.
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so the controls were not held against ASVS 5.0").unwrap();
        return;
    };
    let table = fs::read_to_string(Path::new(&data).join("owasp/asvs_5.0.csv")).unwrap();
    // The requirement's number is the only field of its form, and the level is the last one of its record.
    let mut levels: BTreeMap<String, Level> = BTreeMap::new();
    let mut current = None;
    for line in table.lines() {
        let is_id = |field: &&str| {
            field.starts_with('V') && field.split('.').count() == 3 && field[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.')
        };
        current = line.split(',').find(is_id).map(str::to_owned).or(current);
        let level = match line.rsplit(',').next() {
            Some("1") => Level::L1,
            Some("2") => Level::L2,
            Some("3") => Level::L3,
            _ => continue,
        };
        if let Some(id) = current.take() {
            levels.insert(id, level);
        }
    }
    assert!(levels.len() > 300, "{}", levels.len());
    for control in controls() {
        for requirement in &control.asvs_5 {
            assert_eq!(levels.get(&requirement.to_string()), Some(&requirement.level), "{}: {requirement}", control.id);
        }
    }
}
