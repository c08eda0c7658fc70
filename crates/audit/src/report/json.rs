//! The report as JSON, for programs.

use serde_json::{Value, json};

use super::{
    ControlStanding, Finding, Report,
    category::{owasp_2017, owasp_2021, owasp_2025},
};
use crate::{finding::Place, words::Language};

impl Report {
    /// One entry for each check and place; paths are relative to what was named. Why a check is not tested stands in
    /// `reason`; `evidence` is what was seen, and empty where nothing was.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        let coverage = self.coverage();
        let mut report = json!({
            "target": self.target,
            "day": self.day.to_string(),
            "coverage": {
                "checks": coverage.checks(),
                "tested": coverage.tested(),
                "passed": coverage.passed,
                "failed": coverage.failed,
                "not_tested": coverage.not_tested,
                "percent": coverage.percent(),
                "files": self.files,
                "lines": self.lines,
            },
            "findings": self.findings.iter().map(|finding| entry(finding, language)).collect::<Vec<_>>(),
            "mended": self.mended,
            "notes": self.notes.iter().map(|note| json!({ "place": note.place, "reason": note.reason.of(language) })).collect::<Vec<_>>(),
        });
        if self.house
            && let Some(fields) = report.as_object_mut()
        {
            fields.insert("controls".to_owned(), self.controls().iter().map(|standing| control(standing, language)).collect());
        }
        report
    }
}

fn control(standing: &ControlStanding, language: Language) -> Value {
    json!({
        "id": standing.control.id.to_string(),
        "area": standing.control.area.name(),
        "control": standing.control.statement,
        "status": standing.status.name(),
        "checks": standing.checks.iter().map(|(id, status)| json!({ "check": id, "status": status.name() })).collect::<Vec<_>>(),
        "reason": standing.reason.as_ref().map(|reason| reason.of(language)),
    })
}

fn entry(finding: &Finding, language: Language) -> Value {
    let owasp = finding.owasp();
    let mut entry = json!({
        "check": finding.id(),
        "status": finding.status.name(),
        "severity": finding.severity.name(),
        "title": finding.title(language),
        "owasp": { "2017": owasp_2017(owasp.of_2017), "2021": owasp_2021(owasp.of_2021), "2025": owasp_2025(owasp.of_2025) },
        "cwe": finding.cwe().iter().map(|number| format!("CWE-{number}")).collect::<Vec<_>>(),
        "asvs": finding.asvs(),
        "location": match &finding.place {
            None => Value::Null,
            Some(Place::Line { file, line }) => json!({ "file": file, "line": line }),
            Some(Place::Url(url)) => json!({ "url": url }),
            Some(Place::Variable(name)) => json!({ "variable": name }),
        },
        "evidence": finding.evidence,
        "fix": finding.fix(language),
        "source": finding.source,
    });
    if let Some(fields) = entry.as_object_mut() {
        if let Some(reason) = &finding.reason {
            fields.insert("reason".to_owned(), json!(reason.of(language)));
        }
        if let Some(change) = finding.change {
            fields.insert("change".to_owned(), json!(change.name()));
        }
        if let Some(waiver) = &finding.waiver {
            let told = json!({ "owner": waiver.owner, "approved_by": waiver.approved_by, "reason": waiver.reason, "until": waiver.until.to_string() });
            fields.insert("waiver".to_owned(), told);
        }
    }
    entry
}
