//! What the audit found, for the security officer and the head of engineering: the newest result, what came before, and one
//! run in full. Evidence is the audited system's text and stays text.

use std::collections::BTreeMap;

use app::audit::{self, Finding, Proof, Report, Run, RunView, Severity, State as RunState, Tally};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderName, header::CONTENT_DISPOSITION, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use domain::{
    Language, Timestamp,
    id::{AccountId, AuditRunId, Id as _},
};
use store::Cursor;

use crate::{
    chart::{Trend, TrendPoint},
    extract::{Caller, Form, Path, Query},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    site::Site,
    text::{Texts, format},
};

const PAGE: u64 = 20;
/// Checks whose findings the page of all runs shows, and that of one run; a report can have thousands.
const FIRST_CHECKS: usize = 15;
const MOST_CHECKS: usize = 40;
/// Places of one check that are shown.
const PLACES: usize = 4;
/// The width of a bar, in units of the drawing.
const BAR: f64 = 100.0;

/// What a check found, in the reader's words.
struct Row {
    check: String,
    severity: &'static str,
    tone: &'static str,
    category: String,
    title: String,
    why: String,
    fix: String,
    waived: bool,
    places: Vec<Spot>,
    hidden: Option<String>,
}

/// One place.
struct Spot {
    place: String,
    evidence: String,
    change: Option<&'static str>,
}

/// Checks that could not look, for one reason.
struct Unknown {
    because: String,
    count: String,
    /// What each would have found; on the page of one run.
    titles: Vec<String>,
}

/// A part of a bar.
struct Slice {
    kind: &'static str,
    x: String,
    width: String,
}

/// How the checks of a category came out.
struct Category {
    id: String,
    name: &'static str,
    tally: Tally,
    slices: Vec<Slice>,
}

/// A run's result in the reader's words.
struct Outcome {
    id: AuditRunId,
    ended: String,
    target: String,
    percent: String,
    tested_of: String,
    severities: Vec<(&'static str, String)>,
    changes: Vec<(&'static str, String)>,
    categories: Vec<Category>,
    findings: Vec<Row>,
    more: Option<String>,
    unknown: String,
    not_tested: Vec<Unknown>,
    is_brief: bool,
    mended: Vec<String>,
    entry: String,
    hash: String,
}

/// A run in the list.
struct Line {
    id: AuditRunId,
    number: String,
    asked: String,
    asked_machine: String,
    by: String,
    state: &'static str,
    tone: &'static str,
    findings: String,
    percent: String,
}

#[derive(Template)]
#[template(path = "staff/audit.html")]
pub(super) struct AuditPage {
    chrome: Chrome,
    has_auditor: bool,
    /// What is said of the run that waits or is under way.
    under_way: Option<&'static str>,
    outcome: Option<Outcome>,
    /// The newest result is not the one that was written.
    is_changed: bool,
    trends: Vec<Trend>,
    lines: Vec<Line>,
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/audit_run.html")]
pub(super) struct RunPage {
    chrome: Chrome,
    facts: Vec<(&'static str, String)>,
    outcome: Option<Outcome>,
    is_changed: bool,
}

pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Query(query): Query,
    chrome: Chrome,
) -> Result<Html<AuditPage>, Problem> {
    let before = query.optional("before").map(|_| query.parsed::<AuditRunId>("before", "the number of a run")).transpose()?;
    let seen = audit::runs(site.app(), &caller, Cursor::after(before.map(|run| run.uuid()), PAGE)).await?;
    let t = chrome.t;
    let under_way = seen.under_way.map(|run| if run.state == RunState::Running { t.audit.running } else { t.audit.queued });
    let (outcome, is_changed) = seen.newest.map_or((None, false), |view| result(&site, t, view, true));
    Ok(Html(AuditPage {
        has_auditor: seen.has_auditor,
        under_way,
        outcome,
        is_changed,
        trends: if seen.past.len() > 1 { trends(&site, t, &seen.past) } else { Vec::new() },
        lines: seen.runs.items.iter().map(|run| line(&site, t, run)).collect(),
        more: seen.runs.next.map(|last| format!("/audit?before={}", AuditRunId::from_uuid(last))),
        chrome: chrome.titled(t.audit.title),
    }))
}

pub(super) async fn ask(State(site): State<Site>, caller: Caller, Form(_): Form) -> Result<Response, Problem> {
    audit::ask_for_run(site.app(), &caller).await?;
    Ok(see_other(&local("/audit")))
}

pub(super) async fn run(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<AuditRunId>,
    chrome: Chrome,
) -> Result<Html<RunPage>, Problem> {
    let view = audit::run_of(site.app(), &caller, id).await?;
    let t = chrome.t;
    let run = &view.run;
    let mut facts = vec![
        (t.audit.run, run.id.to_string()),
        (t.audit.state, t.audit.state(run.state).to_owned()),
        (t.audit.asked, asked_by(t, run, |account| account.to_string())),
    ];
    let moment = |at: Timestamp| format::date_time(at, site.app().zone(), t.language);
    facts.extend(run.started_at.map(|at| (t.audit.started, moment(at))));
    facts.extend(run.finished_at.map(|at| (t.audit.finished, moment(at))));
    if matches!(run.state, RunState::Failed | RunState::CutOff) {
        let reason = run.reason.as_deref().unwrap_or(if run.state == RunState::CutOff { "cut_off" } else { "broke" });
        facts.push((t.audit.reason, t.audit.why_not(reason).to_owned()));
    }
    let (outcome, is_changed) = result(&site, t, view, false);
    Ok(Html(RunPage { facts, outcome, is_changed, chrome: chrome.titled(t.audit.run_title) }))
}

pub(super) async fn json(State(site): State<Site>, caller: Caller, Path(id): Path<AuditRunId>) -> Result<Response, Problem> {
    download(&site, &caller, id, "json", "application/json", |report, language| report.json.of(language).to_owned()).await
}

pub(super) async fn html(State(site): State<Site>, caller: Caller, Path(id): Path<AuditRunId>) -> Result<Response, Problem> {
    download(&site, &caller, id, "html", "text/html; charset=utf-8", |report, language| report.html.of(language).to_owned()).await
}

/// A file that is kept and not shown: whatever stands in it is never a page of ours.
async fn download(
    site: &Site,
    caller: &Caller,
    id: AuditRunId,
    ending: &'static str,
    kind: &'static str,
    text: impl FnOnce(&Report, Language) -> String,
) -> Result<Response, Problem> {
    let view = audit::run_of(site.app(), caller, id).await?;
    let report = view.report.ok_or_else(Problem::not_found)?;
    let headers: [(HeaderName, String); 2] =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"audit-{id}.{ending}\""))];
    Ok((headers, text(&report, caller.language)).into_response())
}

/// Who asked: the officer and the head are the only people who may, each named by the account as in the trail.
fn asked_by(t: &Texts, run: &Run, name: impl Fn(AccountId) -> String) -> String {
    run.asked_by.map_or_else(|| t.audit.schedule.to_owned(), |account| format!("{}, {}", t.audit.somebody, name(account)))
}

/// What a run found, and whether it is something else than was written.
fn result(site: &Site, t: &'static Texts, view: RunView, is_brief: bool) -> (Option<Outcome>, bool) {
    let Proof::Matches(leaf) = view.proof else { return (None, view.proof == Proof::Differs) };
    let (run, Some(report)) = (view.run, view.report) else { return (None, false) };
    let (summary, failing, language) = (&report.summary, report.summary.failing, t.language);
    let count = |number: u32| format::grouped(u64::from(number));
    let by_check = report.findings.chunk_by(|one, next| one.check == next.check && one.waived == next.waived);
    let most = if is_brief { FIRST_CHECKS } else { MOST_CHECKS };
    let left = by_check.clone().skip(most).map(<[Finding]>::len).sum::<usize>();
    let left = u64::try_from(left).unwrap_or(u64::MAX);
    let outcome = Outcome {
        id: run.id,
        ended: run.finished_at.map(|at| t.audit.finished_at(format::date_time(at, site.app().zone(), language))).unwrap_or_default(),
        target: report.target.clone(),
        percent: format::percent(f64::from(summary.checks.percent()) / 100.0, 0, language),
        tested_of: t.audit.tested_of(count(summary.checks.tested()), count(summary.checks.checks())),
        severities: vec![
            (t.audit.critical, count(failing.critical)),
            (t.audit.high, count(failing.high)),
            (t.audit.medium, count(failing.medium)),
            (t.audit.low, count(failing.low)),
            (t.audit.info, count(failing.info)),
        ],
        changes: vec![
            (t.audit.fresh, count(summary.new)),
            (t.audit.still, count(summary.still)),
            (t.audit.back, count(summary.back)),
            (t.audit.mended, count(summary.mended)),
        ],
        categories: (1..=10).zip(&summary.categories).map(|(number, tally)| category(t, number, *tally)).collect(),
        findings: by_check.take(most).filter_map(|findings| row(t, findings)).collect(),
        more: (left > 0).then(|| t.audit.more_findings(left)),
        unknown: t.audit.unknown(summary.checks.not_tested),
        not_tested: unknown(t, &report, is_brief),
        is_brief,
        mended: report.mended,
        entry: leaf.to_string(),
        hash: run.report_hash.map(|hash| hash.to_string()).unwrap_or_default(),
    };
    (Some(outcome), false)
}

/// Findings of one check.
fn row(t: &Texts, findings: &[Finding]) -> Option<Row> {
    let first = findings.first()?;
    let hidden = u64::try_from(findings.len().saturating_sub(PLACES)).unwrap_or(u64::MAX);
    Some(Row {
        check: first.check.clone(),
        severity: t.audit.severity(first.severity),
        tone: match first.severity {
            Severity::Critical | Severity::High => "bad",
            Severity::Medium => "warn",
            Severity::Low | Severity::Info => "info",
        },
        category: category_id(first.category),
        title: first.title.of(t.language).to_owned(),
        why: first.why.of(t.language).to_owned(),
        fix: first.fix.of(t.language).to_owned(),
        waived: first.waived,
        places: findings
            .iter()
            .take(PLACES)
            .map(|finding| Spot {
                place: finding.place.clone(),
                evidence: finding.evidence.clone(),
                change: finding.change.map(|change| t.audit.change(change)),
            })
            .collect(),
        hidden: (hidden > 0).then(|| t.audit.more_places(hidden)),
    })
}

/// Checks that could not look, by the reason; the reason of most comes first.
fn unknown(t: &Texts, report: &Report, is_brief: bool) -> Vec<Unknown> {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for unknown in &report.not_tested {
        by_reason.entry(unknown.because.of(t.language)).or_default().push(unknown.title.of(t.language).to_owned());
    }
    let mut reasons: Vec<(&str, Vec<String>)> = by_reason.into_iter().collect();
    reasons.sort_by_key(|(_, titles)| std::cmp::Reverse(titles.len()));
    let told = |(because, titles): (&str, Vec<String>)| Unknown {
        because: because.to_owned(),
        count: format::grouped(u64::try_from(titles.len()).unwrap_or(u64::MAX)),
        titles: if is_brief { Vec::new() } else { titles },
    };
    reasons.into_iter().map(told).collect()
}

fn category_id(number: u8) -> String {
    if number == 0 { String::new() } else { format!("A{number:02}") }
}

fn category(t: &Texts, number: u8, tally: Tally) -> Category {
    let whole = f64::from(tally.checks().max(1));
    let mut x = 0.0;
    let mut slices = Vec::new();
    for (kind, checks) in [("failed", tally.failed), ("passed", tally.passed), ("unknown", tally.not_tested)] {
        let width = BAR * f64::from(checks) / whole;
        if checks > 0 {
            slices.push(Slice { kind, x: format!("{x:.1}"), width: format!("{width:.1}") });
        }
        x += width;
    }
    Category { id: category_id(number), name: t.audit.category_name(number), tally, slices }
}

fn line(site: &Site, t: &Texts, run: &Run) -> Line {
    let none = || t.shared.none.to_owned();
    Line {
        id: run.id,
        number: format::short_id(run.id),
        asked: format::date_time(run.asked_at, site.app().zone(), t.language),
        asked_machine: format::machine(run.asked_at),
        by: asked_by(t, run, format::short_id),
        state: t.audit.state(run.state),
        tone: match run.state {
            RunState::Done => "good",
            RunState::Queued | RunState::Running => "info",
            RunState::Failed | RunState::CutOff => "bad",
        },
        findings: run.summary.as_ref().map_or_else(none, |summary| format::grouped(u64::from(summary.failing.findings()))),
        percent: run
            .summary
            .as_ref()
            .map_or_else(none, |summary| format::percent(f64::from(summary.checks.percent()) / 100.0, 0, t.language)),
    }
}

/// Findings and coverage, each as a line over the runs.
fn trends(site: &Site, t: &Texts, past: &[Run]) -> Vec<Trend> {
    let points = |count: &dyn Fn(&audit::Summary) -> u32| -> Vec<TrendPoint> {
        let point = |run: &Run| {
            let when = format::date_time(run.finished_at.unwrap_or(run.asked_at), site.app().zone(), t.language);
            Some(TrendPoint { when, count: count(run.summary.as_ref()?) })
        };
        past.iter().filter_map(point).collect()
    };
    vec![
        Trend::new("trend-findings", t.audit.trend_findings, &points(&|summary| summary.failing.findings()), 5, t.language),
        Trend::new("trend-tested", t.audit.trend_tested, &points(&|summary| summary.checks.percent()), 100, t.language),
    ]
}
