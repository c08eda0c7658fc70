//! What people answered where no machine can see: devices, third parties, reviews, response plans.
//!
//! The file is TOML, one table for each question: `answer` is `yes`, `no` or `partly`; `by` says who answers for it,
//! `date` when it was said, `evidence` where it can be seen, `valid_until` when it must be asked again, `text` whatever
//! helps. An unanswered question is not tested, and an old answer is a finding.

mod questions;
mod read;

pub(crate) use questions::{
    ACCESS_REVIEW, ALERTS, BACKUPS, CODE_REVIEW, CONTRACTS, DATA_MAP, DEVICES, ENVIRONMENTS, KEYS, LOG_REVIEW, OFFBOARDING,
    PENETRATION_TEST, RESPONSE_PLAN, THIRD_PARTIES, THREAT_MODEL, TRAINING, UPDATES,
};
pub use questions::{QUESTIONS, Question};
pub use read::{read, template};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    finding::{Observations, Place, Severity, Verdict},
    words::{Language, Sentence},
};

/// Answers by the name of the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The day by which they are judged; without one no answer is called old.
    pub today: Option<Date>,
    /// By [`Question::id`].
    pub given: BTreeMap<String, Answer>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Yes, no or partly.
    pub said: Said,
    /// Whether somebody answers for it. Who is not kept: names are nobody's evidence.
    pub signed: bool,
    /// When.
    pub date: Option<Date>,
    /// Where it can be seen.
    pub evidence: Option<String>,
    /// The last day that it holds.
    pub valid_until: Option<Date>,
    /// Anything else, as a note for readers of the file.
    pub text: Option<String>,
}

/// The three answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Some of it is so.
    Partly,
}

/// An answer is old after a year, days.
const OLD: i32 = 365;

impl Answers {
    /// What an answer comes to.
    pub(crate) fn verdict(&self, question: &Question) -> Verdict {
        let Some(answer) = self.given.get(question.id) else {
            let asked = |language| question.text.of(language);
            return Verdict::NotTested(Sentence::new(
                format!("because nobody answered: {}", asked(Language::English)),
                format!("porque nadie respondió: {}", asked(Language::Spanish)),
            ));
        };
        let mut seen = Observations::new();
        let mut note = |what: &str, severity| seen.note(Place::Variable(question.id.to_owned()), what, severity);
        match answer.said {
            Said::No => note("answer = \"no\"", None),
            Said::Partly => note("answer = \"partly\"", Some(question.partly)),
            Said::Yes if !answer.signed => note("answer = \"yes\", but `by` is empty: nobody answers for it", Some(Severity::Low)),
            Said::Yes => {}
        }
        match (answer.date, self.today) {
            (None, _) => note("no `date`: when this was said is not known", Some(Severity::Low)),
            (Some(date), Some(today)) if days(date, today) > OLD => note(&format!("date = {date}: older than a year"), Some(Severity::Low)),
            _ => {}
        }
        if let (Some(until), Some(today)) = (answer.valid_until, self.today)
            && until < today
        {
            note(&format!("valid_until = {until}: past"), Some(Severity::Low));
        }
        Verdict::of(seen)
    }
}

/// Whole days from one day to a later one; negative when it is earlier.
pub(crate) fn days(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}
