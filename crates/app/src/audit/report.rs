//! What an auditor hands over, and what is kept of it: plain words and numbers, so that this crate needs to know no check.

use domain::Language;
use serde::{Deserialize, Serialize};
use store::audit::Summary;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

impl Said {
    /// In one of them.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Spanish => &self.es,
        }
    }
}

/// How much harm a finding can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The system or everybody's data.
    Critical,
    /// Harm without much luck.
    High,
    /// Harm under conditions.
    Medium,
    /// Helps an attacker who has something else.
    Low,
    /// Worth knowing.
    Info,
}

/// How a finding stands to the runs before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Never seen before.
    New,
    /// Seen in the run before too.
    Still,
    /// It had been mended.
    Back,
}

/// Something that is wrong, at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The name of the check.
    pub check: String,
    /// How bad.
    pub severity: Severity,
    /// 1 to 10: where it stands in the Top 10 of 2021; 0 where it has no place there.
    pub category: u8,
    /// What is wrong.
    pub title: Said,
    /// What an attacker gains.
    pub why: Said,
    /// How to mend it.
    pub fix: Said,
    /// A line, an address, a name.
    pub place: String,
    /// What stands there. Never a secret, never a person's data.
    pub evidence: String,
    /// How it stands to the runs before.
    pub change: Option<Change>,
    /// Somebody answers for leaving it as it is for now; it does not count as failing.
    pub waived: bool,
}

/// A check that could not look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotTested {
    /// The name of the check.
    pub check: String,
    /// 1 to 10, or 0.
    pub category: u8,
    /// What it would have found.
    pub title: Said,
    /// Why it could not look.
    pub because: Said,
}

/// All that one run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What was audited.
    pub target: String,
    /// The numbers.
    pub summary: Summary,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
    /// What nobody knows.
    pub not_tested: Vec<NotTested>,
    /// What was found before and is no more.
    pub mended: Vec<String>,
    /// The whole report for programs, JSON.
    pub json: Said,
    /// The whole report for people, one HTML page.
    pub html: Said,
    /// For the auditor: what it wants to know of this run in the next one.
    pub memory: String,
}
