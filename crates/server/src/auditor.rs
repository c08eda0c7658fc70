//! The auditor of a running program: what the audit's checks say of it, in the words that the application keeps.

use std::error::Error;

use app::{
    App,
    audit::{BySeverity, Change, Finding, NotTested, Report, Said, Severity, Summary, Tally},
};
use audit::{
    Subject,
    evidence::house::Setup,
    report::{self, History, Rule, Status},
    words::Language,
};
use jiff::{civil::Date, tz::TimeZone};
use tokio::runtime::Handle;
use vault::{SystemRandom, random_bytes};
use web::Settings;

use crate::{audit::house, clock};

/// What was mended is listed so far; more is counted.
const MOST_MENDED: usize = 200;

/// Audits the running program from inside, and on a port of this machine from outside.
pub(crate) struct Auditor {
    target: String,
    settings: Settings,
    /// Asked anew for each run: files come and change.
    setup: Box<dyn Fn() -> Setup + Send + Sync>,
}

impl std::fmt::Debug for Auditor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Auditor").field("target", &self.target).finish_non_exhaustive()
    }
}

impl Auditor {
    /// For the program that people know as `target`.
    pub(crate) fn new(target: String, settings: Settings, setup: impl Fn() -> Setup + Send + Sync + 'static) -> Self {
        Self { target, settings, setup: Box::new(setup) }
    }

    /// What can be seen of the program: the house from inside, and its pages as a stranger sees them.
    fn subject(&self, app: &App, today: Date) -> Result<Subject, Box<dyn Error + Send + Sync>> {
        let mark = random_bytes::<12>(&SystemRandom)?;
        let mark: String = mark.iter().map(|byte| format!("{byte:02x}")).collect();
        let looked = Handle::current().block_on(house::look_at(app, self.settings.clone(), (self.setup)(), mark, today));
        let (house, site) = looked.map_err(|failure| failure.to_string())?;
        Ok(Subject { site: Some(site), house: Some(house), ..Subject::default() })
    }
}

impl app::audit::Auditor for Auditor {
    fn audit(&self, app: &App, memory: Option<&str>) -> Result<Report, Box<dyn Error + Send + Sync>> {
        let today = clock::now().to_jiff().to_zoned(TimeZone::UTC).date();
        let run = audit::run(self.subject(app, today)?, &|_, _| {});
        let mut report = report::Report::of(&self.target, today, &run, Vec::new(), &[]);
        // A memory that cannot be read is none: then everything is new, and nothing is hidden.
        let mut history = memory.and_then(|text| History::from_json(text).ok()).unwrap_or_default();
        history.remember(&mut report);
        Ok(in_words(&report, history.to_json()))
    }
}

/// The report as the application keeps it.
fn in_words(report: &report::Report, memory: String) -> Report {
    let both = |text: &dyn Fn(Language) -> String| Said { en: text(Language::English), es: text(Language::Spanish) };
    let failing = report.findings.iter().filter(|finding| finding.status == Status::Fail);
    let not_tested = report.findings.iter().filter(|finding| finding.status == Status::NotTested);
    Report {
        target: report.target.clone(),
        summary: summary(report),
        findings: failing.map(finding).collect(),
        not_tested: not_tested
            .map(|unknown| NotTested {
                check: unknown.id().to_owned(),
                category: unknown.owasp().of_2021,
                title: both(&|language| unknown.title(language).to_owned()),
                because: both(&|language| unknown.reason.as_ref().map(|reason| reason.of(language).to_owned()).unwrap_or_default()),
            })
            .collect(),
        mended: report.mended.iter().take(MOST_MENDED).cloned().collect(),
        json: both(&|language| format!("{:#}\n", report.to_json(language))),
        html: both(&|language| report.to_html(language)),
        memory,
    }
}

fn summary(report: &report::Report) -> Summary {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let tally = |coverage: report::Coverage| Tally {
        passed: count(coverage.passed),
        failed: count(coverage.failed),
        not_tested: count(coverage.not_tested),
    };
    let of = |severity: audit::finding::Severity| count(report.count(severity));
    let changed = |change: report::Change| count(report.failing().filter(|finding| finding.change == Some(change)).count());
    Summary {
        checks: tally(report.coverage()),
        failing: BySeverity {
            critical: of(audit::finding::Severity::Critical),
            high: of(audit::finding::Severity::High),
            medium: of(audit::finding::Severity::Medium),
            low: of(audit::finding::Severity::Low),
            info: of(audit::finding::Severity::Info),
        },
        categories: report.standings().iter().map(|standing| tally(standing.coverage)).collect(),
        new: changed(report::Change::New),
        still: changed(report::Change::Still),
        back: changed(report::Change::Back),
        mended: count(report.mended.len()),
    }
}

fn finding(finding: &report::Finding) -> Finding {
    // The page has no marks for code.
    let both = |text: &dyn Fn(Language) -> String| Said {
        en: text(Language::English).replace('`', ""),
        es: text(Language::Spanish).replace('`', ""),
    };
    let why = |language: Language| match &finding.rule {
        Rule::Ours(check) => check.why.of(language).to_owned(),
        Rule::Foreign { .. } => String::new(),
    };
    Finding {
        check: finding.id().to_owned(),
        severity: match finding.severity {
            audit::finding::Severity::Critical => Severity::Critical,
            audit::finding::Severity::High => Severity::High,
            audit::finding::Severity::Medium => Severity::Medium,
            audit::finding::Severity::Low => Severity::Low,
            audit::finding::Severity::Info => Severity::Info,
        },
        category: finding.owasp().of_2021,
        title: both(&|language| finding.title(language).to_owned()),
        why: both(&why),
        fix: both(&|language| finding.fix(language).to_owned()),
        place: finding.place_text(),
        evidence: finding.evidence.clone(),
        change: finding.change.map(|change| match change {
            report::Change::New => Change::New,
            report::Change::Still => Change::Still,
            report::Change::Back => Change::Back,
        }),
        waived: finding.waiver.is_some(),
    }
}
