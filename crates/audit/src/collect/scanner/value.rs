//! Helps to read JSON whose shape somebody else decided: what is not as expected is absent, never a crash.

use serde_json::Value;

use crate::{evidence::Unreadable, finding::Severity};

/// The whole output as JSON.
pub(super) fn json(text: &str) -> Result<Value, Unreadable> {
    // serde_json bounds the depth.
    serde_json::from_str(text).map_err(|error| Unreadable {
        line: error.line(),
        reason: if text.trim().is_empty() { "nothing was said".to_owned() } else { error.to_string() },
    })
}

/// A list at a pointer; its absence means that this is not the format.
pub(super) fn list<'a>(value: &'a Value, pointer: &str) -> Result<&'a [Value], Unreadable> {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| Unreadable { line: 0, reason: format!("no list at {pointer:?}") })
}

/// A list at a pointer that may be absent or null.
pub(super) fn some<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A text at a pointer; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// A line number at a pointer; 0 where there is none.
pub(super) fn line(value: &Value, pointer: &str) -> usize {
    // No file has more lines; a number without bounds would only be a way to trouble others.
    value.pointer(pointer).and_then(Value::as_u64).and_then(|line| usize::try_from(line).ok()).filter(|line| *line < 1 << 31).unwrap_or(0)
}

/// CWE numbers in `89`, `CWE-89`, `CWE-89: …`, or lists of them.
pub(super) fn cwe(value: Option<&Value>) -> Vec<u16> {
    let number = |text: &str| {
        let digits = text.trim().trim_start_matches("CWE-").trim_start_matches("cwe-");
        digits.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u16>().ok()).filter(|cwe| *cwe > 0)
    };
    let one = |value: &Value| match value {
        Value::Number(told) => told.as_u64().and_then(|told| u16::try_from(told).ok()).filter(|cwe| *cwe > 0),
        Value::String(told) => number(told),
        _ => None,
    };
    match value {
        // Some write several into one text.
        Some(Value::String(told)) => told.split([',', ' ']).filter(|part| part.starts_with("CWE-")).filter_map(number).take(8).collect(),
        Some(Value::Array(told)) => told.iter().take(8).filter_map(one).collect(),
        Some(told) => one(told).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A severity by its name in any case; `otherwise` where it is none.
pub(super) fn severity(name: &str, otherwise: Severity) -> Severity {
    match name.trim().to_ascii_lowercase().as_str() {
        "critical" | "fatal" => Severity::Critical,
        "high" | "error" => Severity::High,
        "medium" | "moderate" | "warning" | "warn" => Severity::Medium,
        "low" => Severity::Low,
        "info" | "informational" | "note" | "negligible" => Severity::Info,
        _ => otherwise,
    }
}

/// Words in the titles of rules about configuration, and the weakness that they speak of: scanners of configuration tell
/// none. The first that fits.
const OF_TITLES: [(&[&str], u16); 21] = [
    (&["shell injection"], 78),
    (&["hard coded", "hard-coded", "hardcoded", "plaintext password", "credentials in", "secret in"], 798),
    (&["encrypt", "kms", "cmk"], 311),
    (&["https", "tls", "ssl ", "in transit"], 319),
    (&["rotat"], 324),
    (&["imdsv2", "metadata service", "metadata version"], 1188),
    (
        &[
            "publicly",
            "public access",
            "public acl",
            "0.0.0.0",
            "ingress from",
            "public-read",
            "acls",
            "public policies",
            "public bucket",
            "open to",
        ],
        284,
    ),
    (
        &[
            "privilege escalation",
            "allowprivilegeescalation",
            "privileged",
            "capabilit",
            "root",
            "host pid",
            "hostpid",
            "host ipc",
            "host network",
            "hostnetwork",
            "hostpath",
            "docker socket",
            "non-root",
        ],
        250,
    ),
    (&["wildcard", "\"*\"", "star", "admin"], 269),
    (&["service account token", "rbac", "clusterrole", "default namespace"], 284),
    (&["seccomp", "apparmor", "securitycontext", "security context", "read-only", "readonly", "immutable filesystem"], 250),
    (&["log", "monitoring", "cloudtrail", "flow"], 778),
    (&["mfa", "multi-factor"], 308),
    (&["password policy", "password"], 521),
    (&["limit", "cpu", "memory", "quota"], 770),
    (&["probe", "multi-az", "backup", "deletion protection", "versioning"], 693),
    (&["tag", "digest", "pinned", "commit hash", "image"], 1357),
    (&["network policy", "networkpolicy", "egress", "security group", "open port", "port "], 284),
    (&["vulnerab", "outdated", "end of life"], 1395),
    (&["sign", "integrity"], 345),
    (&["user"], 250),
];

/// The weakness that a rule about configuration speaks of.
pub(super) fn cwe_of_title(title: &str) -> Vec<u16> {
    let lower = title.to_lowercase();
    OF_TITLES.iter().find(|(words, _)| words.iter().any(|word| lower.contains(word))).map(|(_, cwe)| *cwe).into_iter().collect()
}
