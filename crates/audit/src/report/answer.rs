//! The founding question, answered for the audited system: what would a head of engineering look for?

use std::fmt::Write as _;

use super::{
    Report, Status,
    category::{failing_checks, of_status},
    markdown::{code, plain},
    phrases as say,
};
use crate::words::Language;

/// Things to do first that are named in a category.
const MOST_TASKS: usize = 5;

impl Report {
    /// `security_question.md`: category by category what is looked for, what was found, what to do first and what nobody
    /// knows. Everything in it is taken from the run; a category that nobody could test says so.
    #[must_use]
    pub fn answer(&self, language: Language) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = self.write_answer(&mut text, language);
        text
    }

    fn write_answer(&self, out: &mut String, language: Language) -> std::fmt::Result {
        writeln!(out, "# {}\n", say::QUESTION.of(language))?;
        let day = self.day.to_string();
        writeln!(out, "{}\n", say::fill(say::ANSWER_FOR.of(language), &[("target", &plain(&self.target)), ("day", &day)]))?;
        writeln!(out, "**{}.** {} {}", say::IN_SHORT.of(language), self.in_one_line(language), say::NOT_A_PASS.of(language))?;
        for standing in self.standings() {
            writeln!(out, "\n## {} {}\n", standing.id(), standing.name(language))?;
            writeln!(out, "**{}**\n", say::LOOKED_FOR.of(language))?;
            for status in [Status::Fail, Status::Pass, Status::NotTested] {
                for check in of_status(self, standing.number, status) {
                    writeln!(out, "- {}", plain(check.done.of(language)))?;
                }
            }
            writeln!(out, "\n**{}**\n", say::FOUND.of(language))?;
            let failing = failing_checks(self, standing.number);
            if standing.coverage.tested() == 0 && failing.is_empty() {
                writeln!(out, "{}", say::NOTHING_TESTED.of(language))?;
            } else if failing.is_empty() {
                writeln!(out, "{} ({})", say::ALL_GOOD.of(language), standing.coverage.passed)?;
            }
            for (finding, places) in &failing {
                let severity = say::severity(finding.severity, language);
                writeln!(
                    out,
                    "- {} ({severity}): {} {}",
                    plain(finding.title(language)),
                    code(&finding.place_text()),
                    more(*places, language)
                )?;
            }
            writeln!(out, "\n**{}**\n", say::DO_FIRST.of(language))?;
            let mut tasks =
                failing.iter().map(|(finding, _)| finding.fix(language)).filter(|fix| !fix.is_empty()).take(MOST_TASKS).peekable();
            if tasks.peek().is_none() {
                writeln!(out, "{}", say::NOTHING_TO_DO.of(language))?;
            }
            for (index, task) in tasks.enumerate() {
                writeln!(out, "{}. {}", index + 1, plain(task))?;
            }
            writeln!(out, "\n**{}**\n", say::UNKNOWN.of(language))?;
            let unknown: Vec<_> = self
                .findings
                .iter()
                .filter(|finding| finding.status == Status::NotTested && finding.owasp().of_2021 == standing.number)
                .collect();
            if unknown.is_empty() {
                writeln!(out, "{}", say::ALL_TESTED.of(language))?;
            }
            for finding in unknown {
                let reason = finding.reason.as_ref().map_or("", |reason| reason.of(language));
                writeln!(out, "- {}, {}", plain(finding.title(language)), plain(reason))?;
            }
        }
        Ok(())
    }
}

fn more(places: usize, language: Language) -> String {
    match places {
        0 | 1 => String::new(),
        _ => say::fill(say::MORE.of(language), &[("count", &(places - 1).to_string())]),
    }
}
