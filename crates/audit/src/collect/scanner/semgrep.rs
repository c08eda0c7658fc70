//! Semgrep, with rules on this machine only: its registry is a network, and its telemetry is off.

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "semgrep",
    programs: &["semgrep"],
    kinds: &[Kind::Repository],
    arguments,
    files: &[],
    settings: &[("SEMGREP_SEND_METRICS", "off"), ("SEMGREP_ENABLE_VERSION_CHECK", "0")],
    told: &[],
    output: Output::Standard,
    fine: |code| matches!(code, 0 | 1),
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    // A name such as `auto` would be asked of the registry: only what is there is given, as an absolute path.
    let rules = std::fs::canonicalize(job.rules?).ok()?;
    let mut all =
        words(&["scan", "--json", "--quiet", "--metrics=off", "--disable-version-check", "--disable-nosem", "--jobs=2", "--timeout=20"]);
    all.push(option("--config", &rules));
    all.push("--".into());
    all.push(job.target.tree.into());
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    let mut reading = Reading::default();
    for entry in value::list(&whole, "/results")? {
        reading.take(sighting(entry));
    }
    for error in value::some(&whole, "/errors") {
        reading.troubles.push(format!("{} {}", value::text(error, "/path"), value::text(error, "/message")));
    }
    Ok(reading)
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let (rule, file) = (value::text(entry, "/check_id"), value::text(entry, "/path"));
    if rule.is_empty() || file.is_empty() {
        return None;
    }
    let shown = value::text(entry, "/extra/lines");
    let message = value::text(entry, "/extra/message");
    Some(Sighting {
        // Rules of a folder are called by their whole path; the last part is the rule.
        rule: rule.rsplit('.').next().unwrap_or(rule).to_owned(),
        title: message.split_once(". ").map_or(message, |(first, _)| first).to_owned(),
        fix: value::text(entry, "/extra/fix").to_owned(),
        severity: match value::text(entry, "/extra/severity") {
            "INFO" => Severity::Low,
            other => value::severity(other, Severity::Medium),
        },
        cwe: value::cwe(entry.pointer("/extra/metadata/cwe")),
        category: 0,
        spot: Spot::Lines { file: file.to_owned(), first: value::line(entry, "/start/line"), last: value::line(entry, "/end/line") },
        // Without an account semgrep keeps the lines to itself.
        evidence: if shown == "requires login" { message.to_owned() } else { shown.to_owned() },
    })
}
