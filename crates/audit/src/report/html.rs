//! The report as one HTML page: for a board at the top, for an engineer below. It needs no network, runs no script, and
//! whatever stands in the audited system stays text in it.

use askama::Template;

use super::{
    ControlStanding, Coverage, Finding, Report, Standing, Status,
    category::{check_of, failing_checks, of_status},
    markdown::standards,
    phrases as say,
    terminal::told_change,
};
use crate::{
    check::Check,
    finding::Severity,
    words::{Language, Words},
};

/// Places of one check that are listed; the rest is counted. The whole list is in the JSON.
const MOST_PLACES: usize = 100;
/// Checks that a board reads of.
const FIRST: usize = 8;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    language: Language,
    style: &'static str,
    coverage: Coverage,
    severities: Vec<(Severity, &'static str, usize)>,
    first: Vec<First<'a>>,
    categories: Vec<Category<'a>>,
    not_tested: Vec<&'a Finding>,
    controls: Vec<ControlStanding>,
}

/// A part of a text.
struct Part<'a> {
    is_code: bool,
    text: &'a str,
}

/// What to do first: a check that fails, and at how many places.
struct First<'a> {
    finding: &'a Finding,
    severity: &'static str,
    places: String,
}

struct Category<'a> {
    standing: Standing,
    failing: Vec<Group<'a>>,
    passed: Vec<&'static Check>,
}

/// The places of one check.
struct Group<'a> {
    first: &'a Finding,
    check: Option<&'static Check>,
    severity: &'static str,
    standards: String,
    places: Vec<&'a Finding>,
    more: usize,
}

impl Report {
    /// The page.
    #[must_use]
    pub fn to_html(&self, language: Language) -> String {
        let categories = self
            .standings()
            .into_iter()
            .map(|standing| Category {
                failing: failing_checks(self, standing.number)
                    .into_iter()
                    .map(|(first, places)| self.group(first, places, language))
                    .collect(),
                passed: of_status(self, standing.number, Status::Pass),
                standing,
            })
            .collect();
        let page = Page {
            report: self,
            language,
            style: include_str!("../../templates/report.css"),
            coverage: self.coverage(),
            severities: Severity::ALL
                .iter()
                .rev()
                .map(|severity| (*severity, say::severity(*severity, language), self.count(*severity)))
                .collect(),
            first: self.first(language),
            categories,
            not_tested: self.findings.iter().filter(|finding| finding.status == Status::NotTested).collect(),
            controls: self.controls(),
        };
        // Rendering into a string cannot fail; an empty page would be seen at once.
        page.render().unwrap_or_default()
    }

    /// The worst of what fails, for who reads one page only.
    fn first(&self, language: Language) -> Vec<First<'_>> {
        let mut first: Vec<(&Finding, usize)> = Vec::new();
        for finding in self.failing() {
            if let Some((_, places)) = first.iter_mut().find(|(known, _)| known.id() == finding.id()) {
                *places += 1;
            } else if first.len() < FIRST {
                first.push((finding, 1));
            }
        }
        let mut told = Vec::new();
        for (finding, places) in first {
            let phrase = if places == 1 { say::ONE_PLACE } else { say::AT_PLACES };
            let places = say::fill(phrase.of(language), &[("count", &places.to_string())]);
            told.push(First { finding, severity: say::severity(finding.severity, language), places });
        }
        told
    }

    fn group<'a>(&'a self, first: &'a Finding, places: usize, language: Language) -> Group<'a> {
        Group {
            first,
            check: check_of(first),
            severity: say::severity(first.severity, language),
            standards: standards(first),
            places: self.failing().filter(|other| other.id() == first.id()).take(MOST_PLACES).collect(),
            more: places.saturating_sub(MOST_PLACES),
        }
    }
}

impl Page<'_> {
    fn say(&self, words: Words) -> &'static str {
        words.of(self.language)
    }
    /// A text of ours in parts: what stands between backticks is code.
    fn parts<'t>(&self, text: &'t str) -> Vec<Part<'t>> {
        // An odd one is a sign like any other.
        if !text.matches('`').count().is_multiple_of(2) {
            return vec![Part { is_code: false, text }];
        }
        text.split('`').enumerate().map(|(index, text)| Part { is_code: index % 2 == 1, text }).collect()
    }
    fn status(&self, standing: &ControlStanding) -> &'static str {
        say::status(standing.status, self.language)
    }
    fn more(&self, count: &usize) -> String {
        say::fill(say::MORE.of(self.language), &[("count", &count.to_string())])
    }
    fn examined(&self) -> String {
        let (files, lines) = (self.report.files.to_string(), self.report.lines.to_string());
        say::fill(say::EXAMINED.of(self.language), &[("files", &files), ("lines", &lines)])
    }
    fn change(&self, finding: &Finding) -> String {
        told_change(finding, self.language)
    }
    fn waivers(&self) -> Vec<(&Finding, String)> {
        let told = |finding: &Finding| {
            finding.waiver.as_ref().map(|waiver| {
                let until = waiver.until.to_string();
                let values =
                    [("until", until.as_str()), ("reason", &waiver.reason), ("owner", &waiver.owner), ("approved_by", &waiver.approved_by)];
                say::fill(say::WAIVED_BY.of(self.language), &values)
            })
        };
        self.report.findings.iter().filter_map(|finding| Some((finding, told(finding)?))).collect()
    }
}
