//! Bandit: Python.

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "bandit",
    programs: &["bandit"],
    kinds: &[Kind::Repository],
    arguments,
    // The tree's own settings could silence it.
    files: &[("bandit.ini", "[bandit]\n")],
    settings: &[],
    told: &[],
    output: Output::Standard,
    fine: |code| code == 0,
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    let mut all = words(&["--recursive", "--format=json", "--quiet", "--exit-zero", "--ignore-nosec"]);
    all.push("--exclude=.git,node_modules,site-packages,.venv,venv,.tox,target".into());
    all.push(option("--ini", &job.folder.join("bandit.ini")));
    all.push("--".into());
    all.push(job.target.tree.into());
    Some(all)
}

/// Closer weaknesses than Bandit's own for some of its tests, told beside them.
const CLOSER: [(&str, &[u16]); 9] = [
    ("B506", &[502]),
    ("B307", &[95]),
    ("B105", &[798]),
    ("B106", &[798]),
    ("B107", &[798]),
    ("B324", &[328]),
    ("B303", &[328]),
    ("B311", &[338]),
    ("B501", &[295]),
];

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    let mut reading = Reading::default();
    for entry in value::list(&whole, "/results")? {
        reading.take(sighting(entry));
    }
    for error in value::some(&whole, "/errors") {
        reading.troubles.push(format!("{}: {}", value::text(error, "/filename"), value::text(error, "/reason")));
    }
    Ok(reading)
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let (rule, file) = (value::text(entry, "/test_id"), value::text(entry, "/filename"));
    let line = value::line(entry, "/line_number");
    if rule.is_empty() || file.is_empty() {
        return None;
    }
    let closer = CLOSER.iter().filter(|(test, _)| *test == rule).flat_map(|(_, cwe)| cwe.iter().copied());
    let severity = value::severity(value::text(entry, "/issue_severity"), Severity::Low);
    let doubtful = value::text(entry, "/issue_confidence") == "LOW";
    Some(Sighting {
        rule: rule.to_owned(),
        title: value::text(entry, "/test_name").replace('_', " "),
        fix: String::new(),
        severity: if doubtful && severity > Severity::Low { Severity::Low } else { severity },
        cwe: closer.chain(value::cwe(entry.pointer("/issue_cwe/id"))).collect(),
        category: 5,
        spot: Spot::Lines { file: file.to_owned(), first: line, last: line },
        evidence: code(value::text(entry, "/code"), line).unwrap_or_else(|| value::text(entry, "/issue_text")).to_owned(),
    })
}

/// The line that is meant; Bandit shows its neighbours too, each behind its number.
fn code(shown: &str, line: usize) -> Option<&str> {
    let number = line.to_string();
    shown.lines().find_map(|shown| shown.strip_prefix(number.as_str())?.strip_prefix(' ')).map(str::trim).filter(|code| !code.is_empty())
}
