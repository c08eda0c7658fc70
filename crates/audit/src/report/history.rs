//! What was seen in the runs before: what is new, what is back, what has been mended.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Change, Report, Status};

/// Findings of earlier runs, by fingerprint. Kept as JSON by whoever runs the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// By [`Finding::fingerprint`](super::Finding::fingerprint).
    seen: BTreeMap<String, Seen>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    /// What to call it when it is gone.
    title: String,
    first: Date,
    last: Date,
    /// Whether it was there in the last run.
    open: bool,
}

/// Why a file is no history.
#[derive(Debug, thiserror::Error)]
#[error("no history of audits: {0}")]
pub struct NotAHistory(#[from] serde_json::Error);

impl History {
    /// Reads what [`History::to_json`] wrote.
    ///
    /// # Errors
    /// Anything else.
    pub fn from_json(text: &str) -> Result<Self, NotAHistory> {
        Ok(serde_json::from_str(text)?)
    }

    /// To be kept until the next run.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Marks every finding of a report by what was seen before, lists what has been mended, and remembers the report.
    ///
    /// Only what was looked at again can have been mended: a finding of a check that is not tested today stays open.
    pub fn remember(&mut self, report: &mut Report) {
        let untested: Vec<String> =
            report.findings.iter().filter(|finding| finding.status == Status::NotTested).map(|finding| finding.id().to_owned()).collect();
        let day = report.day;
        let mut open = Vec::new();
        for finding in report.findings.iter_mut().filter(|finding| finding.status == Status::Fail) {
            let fingerprint = finding.fingerprint();
            let title = format!("{} {}", finding.id(), finding.place_text());
            finding.change = Some(match self.seen.get_mut(&fingerprint) {
                Some(seen) => {
                    // The same text twice in a file is one fingerprint: the second is no return.
                    let change = if seen.open || open.contains(&fingerprint) { Change::Still } else { Change::Back };
                    (seen.open, seen.last, seen.title) = (true, day, title);
                    change
                }
                None => {
                    self.seen.insert(fingerprint.clone(), Seen { title, first: day, last: day, open: true });
                    Change::New
                }
            });
            open.push(fingerprint);
        }
        let open: std::collections::BTreeSet<String> = open.into_iter().collect();
        for (fingerprint, seen) in &mut self.seen {
            let check = fingerprint.split('\u{1f}').next().unwrap_or_default();
            if seen.open && !open.contains(fingerprint) && !untested.iter().any(|id| id == check) {
                seen.open = false;
                report.mended.push(seen.title.clone());
            }
        }
    }
}
