//! The report on a terminal: what fails, where, and what to do; then how much was looked at.

use std::fmt::Write as _;

use super::{Change, Finding, Report, Status, category::failing_checks, phrases as say};
use crate::{finding::Severity, words::Language};

/// Places of one check that are printed; the rest is counted.
const MOST_PLACES: usize = 8;

impl Report {
    /// The report for a terminal, with colours when `colour`.
    #[must_use]
    pub fn to_terminal(&self, language: Language, colour: bool) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = self.write_terminal(&mut text, language, colour);
        text
    }

    fn write_terminal(&self, out: &mut String, language: Language, colour: bool) -> std::fmt::Result {
        let paint = |text: &str, code: &str| if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() };
        writeln!(out, "{}: {}", say::TITLE.of(language), self.target)?;
        for standing in self.standings() {
            let failing = failing_checks(self, standing.number);
            if failing.is_empty() {
                continue;
            }
            writeln!(out, "\n{}", paint(&format!("{} {}", standing.id(), standing.name(language)), "1"))?;
            for (finding, places) in failing {
                let badge = paint(&format!("{:<8}", say::severity(finding.severity, language)), colour_of(finding.severity));
                writeln!(out, "  {badge} {} [{}]", finding.title(language), finding.id())?;
                for at in self.failing().filter(|other| other.id() == finding.id()).take(MOST_PLACES) {
                    writeln!(out, "           {}{}  {}", at.place_text(), told_change(at, language), paint(&at.evidence, "2"))?;
                }
                if places > MOST_PLACES {
                    writeln!(out, "           {}", say::fill(say::MORE.of(language), &[("count", &(places - MOST_PLACES).to_string())]))?;
                }
                if !finding.fix(language).is_empty() {
                    writeln!(out, "           → {}", finding.fix(language))?;
                }
            }
        }
        writeln!(out)?;
        for standing in self.standings() {
            let coverage = standing.coverage;
            let name = format!("{} {}", standing.id(), standing.name(language));
            writeln!(
                out,
                "  {name:<58} {:>3} {:<7} {:>3} {:<7} {:>3} {}",
                coverage.passed,
                say::PASSED.of(language).to_lowercase(),
                coverage.failed,
                say::FAILED.of(language).to_lowercase(),
                coverage.not_tested,
                say::NOT_TESTED.of(language).to_lowercase(),
            )?;
        }
        for note in self.notes.iter().take(MOST_PLACES) {
            write!(out, "\n  {} {}", note.place, note.reason.of(language))?;
        }
        if self.notes.len() > MOST_PLACES {
            write!(out, "\n  {}", say::fill(say::MORE.of(language), &[("count", &(self.notes.len() - MOST_PLACES).to_string())]))?;
        }
        if !self.notes.is_empty() {
            writeln!(out)?;
        }
        if !self.mended.is_empty() {
            writeln!(out, "\n  {}: {}", say::MENDED.of(language), self.mended.join(", "))?;
        }
        if self.house {
            for standing in self.controls().iter().filter(|standing| standing.status == Status::Fail) {
                write!(out, "\n  {} {}", paint(&standing.control.id.to_string(), "1;31"), standing.control.statement)?;
                write!(out, " [{}]", standing.told(language))?;
            }
            writeln!(out, "\n{}", self.controls_in_one_line(language))?;
        }
        writeln!(out, "\n{}", self.in_one_line(language))?;
        writeln!(out, "{}", say::NOT_A_PASS.of(language))
    }

    /// How much was looked at and how it came out, in one or two sentences.
    pub(super) fn in_one_line(&self, language: Language) -> String {
        let coverage = self.coverage();
        let counted = say::fill(
            say::OF_CHECKS.of(language),
            &[
                ("total", &coverage.checks().to_string()),
                ("passed", &coverage.passed.to_string()),
                ("failed", &coverage.failed.to_string()),
                ("not_tested", &coverage.not_tested.to_string()),
            ],
        );
        let counts: Vec<String> = Severity::ALL
            .iter()
            .rev()
            .map(|severity| (self.count(*severity), say::severity(*severity, language)))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
        let outcome = if counts.is_empty() {
            say::NOTHING_FAILS.of(language).to_owned()
        } else {
            format!("{}: {}.", say::FINDINGS.of(language), counts.join(", "))
        };
        format!("{} {counted} {outcome}", coverage.tested())
    }
}

/// ` (new)`; nothing for what was there before.
pub(super) fn told_change(finding: &Finding, language: Language) -> String {
    match finding.change {
        Some(Change::New) => format!(" ({})", say::NEW.of(language)),
        Some(Change::Back) => format!(" ({})", say::BACK.of(language)),
        Some(Change::Still) | None => String::new(),
    }
}

fn colour_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "1;97;41",
        Severity::High => "1;31",
        Severity::Medium => "33",
        Severity::Low => "36",
        Severity::Info => "2",
    }
}
