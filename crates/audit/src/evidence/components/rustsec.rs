//! RustSec's advisories: Markdown with TOML in front.

use serde::Deserialize;

use super::{
    Ecosystem,
    advisory::{Advisory, Affected, Entry, Kind},
    severity,
};

#[derive(Deserialize)]
struct Document {
    advisory: Head,
    #[serde(default)]
    versions: Versions,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    package: String,
    date: String,
    #[serde(default)]
    aliases: Vec<String>,
    cvss: Option<String>,
    informational: Option<String>,
    withdrawn: Option<String>,
}

#[derive(Default, Deserialize)]
struct Versions {
    #[serde(default)]
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

/// An advisory with the component it is about, and the day it is of; no advisory when it was withdrawn.
pub(super) fn read(text: &str) -> Option<Entry> {
    let (_, rest) = text.split_once("```toml")?;
    let (front, _) = rest.split_once("\n```")?;
    let document: Document = toml::from_str(front).ok()?;
    let head = document.advisory;
    let day = head.date.parse().ok();
    if head.withdrawn.is_some() {
        return Some((day, Vec::new()));
    }
    let ranges = document.versions.patched.iter().chain(&document.versions.unaffected);
    let sound = ranges.filter_map(|range| semver::VersionReq::parse(range).ok()).collect();
    let kind = match head.informational.as_deref() {
        None => Kind::Vulnerable,
        Some("unmaintained") => Kind::Unmaintained,
        Some("unsound") => Kind::Unsound,
        Some(_) => Kind::Notice,
    };
    let advisory = Advisory {
        id: head.id,
        aliases: head.aliases,
        kind,
        severity: head.cvss.as_deref().and_then(severity::of_vector),
        fixed: document.versions.patched,
        affected: Affected::AllBut(sound),
    };
    Some((day, vec![(Ecosystem::Cargo, head.package, advisory)]))
}
