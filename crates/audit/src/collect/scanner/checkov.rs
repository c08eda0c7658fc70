//! Checkov: Terraform, Kubernetes, container files and pipelines.

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "checkov",
    programs: &["checkov"],
    kinds: &[Kind::Repository, Kind::Manifests, Kind::Terraform],
    arguments,
    files: &[],
    settings: &[("CHECKOV_RUN_SCA_PACKAGE_SCAN_V2", "false"), ("LOG_LEVEL", "ERROR")],
    told: &[],
    output: Output::Standard,
    fine: |code| code == 0,
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<std::ffi::OsString>> {
    // As one word: with `--directory X` Checkov takes settings out of X, and those can name programs to run.
    let mut all = vec![option("--directory", job.target.tree)];
    all.extend(words(&[
        "--output=json",
        "--quiet",
        "--compact",
        "--soft-fail",
        "--skip-download",
        "--download-external-modules=false",
        // Not those that call other programs (helm, kustomize) or a service (sca).
        "--framework",
        "terraform",
        "cloudformation",
        "kubernetes",
        "dockerfile",
        "github_actions",
        "gitlab_ci",
        "bitbucket_pipelines",
        "azure_pipelines",
    ]));
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let whole = value::json(text)?;
    // One framework: an object; several: a list; none: counts only.
    let parts = match &whole {
        Value::Array(parts) => parts.as_slice(),
        Value::Object(object) if object.get("results").is_some_and(Value::is_object) || object.contains_key("passed") => {
            std::slice::from_ref(&whole)
        }
        _ => return Err(Unreadable { line: 0, reason: "neither results nor counts".to_owned() }),
    };
    let mut reading = Reading::default();
    for part in parts {
        let failed = part.pointer("/results/failed_checks");
        if part.get("results").is_some() && failed.and_then(Value::as_array).is_none() {
            reading.strange += 1;
        }
        for entry in value::some(part, "/results/failed_checks") {
            reading.take(sighting(entry));
        }
        for file in value::some(part, "/results/parsing_errors").iter().filter_map(Value::as_str) {
            reading.troubles.push(format!("{file} cannot be parsed"));
        }
    }
    Ok(reading)
}

fn sighting(entry: &Value) -> Option<Sighting> {
    let (rule, title) = (value::text(entry, "/check_id"), value::text(entry, "/check_name"));
    // Relative to the tree, but it begins with a slash.
    let file = value::text(entry, "/file_path").trim_start_matches('/');
    if rule.is_empty() || file.is_empty() {
        return None;
    }
    Some(Sighting {
        rule: rule.to_owned(),
        title: title.to_owned(),
        fix: value::text(entry, "/guideline").to_owned(),
        // Without an account Checkov tells no severity.
        severity: value::severity(value::text(entry, "/severity"), Severity::Medium),
        cwe: value::cwe_of_title(title),
        category: 5,
        spot: Spot::Lines {
            file: file.to_owned(),
            first: value::line(entry, "/file_line_range/0"),
            last: value::line(entry, "/file_line_range/1"),
        },
        evidence: value::text(entry, "/resource").to_owned(),
    })
}
