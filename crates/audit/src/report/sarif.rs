//! The report as SARIF 2.1.0, for code hosts and editors.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    Change, Finding, Report, Rule, Status,
    category::{owasp_2017, owasp_2021, owasp_2025},
};
use crate::{
    finding::{Place, Severity},
    words::Language,
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl Report {
    /// Every rule, and a result for each check and place. What was not tested is a result of the kind `open`.
    #[must_use]
    pub fn to_sarif(&self, language: Language) -> Value {
        let mut rules: Vec<Value> = Vec::new();
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &self.findings {
            index.entry(finding.id()).or_insert_with(|| {
                rules.push(rule(finding, language));
                rules.len() - 1
            });
        }
        let results: Vec<Value> =
            self.findings.iter().map(|finding| result(finding, index.get(finding.id()).copied().unwrap_or_default(), language)).collect();
        let notifications: Vec<Value> = self
            .notes
            .iter()
            .map(|note| json!({ "level": "note", "message": { "text": format!("{}: {}", note.place, note.reason.of(language)) } }))
            .collect();
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "sunward audit", "version": env!("CARGO_PKG_VERSION"), "language": language.tag(), "rules": rules } },
                "columnKind": "unicodeCodePoints",
                "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
                "results": results,
            }],
        })
    }
}

fn rule(finding: &Finding, language: Language) -> Value {
    let owasp = finding.owasp();
    let mut tags: Vec<String> = [owasp_2017(owasp.of_2017), owasp_2021(owasp.of_2021), owasp_2025(owasp.of_2025)]
        .into_iter()
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.extend(finding.cwe().iter().map(|number| format!("external/cwe/cwe-{number:03}")));
    tags.extend(finding.asvs().iter().map(|id| format!("ASVS {id}")));
    tags.push("security".to_owned());
    let (severity, full) = match finding.rule {
        Rule::Ours(check) => (check.severity, format!("{} {}", check.done.of(language), check.why.of(language))),
        Rule::Foreign { .. } => (finding.severity, finding.title(language).to_owned()),
    };
    let mut rule = json!({
        "id": finding.id(),
        "shortDescription": { "text": finding.title(language) },
        "fullDescription": { "text": full },
        "defaultConfiguration": { "level": level(severity) },
        "properties": { "tags": tags, "security-severity": score(severity), "precision": "high" },
    });
    if let (false, Some(fields)) = (finding.fix(language).is_empty(), rule.as_object_mut()) {
        fields.insert("help".to_owned(), json!({ "text": finding.fix(language) }));
    }
    rule
}

fn result(finding: &Finding, rule: usize, language: Language) -> Value {
    let text = match (&finding.reason, finding.evidence.as_str()) {
        (Some(reason), _) => format!("{}: {}", finding.title(language), reason.of(language)),
        (None, "") => finding.title(language).to_owned(),
        (None, evidence) => format!("{}: {evidence}", finding.title(language)),
    };
    let (kind, level) = match finding.status {
        Status::Fail => ("fail", level(finding.severity)),
        Status::NotTested => ("open", "none"),
        Status::Pass => ("pass", "none"),
    };
    let mut result = json!({
        "ruleId": finding.id(),
        "ruleIndex": rule,
        "kind": kind,
        "level": level,
        "message": { "text": text },
        "partialFingerprints": { "sunwardAudit/v1": fingerprint(finding) },
        "properties": { "source": finding.source },
    });
    if let Some(fields) = result.as_object_mut() {
        if let Some(place) = &finding.place {
            fields.insert("locations".to_owned(), json!([location(place)]));
        }
        if let Some(change) = finding.change {
            fields.insert("baselineState".to_owned(), json!(if change == Change::Still { "unchanged" } else { "new" }));
        }
        if let Some(waiver) = &finding.waiver {
            let text = format!("{} ({}, {}; {})", waiver.reason, waiver.owner, waiver.approved_by, waiver.until);
            fields.insert("suppressions".to_owned(), json!([{ "kind": "external", "status": "accepted", "justification": text }]));
        }
    }
    result
}

fn location(place: &Place) -> Value {
    match place {
        Place::Line { file, line: 0 } => json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } }),
        Place::Line { file, line } => {
            json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": { "startLine": line } } })
        }
        Place::Url(url) => json!({ "physicalLocation": { "artifactLocation": { "uri": uri(url) } } }),
        Place::Variable(name) => json!({ "logicalLocations": [{ "fullyQualifiedName": name }] }),
    }
}

/// A path or an address as a URI reference: what a URI may not hold is written as bytes.
fn uri(text: &str) -> String {
    let mut uri = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:?#@!$&'()*+,;=%".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// Two 64-bit FNV-1a sums: enough to tell findings apart, and no secret hangs on it.
fn fingerprint(finding: &Finding) -> String {
    let text = finding.fingerprint();
    let sum = |offset: u64| text.bytes().fold(offset, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:016x}{:016x}", sum(0xcbf2_9ce4_8422_2325), sum(0x8422_2325_cbf2_9ce4))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// The scale of code hosts, 0 to 10, as text.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Info => "0.5",
    }
}
