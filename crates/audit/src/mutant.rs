//! The checks on trial: each must fail on its mutant and pass the twin. What is never seen to fail proves nothing.

use jiff::civil::{Date, date};

use crate::{
    Subject,
    check::{Check, all},
    evidence::{answers, components::Advisories, database::Database, house::House, site, staff},
    finding::Verdict,
    run,
    tree::Tree,
    words::Language,
};

/// The day of an audit of a mutant that names no other.
const DAY: Date = date(2026, 8, 21);

/// A check on trial.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Which.
    pub check: &'static Check,
    /// What it said of the mutant.
    pub red: Verdict,
    /// What it said of the twin.
    pub green: Verdict,
}

impl Trial {
    /// What was wrong; none: it failed where it must and passed where it must.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        let told = |verdict: &Verdict| match verdict {
            Verdict::Pass => "it passed".to_owned(),
            Verdict::Fail(seen) | Verdict::Partly(seen, _) => format!("it failed at {seen:?}"),
            Verdict::NotTested(reason) => format!("it was not tested, {}", reason.of(Language::English)),
        };
        match (&self.red, &self.green) {
            (Verdict::Fail(_), Verdict::Pass) => None,
            (Verdict::Fail(_), green) => Some(format!("{}: on the twin {}", self.check.id, told(green))),
            (red, _) => Some(format!("{}: on the mutant {}", self.check.id, told(red))),
        }
    }
}

/// Tries every check on its mutant and on the twin.
#[must_use]
pub fn prove() -> Vec<Trial> {
    all().iter().map(|check| Trial { check, red: verdict(check, check.mutant.red), green: verdict(check, check.mutant.green) }).collect()
}

fn verdict(check: &'static Check, files: &[(&str, &str)]) -> Verdict {
    let outcome = run::run_checks(&[check], subject(files), &|_, _| ()).outcomes.into_iter().next();
    outcome.map_or_else(|| Verdict::NotTested(run::NOT_NAMED.into()), |outcome| outcome.verdict)
}

/// The evidence that a mutant's files stand for.
fn subject(files: &[(&str, &str)]) -> Subject {
    let mut subject = Subject::default();
    let mut tree = Vec::new();
    // What is known of components stands beside the repository, not in it; `advisories/today` is the day of the audit.
    let (advisories, files): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| name.starts_with("advisories/"));
    if !advisories.is_empty() {
        let told = advisories.iter().find(|(name, _)| *name == "advisories/today").and_then(|(_, day)| day.parse().ok());
        subject.advisories = Some(Advisories::of_texts(advisories.iter().copied()).asked_on(told.unwrap_or(DAY)));
    }
    for (name, text) in &files {
        // Evidence that cannot be read is absent: the check is then not tested, and that fails the trial.
        match *name {
            "database.json" => subject.database = Database::read(text).ok(),
            "house.json" => subject.house = House::read(text).ok(),
            "site.http" => subject.site = site::read(text).ok(),
            "staff.csv" => subject.staff = staff::read(name, text, None).ok(),
            "answers.toml" => subject.answers = answers::read(text, None).ok(),
            _ => tree.push(((*name).to_owned(), (*text).to_owned())),
        }
    }
    if !tree.is_empty() {
        subject.repository = Some(Tree::Memory(tree));
    }
    subject
}
