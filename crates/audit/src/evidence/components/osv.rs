//! Advisories in the format of the Open Source Vulnerabilities, in JSON or YAML.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value as Json;

use super::{
    Ecosystem,
    advisory::{Advisory, Affected, Entry, Kind, Span},
    severity,
};
use crate::evidence::manifests::{Node, Value};

#[derive(Deserialize)]
struct Document {
    id: String,
    #[serde(default)]
    modified: String,
    #[serde(default)]
    published: String,
    withdrawn: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    severity: Vec<Score>,
    #[serde(default)]
    affected: Vec<About>,
    #[serde(default)]
    database_specific: Json,
}

#[derive(Deserialize)]
struct Score {
    #[serde(default)]
    score: String,
}

#[derive(Deserialize)]
struct About {
    package: Option<Package>,
    #[serde(default)]
    ranges: Vec<Range>,
    #[serde(default)]
    versions: Vec<String>,
    #[serde(default)]
    database_specific: Json,
}

#[derive(Deserialize)]
struct Package {
    ecosystem: String,
    name: String,
}

#[derive(Deserialize)]
struct Range {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    introduced: Option<String>,
    fixed: Option<String>,
    last_affected: Option<String>,
}

/// A tree of YAML as JSON. All scalars are texts: so are all that matter here.
pub(super) fn json(node: &Node) -> Json {
    match &node.value {
        Value::Scalar { text, plain } if *plain && matches!(text.as_str(), "" | "~" | "null") => Json::Null,
        Value::Scalar { text, .. } => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => Json::Object(entries.iter().map(|entry| (entry.key.clone(), json(&entry.node))).collect()),
    }
}

fn ecosystem(name: &str) -> Option<Ecosystem> {
    Some(match name.split(':').next().unwrap_or(name) {
        "crates.io" => Ecosystem::Cargo,
        "npm" => Ecosystem::Npm,
        "PyPI" => Ecosystem::PyPi,
        "Maven" => Ecosystem::Maven,
        "CocoaPods" => Ecosystem::CocoaPods,
        "Go" => Ecosystem::Go,
        _ => return None,
    })
}

fn spans(ranges: &[Range]) -> Vec<Span> {
    let mut spans = Vec::new();
    for range in ranges.iter().filter(|range| range.kind != "GIT") {
        let mut open: Option<Span> = None;
        for event in &range.events {
            if let Some(introduced) = &event.introduced {
                spans.extend(open.take());
                open = Some(Span { introduced: introduced.clone(), fixed: None, last: None });
            }
            // One that was never opened is open from the beginning.
            if event.fixed.is_some() || event.last_affected.is_some() {
                let begun = open.take().map_or_else(String::new, |span| span.introduced);
                spans.push(Span { introduced: begun, fixed: event.fixed.clone(), last: event.last_affected.clone() });
            }
        }
        spans.extend(open);
    }
    spans
}

/// An advisory by the components it is about, and the newest day it names; no advisory when it was withdrawn.
pub(super) fn read(value: Json) -> Option<Entry> {
    let document: Document = serde_json::from_value(value).ok()?;
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let newest = day(&document.modified).max(day(&document.published));
    if document.withdrawn.is_some() {
        return Some((newest, Vec::new()));
    }
    let worst = document.severity.iter().filter_map(|score| severity::of_vector(&score.score)).max();
    let word = document.database_specific.get("severity").and_then(Json::as_str).and_then(severity::of_word);
    let mut found = Vec::new();
    for about in document.affected {
        let Some(package) = about.package else { continue };
        let Some(ecosystem) = ecosystem(&package.ecosystem) else { continue };
        let spans = spans(&about.ranges);
        let fixed: Vec<String> = spans.iter().filter_map(|span| span.fixed.clone()).collect();
        let kind = match about.database_specific.get("informational").and_then(Json::as_str) {
            _ if document.id.starts_with("MAL-") => Kind::Malicious,
            None => Kind::Vulnerable,
            Some("unmaintained") => Kind::Unmaintained,
            Some("unsound") => Kind::Unsound,
            Some(_) => Kind::Notice,
        };
        // Ranges say all that the list says; a list alone counts.
        let listed = if spans.is_empty() { about.versions } else { Vec::new() };
        let advisory = Advisory {
            id: document.id.clone(),
            aliases: document.aliases.clone(),
            kind,
            severity: worst.or(word),
            fixed,
            affected: Affected::Within { spans, listed },
        };
        found.push((ecosystem, ecosystem.name(&package.name), advisory));
    }
    Some((newest, found))
}
