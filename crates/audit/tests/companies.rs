//! Two companies with the stack of the founding documents: one broken in many ways, and its mended twin.
//!
//! What must be found stands in `fixtures/companies/expected.csv`: the check, the file, and a text of the line; without a
//! text the file is enough.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{collections::BTreeSet, fs, path::PathBuf};

use audit::{
    Subject,
    evidence::staff,
    finding::Place,
    report::{Report, Status},
    run,
    tree::Tree,
};
use jiff::civil::date;

/// The places that fail in a company: check, file, line, and what the line says.
fn failing(company: &str) -> BTreeSet<(String, String, usize, String)> {
    let today = date(2026, 11, 21);
    let root = companies().join(company);
    let list = fs::read_to_string(root.join("staff.csv")).unwrap();
    let subject = Subject {
        staff: Some(staff::read("staff.csv", &list, Some(today)).unwrap()),
        repository: Some(Tree::Disk(root.clone())),
        ..Subject::default()
    };
    let report = Report::of(company, today, &run(subject, &|_, _| ()), Vec::new(), &[]);
    let of_line = |file: &str, line: usize| {
        let text = fs::read_to_string(root.join(file)).unwrap_or_default();
        text.lines().nth(line.wrapping_sub(1)).unwrap_or_default().trim().to_owned()
    };
    let failing = report.findings.into_iter().filter(|finding| finding.status == Status::Fail);
    failing
        .map(|finding| match &finding.place {
            Some(Place::Line { file, line }) => (finding.id().to_owned(), file.clone(), *line, of_line(file, *line)),
            other => (finding.id().to_owned(), format!("{other:?}"), 0, finding.evidence.clone()),
        })
        .collect()
}

fn companies() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/companies")
}

#[test]
fn everything_that_is_broken_is_found() {
    let found = failing("broken");
    let expected = fs::read_to_string(companies().join("expected.csv")).unwrap();
    let expected: Vec<Vec<&str>> = expected.lines().skip(1).map(|row| row.splitn(3, ',').collect()).collect();
    assert!(expected.len() >= 60, "{} ways", expected.len());
    let missed: Vec<String> = expected
        .iter()
        .filter(|row| !found.iter().any(|(check, file, _, line)| check == row[0] && file == row[1] && line.contains(row[2])))
        .map(|row| row.join(","))
        .collect();
    println!("{} of {} found", expected.len() - missed.len(), expected.len());
    let there: Vec<String> = found.iter().map(|(check, file, line, text)| format!("{check} {file}:{line} {text}")).collect();
    assert!(missed.is_empty(), "missed:\n{}\nfound:\n{}", missed.join("\n"), there.join("\n"));
}

#[test]
fn nothing_is_wrong_with_the_twin() {
    let found = failing("mended");
    let false_alarms: Vec<String> = found.iter().map(|(check, file, line, text)| format!("{check} {file}:{line} {text}")).collect();
    assert!(false_alarms.is_empty(), "{}", false_alarms.join("\n"));
}
