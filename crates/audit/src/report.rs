//! What a run has to say, for people and for programs: one [`Report`], written in several forms.

mod answer;
mod category;
mod controls;
mod finding;
mod history;
mod html;
mod json;
mod markdown;
mod phrases;
mod sarif;
mod sbom;
mod terminal;
mod waiver;

use jiff::civil::Date;

pub use category::Standing;
pub use controls::ControlStanding;
pub use finding::{Change, Finding, Rule, Status};
pub use history::{History, NotAHistory};
pub use waiver::{NotAWaiver, Waiver, waivers};

use crate::{
    Run,
    finding::{Severity, Verdict, brief},
    tree::Note,
    words::Sentence,
};

/// All that one audit found, and what it could not look at.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was audited, in the words of whoever asked.
    pub target: String,
    /// On which day.
    pub day: Date,
    /// One entry for each check and place: what failed first, the worst first; then what was not tested; then what
    /// passed.
    pub findings: Vec<Finding>,
    /// What was found last time and is no more.
    pub mended: Vec<String>,
    /// What was left out, and which waivers no longer hold.
    pub notes: Vec<Note>,
    /// Files that were read.
    pub files: usize,
    /// Lines of source that were examined.
    pub lines: usize,
    /// Whether Sunward was looked at from inside; then every control of its index stands in the report.
    pub house: bool,
}

/// How much of what could be looked at was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Checks that saw nothing wrong.
    pub passed: usize,
    /// Checks that saw something wrong.
    pub failed: usize,
    /// Checks that could not look.
    pub not_tested: usize,
}

impl Coverage {
    /// Every check.
    #[must_use]
    pub fn checks(self) -> usize {
        self.passed + self.failed + self.not_tested
    }
    /// Checks that did look.
    #[must_use]
    pub fn tested(self) -> usize {
        self.passed + self.failed
    }
    /// The share that did look, in whole per cent, rounded down: 100 means all.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.tested() * 100).checked_div(self.checks()).unwrap_or(0)
    }
    fn count(&mut self, status: Status) {
        match status {
            Status::Pass => self.passed += 1,
            Status::Fail => self.failed += 1,
            Status::NotTested => self.not_tested += 1,
        }
    }
}

impl Report {
    /// The report of a run, with what other scanners found beside it. What a waiver covers stays in the report and is
    /// marked.
    #[must_use]
    pub fn of(target: &str, day: Date, run: &Run, others: Vec<Finding>, waivers: &[Waiver]) -> Self {
        let mut findings: Vec<Finding> = run.outcomes.iter().flat_map(finding::of_outcome).collect();
        finding::merge(&mut findings, others);
        let mut notes = run.notes.clone();
        for waiver in waivers {
            notes.extend(waiver.apply(&mut findings, day));
        }
        findings.sort_by(Finding::by_urgency);
        Self { target: brief(target), day, findings, mended: Vec::new(), notes, files: run.files, lines: run.lines, house: run.house }
    }

    /// How much was looked at, counted in checks: a check that failed at ten places failed once.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for status in self.statuses() {
            coverage.count(status.1);
        }
        coverage
    }

    /// The standing of every category of 2021.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        category::standings(self)
    }

    /// The worst severity that nobody waived; none: nothing fails.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.failing().map(|finding| finding.severity).max()
    }

    /// What fails and is not waived, the worst first.
    pub fn failing(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.status == Status::Fail && finding.waiver.is_none())
    }

    /// How many findings of a severity fail and are not waived.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.failing().filter(|finding| finding.severity == severity).count()
    }

    /// Every check of ours once, with its status; failed when it failed anywhere.
    fn statuses(&self) -> Vec<(&'static crate::check::Check, Status)> {
        let mut statuses: Vec<(&'static crate::check::Check, Status)> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for finding in &self.findings {
            if let Rule::Ours(check) = finding.rule {
                let at = *seen.entry(check.id).or_insert_with(|| {
                    statuses.push((check, finding.status));
                    statuses.len() - 1
                });
                if let Some(known) = statuses.get_mut(at)
                    && finding.status == Status::Fail
                {
                    known.1 = Status::Fail;
                }
            }
        }
        statuses
    }
}

/// A verdict as the statuses of the report see it.
fn status_of(verdict: &Verdict) -> Status {
    match verdict {
        Verdict::Pass => Status::Pass,
        Verdict::Fail(_) | Verdict::Partly(..) => Status::Fail,
        Verdict::NotTested(_) => Status::NotTested,
    }
}

/// A note about something that is not a file.
fn note(place: &str, en: String, es: String) -> Note {
    Note { place: place.to_owned(), reason: Sentence::new(en, es) }
}
