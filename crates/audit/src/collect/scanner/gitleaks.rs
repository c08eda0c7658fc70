//! Gitleaks: secrets in the files of today. The history is searched by us.

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "gitleaks",
    programs: &["gitleaks"],
    kinds: &[Kind::Repository],
    arguments,
    // The tree's own settings could silence it. Its `.gitleaksignore` is read all the same and cannot be left out, but
    // names files as they were scanned: by absolute names here, which a tree seldom knows.
    files: &[("gitleaks.toml", "[extend]\nuseDefault = true\n"), ("ignore", "")],
    settings: &[],
    told: &[],
    output: Output::File("gitleaks.json"),
    fine: |code| code == 0,
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    // Redacted by gitleaks already: no secret leaves it. `dir` is there since 8.19.
    let mut all = words(&[
        "dir",
        "--report-format=json",
        "--no-banner",
        "--redact=100",
        "--exit-code=0",
        "--ignore-gitleaks-allow",
        "--log-level=error",
    ]);
    all.push(option("--report-path", &job.folder.join("gitleaks.json")));
    all.push(option("--config", &job.folder.join("gitleaks.toml")));
    all.push(option("--gitleaks-ignore-path", &job.folder.join("ignore")));
    all.push("--".into());
    all.push(job.target.tree.into());
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    let mut reading = Reading::default();
    for entry in value::list(&whole, "")? {
        reading.take(sighting(entry));
    }
    Ok(reading)
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let (rule, file) = (value::text(entry, "/RuleID"), value::text(entry, "/File"));
    if rule.is_empty() || file.is_empty() {
        return None;
    }
    // Should it ever be told unredacted.
    let secret = value::text(entry, "/Secret");
    let shown = value::text(entry, "/Match");
    Some(Sighting {
        rule: rule.to_owned(),
        title: value::text(entry, "/Description").to_owned(),
        fix: String::new(),
        severity: Severity::High,
        cwe: vec![798],
        category: 7,
        spot: Spot::Lines { file: file.to_owned(), first: value::line(entry, "/StartLine"), last: value::line(entry, "/EndLine") },
        evidence: if secret.is_empty() { shown.to_owned() } else { shown.replace(secret, "***") },
    })
}
