//! Trivy: components, configuration and secrets of a tree, with the database that is on this machine.

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "trivy",
    programs: &["trivy"],
    kinds: &[Kind::Repository, Kind::Manifests, Kind::Terraform],
    arguments,
    files: &[("trivy.yaml", "{}\n"), ("ignore", "")],
    settings: &[
        // As variables: versions before 0.63 do not know them and refuse options that they do not know.
        ("TRIVY_DISABLE_TELEMETRY", "true"),
        ("TRIVY_SKIP_VERSION_CHECK", "true"),
        // It would fetch the Terraform modules that the tree names, and has no switch for that.
        ("HTTP_PROXY", "http://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://127.0.0.1:9"),
        ("GIT_ALLOW_PROTOCOL", "file"),
    ],
    told: &[],
    output: Output::Standard,
    fine: |code| code == 0,
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    let mut all = words(&[
        "filesystem",
        "--format=json",
        "--quiet",
        "--offline-scan",
        "--skip-db-update",
        "--skip-java-db-update",
        "--skip-check-update",
        "--scanners=vuln,misconfig,secret",
        "--exit-code=0",
    ]);
    all.push(option("--config", &job.folder.join("trivy.yaml")));
    all.push(option("--ignorefile", &job.folder.join("ignore")));
    all.push(option("--cache-dir", &job.home.join(".cache/trivy")));
    all.push("--".into());
    all.push(job.target.tree.into());
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    if whole.get("SchemaVersion").and_then(Value::as_u64).is_none() {
        return Err(Unreadable { line: 0, reason: "no SchemaVersion".to_owned() });
    }
    let mut reading = Reading::default();
    // Nothing to say: no list.
    for result in value::some(&whole, "/Results") {
        let file = value::text(result, "/Target");
        let kinds: [(&str, Understand); 3] =
            [("/Vulnerabilities", vulnerability), ("/Misconfigurations", misconfiguration), ("/Secrets", secret)];
        for (pointer, understand) in kinds {
            for entry in value::some(result, pointer).iter().filter(|entry| value::text(entry, "/Status") != "PASS") {
                reading.take(understand(entry, file));
            }
        }
    }
    Ok(reading)
}

/// Reads an entry of one kind about a file.
type Understand = fn(&Value, &str) -> Option<Sighting>;

fn vulnerability(entry: &Value, file: &str) -> Option<Sighting> {
    let (id, package) = (value::text(entry, "/VulnerabilityID"), value::text(entry, "/PkgName"));
    let (installed, fixed) = (value::text(entry, "/InstalledVersion"), value::text(entry, "/FixedVersion"));
    (!id.is_empty() && !file.is_empty()).then(|| Sighting {
        rule: id.to_owned(),
        title: format!("{package}: {}", value::text(entry, "/Title")),
        fix: if fixed.is_empty() { String::new() } else { format!("{package} {fixed}") },
        severity: value::severity(value::text(entry, "/Severity"), Severity::Low),
        // The weakness of the system is the component; the component's own come after it.
        cwe: [1395].into_iter().chain(value::cwe(entry.get("CweIDs"))).collect(),
        category: 6,
        spot: Spot::Lines { file: file.to_owned(), first: 0, last: 0 },
        evidence: format!("{package} {installed}"),
    })
}

fn misconfiguration(entry: &Value, file: &str) -> Option<Sighting> {
    let (id, title) = (value::text(entry, "/ID"), value::text(entry, "/Title"));
    let first = value::line(entry, "/CauseMetadata/StartLine");
    (!id.is_empty() && !file.is_empty()).then(|| Sighting {
        rule: id.to_owned(),
        title: title.to_owned(),
        fix: value::text(entry, "/Resolution").to_owned(),
        severity: value::severity(value::text(entry, "/Severity"), Severity::Low),
        cwe: value::cwe_of_title(title),
        category: 5,
        spot: Spot::Lines { file: file.to_owned(), first, last: value::line(entry, "/CauseMetadata/EndLine") },
        evidence: value::text(entry, "/Message").to_owned(),
    })
}

fn secret(entry: &Value, file: &str) -> Option<Sighting> {
    let id = value::text(entry, "/RuleID");
    (!id.is_empty() && !file.is_empty()).then(|| Sighting {
        rule: id.to_owned(),
        title: value::text(entry, "/Title").to_owned(),
        fix: String::new(),
        severity: value::severity(value::text(entry, "/Severity"), Severity::High),
        cwe: vec![798],
        category: 7,
        spot: Spot::Lines { file: file.to_owned(), first: value::line(entry, "/StartLine"), last: value::line(entry, "/EndLine") },
        evidence: value::text(entry, "/Match").to_owned(),
    })
}
