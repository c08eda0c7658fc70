//! cargo-deny: advisories about crates, and where they come from.

use std::ffi::OsString;

use serde_json::Value;

use super::{FILES_TIME, Job, Kind, Output, Reading, Scanner, Sighting, Spot, option, value, words};
use crate::{evidence::Unreadable, finding::Severity};

pub(super) static SCANNER: Scanner = Scanner {
    name: "cargo-deny",
    programs: &["cargo-deny"],
    kinds: &[Kind::Repository],
    arguments,
    // The tree's own settings could silence it. Before 0.19 `unsound` took no scope.
    files: &[
        (
            "deny.toml",
            "[advisories]\nyanked = \"warn\"\nunsound = \"all\"\n\n[sources]\nunknown-registry = \"warn\"\nunknown-git = \"warn\"\n",
        ),
        ("older.toml", "[advisories]\nyanked = \"warn\"\n\n[sources]\nunknown-registry = \"warn\"\nunknown-git = \"warn\"\n"),
    ],
    settings: &[("CARGO_NET_OFFLINE", "true")],
    // Where cargo keeps its registry and the advisories.
    told: &["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"],
    output: Output::Errors,
    // 1: something was found.
    fine: |code| matches!(code, 0 | 1),
    time: FILES_TIME,
    read,
};

fn arguments(job: &Job<'_>) -> Option<Vec<OsString>> {
    let manifest = job.target.tree.join("Cargo.toml");
    if !manifest.is_file() {
        return None;
    }
    // Offline, it does not fetch advisories either. Yanked crates and unknown sources are warnings.
    let mut all = words(&["--offline", "--locked", "--format=json", "--log-level=warn"]);
    all.push(option("--manifest-path", &manifest));
    // Before 0.20 the settings were an option of the subcommand.
    if job.older {
        all.push("check".into());
        all.push(option("--config", &job.folder.join("older.toml")));
    } else {
        all.push(option("--config", &job.folder.join("deny.toml")));
        all.push("check".into());
    }
    all.extend(words(&["advisories", "sources"]));
    Some(all)
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    let mut reading = Reading::default();
    let mut summary = false;
    // One object a line.
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let entry = value::json(line).map_err(|error| Unreadable { line: index + 1, ..error })?;
        match value::text(&entry, "/type") {
            "summary" => summary = true,
            "log" => reading.troubles.push(value::text(&entry, "/fields/message").to_owned()),
            // One for each crate: told once.
            "diagnostic" if matches!(value::text(&entry, "/fields/code"), "index-failure" | "index-cache-load-failure") => {
                let trouble = value::text(&entry, "/fields/message").to_owned();
                if !reading.troubles.contains(&trouble) {
                    reading.troubles.push(trouble);
                }
            }
            "diagnostic" => match sighting(&entry) {
                Some(sighting) => reading.sightings.extend(sighting),
                None => reading.strange += 1,
            },
            _ => reading.strange += 1,
        }
    }
    if summary || !reading.sightings.is_empty() {
        Ok(reading)
    } else {
        Err(Unreadable { line: 0, reason: reading.troubles.first().cloned().unwrap_or_else(|| "nothing was said".to_owned()) })
    }
}

/// What is wrong with an entry, or that nothing is: the inner none.
fn sighting(entry: &Value) -> Option<Option<Sighting>> {
    let code = value::text(entry, "/fields/code");
    let advisory = value::text(entry, "/fields/advisory/id");
    let package = value::text(entry, "/fields/graphs/0/Krate/name");
    let version = value::text(entry, "/fields/graphs/0/Krate/version");
    let message = value::text(entry, "/fields/message");
    if message.is_empty() {
        return None;
    }
    let (severity, category, cwe) = match code {
        "vulnerability" => (Severity::High, 6, vec![1395]),
        "unsound" => (Severity::Medium, 6, vec![1395]),
        "notice" => (Severity::Info, 6, vec![1395]),
        "unmaintained" | "yanked" => (Severity::Low, 6, vec![1104]),
        "source-not-allowed" | "git-source-underspecified" => (Severity::Low, 8, vec![829]),
        // Remarks about settings.
        _ => return Some(None),
    };
    let evidence = if package.is_empty() { value::text(entry, "/fields/labels/0/span").to_owned() } else { format!("{package} {version}") };
    Some(Some(Sighting {
        rule: if advisory.is_empty() { code.to_owned() } else { advisory.to_owned() },
        title: message.to_owned(),
        fix: String::new(),
        severity,
        cwe,
        category,
        // The line that it tells is of a list that it writes itself, not of the file.
        spot: Spot::Lines { file: "Cargo.lock".to_owned(), first: 0, last: 0 },
        evidence,
    }))
}
