//! The report as Markdown, for tickets and wikis; and the words that both Markdown documents share.

use std::fmt::Write as _;

use super::{
    Finding, Report, Status,
    category::{check_of, failing_checks, of_status},
    phrases as say,
    terminal::told_change,
};
use crate::words::Language;

/// Places of one check that are listed.
const MOST_PLACES: usize = 50;

impl Report {
    /// The whole report.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = self.write_markdown(&mut text, language);
        text
    }

    fn write_markdown(&self, out: &mut String, language: Language) -> std::fmt::Result {
        writeln!(out, "# {}: {}\n", say::TITLE.of(language), plain(&self.target))?;
        writeln!(out, "{} · {}\n\n{} {}\n", self.day, say::BY.of(language), self.in_one_line(language), say::NOT_A_PASS.of(language))?;
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |\n|---|--:|--:|--:|--:|",
            say::CATEGORY.of(language),
            say::PASSED.of(language),
            say::FAILED.of(language),
            say::NOT_TESTED.of(language),
            say::PLACES.of(language)
        )?;
        for standing in self.standings() {
            let coverage = standing.coverage;
            writeln!(
                out,
                "| {} {} | {} | {} | {} | {} |",
                standing.id(),
                standing.name(language),
                coverage.passed,
                coverage.failed,
                coverage.not_tested,
                standing.failing
            )?;
        }
        if !self.mended.is_empty() {
            writeln!(out, "\n## {}\n", say::MENDED.of(language))?;
            for title in &self.mended {
                writeln!(out, "- {}", code(title))?;
            }
        }
        writeln!(out, "\n## {}", say::FINDINGS.of(language))?;
        for standing in self.standings() {
            for (finding, _) in failing_checks(self, standing.number) {
                self.write_check(out, finding, language)?;
            }
        }
        writeln!(out, "\n## {}\n", say::NOT_TESTED.of(language))?;
        for finding in self.findings.iter().filter(|finding| finding.status == Status::NotTested) {
            let reason = finding.reason.as_ref().map_or("", |reason| reason.of(language));
            writeln!(out, "- {}: {}", code(finding.id()), plain(reason))?;
        }
        writeln!(out, "\n## {}\n", say::PASSED.of(language))?;
        for standing in self.standings() {
            for check in of_status(self, standing.number, Status::Pass) {
                writeln!(out, "- {}: {}", code(check.id), plain(check.done.of(language)))?;
            }
        }
        if self.house {
            writeln!(out, "\n## {}\n\n{}\n", say::CONTROLS.of(language), self.controls_in_one_line(language))?;
            let head = [say::CONTROL, say::STATUS, say::CHECKED_BY].map(|words| words.of(language));
            writeln!(out, "| {} |\n|---|---|---|", head.join(" | "))?;
            for standing in self.controls() {
                let (control, status) = (standing.control, say::status(standing.status, language));
                writeln!(out, "| {} {} | {status} | {} |", control.id, plain(&control.statement), plain(&standing.told(language)))?;
            }
        }
        if !self.notes.is_empty() {
            writeln!(out, "\n## {}\n", say::LEFT_OUT.of(language))?;
            for note in &self.notes {
                writeln!(out, "- {} {}", code(&note.place), plain(note.reason.of(language)))?;
            }
        }
        Ok(())
    }

    fn write_check(&self, out: &mut String, finding: &Finding, language: Language) -> std::fmt::Result {
        writeln!(out, "\n### {} {}\n", say::severity(finding.severity, language).to_uppercase(), plain(finding.title(language)))?;
        if let Some(check) = check_of(finding) {
            writeln!(out, "{} {}\n", plain(check.why.of(language)), plain(check.done.of(language)))?;
        }
        for at in self.failing().filter(|other| other.id() == finding.id()).take(MOST_PLACES) {
            writeln!(out, "- {}{}: {}", code(&at.place_text()), told_change(at, language), code(&at.evidence))?;
        }
        let places = self.failing().filter(|other| other.id() == finding.id()).count();
        if places > MOST_PLACES {
            writeln!(out, "- {}", say::fill(say::MORE.of(language), &[("count", &(places - MOST_PLACES).to_string())]))?;
        }
        let fix = finding.fix(language);
        if !fix.is_empty() {
            writeln!(out, "\n**{}:** {}", say::FIX.of(language), plain(fix))?;
        }
        writeln!(out, "\n{} · {}", code(finding.id()), standards(finding))
    }
}

/// Its numbers in the standards, in one line.
pub(super) fn standards(finding: &Finding) -> String {
    use super::category::{owasp_2017, owasp_2021, owasp_2025};
    let owasp = finding.owasp();
    let mut numbers = vec![owasp_2021(owasp.of_2021), owasp_2017(owasp.of_2017), owasp_2025(owasp.of_2025)];
    numbers.extend(finding.cwe().iter().map(|number| format!("CWE-{number}")));
    numbers.extend(finding.asvs().iter().map(|id| format!("ASVS {id}")));
    numbers.retain(|number| !number.is_empty());
    numbers.join(" · ")
}

/// Text that stays text: nothing in it becomes a link, a heading, a table or HTML.
pub(super) fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// Text as code. The fence is longer than any run of backticks inside.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.trim().is_empty() { String::new() } else { format!("{fence}{gap}{text}{gap}{fence}") }
}
