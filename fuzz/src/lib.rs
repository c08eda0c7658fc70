//! What the fuzz targets of the audit share: bytes become evidence, every check looks at it, and every report is written.

use std::path::PathBuf;

use audit::{
    Subject,
    collect::scanner::{self, Ground},
    report::Report,
    run,
    tree::Tree,
    words::Language,
};
use jiff::civil::{Date, date};

/// The day of every audit here.
pub const DAY: Date = date(2026, 11, 21);

/// The first byte, which chooses, and the rest.
pub fn split(bytes: &[u8]) -> Option<(u8, &[u8])> {
    bytes.split_first().map(|(first, rest)| (*first, rest))
}

/// A repository of one file, examined by every check.
pub fn repository(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    whole(Subject { repository: Some(Tree::Memory(vec![(name.to_owned(), text)])), ..Subject::default() });
}

/// A whole audit: no check may end it, and no report may lose what a check says.
pub fn whole(subject: Subject) {
    let run = run(subject, &|_, _| ());
    let report = Report::of("fuzz", DAY, &run, Vec::new(), &[]);
    assert_eq!(report.coverage().checks(), audit::check::all().len());
    // The page without a script is the promise that a hostile text could break.
    if report.worst().is_some() {
        assert!(!report.to_html(Language::English).contains("<script"));
    }
}

/// The output of the scanner of a number: what is brought of it stays in the tree and commands no terminal.
pub fn scanner(number: usize, bytes: &[u8]) {
    let names: Vec<&str> = scanner::names().collect();
    let text = String::from_utf8_lossy(bytes);
    let ground = Ground { roots: vec![PathBuf::from("/audited")], left_out: Vec::new() };
    if let Some(Ok(reading)) = scanner::read(names[number % names.len()], &text) {
        for sighting in reading.sightings {
            if let scanner::Brought::Finding(finding) = sighting.bring("scanner", &ground) {
                let place = finding.place_text();
                assert!(!place.starts_with("..") && !place.contains("/../"), "{place}");
                assert!(!place.chars().chain(finding.evidence.chars()).any(char::is_control));
            }
        }
    }
}
