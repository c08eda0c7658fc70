//! Every reader on damaged input: the files of the fixtures, cut, doubled and overwritten, must be read or refused, and
//! never end the audit. The fuzz targets try the same for longer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use audit::{
    Subject,
    check::all,
    collect::scanner,
    evidence::{answers, database::Database, site, staff},
    report::Report,
    run,
    tree::Tree,
    words::Language,
};
use jiff::civil::{Date, date};
use proptest::{prelude::*, sample::Index, test_runner::Config};

const DAY: Date = date(2026, 11, 21);

/// The files below a folder, with names relative to it.
fn files(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(root, &path, found);
        } else {
            found.push((path.strip_prefix(root).unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()));
        }
    }
}

/// What is damaged: the files of the broken company, those of every check's mutant, and what scanners said.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    files(&fixtures.join("companies/broken"), &fixtures.join("companies/broken"), &mut found);
    files(&fixtures, &fixtures.join("scanners"), &mut found);
    found.extend(all().iter().flat_map(|check| check.mutant.red).map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
    found
}

/// One kind of damage.
#[derive(Clone, Debug)]
enum Damage {
    Cut(Index, Index),
    Double(Index, Index),
    Overwrite(Index, Vec<u8>),
    Insert(Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    // What formats are made of does more harm than chance.
    let signs = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "\n",
        "\t",
        ":",
        "- ",
        "&a ",
        "*a",
        "<<: ",
        "${",
        "<!--",
        "<![CDATA[",
        "&#0;",
        "\0",
        "\u{202e}",
        "é",
        "=",
        ",",
        "--- ",
        "#",
        "\\",
    ]);
    let sign = (signs, 1..40_usize).prop_map(|(sign, times)| sign.repeat(times).into_bytes());
    let bytes = prop_oneof![prop::collection::vec(any::<u8>(), 1..8), sign];
    prop_oneof![
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Cut(from, to)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Double(from, to)),
        (any::<Index>(), bytes.clone()).prop_map(|(at, bytes)| Damage::Overwrite(at, bytes)),
        (any::<Index>(), bytes).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: Vec<Damage>) -> Vec<u8> {
    for damage in damages {
        let length = bytes.len() + 1;
        let range = |from: Index, to: Index| {
            let (from, to) = (from.index(length), to.index(length));
            from.min(to)..from.max(to)
        };
        match damage {
            Damage::Cut(from, to) => drop(bytes.drain(range(from, to))),
            Damage::Double(from, to) => {
                let range = range(from, to);
                let part = bytes.get(range.clone()).unwrap_or_default().to_vec();
                bytes.splice(range.end..range.end, part);
            }
            Damage::Overwrite(at, with) => {
                let at = at.index(length);
                let end = (at + with.len()).min(bytes.len());
                bytes.splice(at..end, with);
            }
            Damage::Insert(at, with) => {
                let at = at.index(length);
                bytes.splice(at..at, with);
            }
        }
        bytes.truncate(200_000);
    }
    bytes
}

/// Gives a file to whoever reads files of its name, and a whole audit to what came out.
fn read(name: &str, text: &str) {
    if let Some(scanner_file) = name.strip_prefix("scanners/") {
        let scanner_name = scanner_file.split('.').next().unwrap();
        assert!(scanner::read(scanner_name, text).is_some(), "{scanner_name} is known");
        return;
    }
    let mut subject = Subject::default();
    match name {
        "database.json" => subject.database = Database::read(text).ok(),
        "site.http" => subject.site = site::read(text).ok(),
        "staff.csv" => subject.staff = staff::read(name, text, Some(DAY)).ok(),
        "answers.toml" => subject.answers = answers::read(text, Some(DAY)).ok(),
        _ => subject.repository = Some(Tree::Memory(vec![(name.to_owned(), text.to_owned())])),
    }
    let report = Report::of("damaged", DAY, &run(subject, &|_, _| ()), Vec::new(), &[]);
    assert_eq!(report.coverage().checks(), all().len());
    for language in Language::ALL {
        assert!(!report.to_html(*language).contains("<script"), "{name}");
    }
}

#[test]
fn no_file_is_too_damaged() {
    let seeds = seeds();
    assert!(seeds.len() > 300, "{} files", seeds.len());
    let cases = Config { cases: 400, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    proptest!(cases, |(at in any::<Index>(), damages in prop::collection::vec(damage(), 1..5))| {
        let (name, bytes) = at.get(&seeds);
        read(name, &String::from_utf8_lossy(&damaged(bytes.clone(), damages)));
    });
}
