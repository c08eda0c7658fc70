//! testssl.sh: the TLS of a site that was named.

use std::time::Duration;

use serde_json::Value;

use super::{Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "testssl",
    programs: &["testssl.sh", "testssl"],
    kinds: &[Kind::Site],
    arguments,
    files: &[],
    settings: &[("TERM", "dumb")],
    told: &[],
    output: Output::File("testssl.json"),
    // Its exit code counts what it found; 242 and above mean that it failed.
    fine: |code| (0..200).contains(&code),
    time: Duration::from_secs(600),
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    if !job.target.url.starts_with("https://") {
        return None;
    }
    // It asks nobody but the site: no names of other machines, no lists of revoked certificates. Tried with 3.0.8, which does
    // not know every option of later ones; the folder is new, so there is nothing to overwrite.
    let mut all = words(&["--quiet", "--color=0", "--warnings=off", "--nodns=none"]);
    all.push(option("--jsonfile", &job.folder.join("testssl.json")));
    all.push(job.target.url.into());
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    let mut reading = Reading::default();
    for entry in value::list(&whole, "")? {
        let finding = value::text(entry, "/finding");
        match value::text(entry, "/severity") {
            "OK" | "INFO" | "DEBUG" => {}
            "WARN" | "FATAL" => reading.troubles.push(format!("{}: {finding}", value::text(entry, "/id"))),
            "LOW" | "MEDIUM" | "HIGH" | "CRITICAL" => reading.take(sighting(entry)),
            _ => reading.strange += 1,
        }
    }
    Ok(reading)
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let rule = value::text(entry, "/id");
    // `shop.example/192.0.2.1`
    let host = value::text(entry, "/ip").split('/').next().unwrap_or_default();
    if rule.is_empty() || host.is_empty() {
        return None;
    }
    let cwe = value::cwe(entry.get("cwe"));
    let port = value::text(entry, "/port");
    let url = if port == "443" || port.is_empty() { format!("https://{host}/") } else { format!("https://{host}:{port}/") };
    Some(Sighting {
        rule: rule.to_owned(),
        title: rule.replace('_', " "),
        fix: String::new(),
        severity: value::severity(value::text(entry, "/severity"), Severity::Low),
        cwe: if cwe.is_empty() { vec![327] } else { cwe },
        category: 2,
        spot: Spot::Url(url),
        evidence: value::text(entry, "/finding").to_owned(),
    })
}
