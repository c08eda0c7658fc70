//! Prowler: a living AWS account. Only when it was asked for: it needs credentials and a network.

use std::time::Duration;

use serde_json::Value;

use super::{Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "prowler",
    programs: &["prowler"],
    kinds: &[Kind::Cloud],
    arguments,
    files: &[],
    settings: &[],
    told: &["AWS_*"],
    output: Output::File("sunward.ocsf.json"),
    // 3: something was found.
    fine: |code| matches!(code, 0 | 3),
    time: Duration::from_secs(3600),
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    let mut all = words(&["aws", "--output-formats=json-ocsf", "--output-filename=sunward", "--no-banner", "--status=FAIL"]);
    all.push(option("--output-directory", job.folder));
    Some(all)
}

// It writes no file when nothing fails, nor when it could look at nothing: no pass can be read from that.
fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    let mut reading = Reading::default();
    for entry in value::list(&whole, "")?.iter().filter(|entry| value::text(entry, "/status_code") != "PASS") {
        reading.take(sighting(entry));
    }
    Ok(reading)
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let (rule, title) = (value::text(entry, "/metadata/event_code"), value::text(entry, "/finding_info/title"));
    let place =
        ["/resources/0/uid", "/resources/0/name"].map(|pointer| value::text(entry, pointer)).into_iter().find(|name| !name.is_empty())?;
    (!rule.is_empty()).then(|| Sighting {
        rule: rule.to_owned(),
        title: title.to_owned(),
        fix: value::text(entry, "/remediation/desc").to_owned(),
        severity: value::severity(value::text(entry, "/severity"), Severity::Medium),
        cwe: value::cwe_of_title(title),
        category: 5,
        spot: Spot::Name(place.to_owned()),
        evidence: value::text(entry, "/status_detail").to_owned(),
    })
}
