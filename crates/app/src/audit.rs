//! The program's audit of itself: asked for by the officer or the head, or by the schedule; done beside the requests, by whom
//! the program was started with; kept with a leaf of the trail that commits to the report.

mod report;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use domain::{
    Timestamp,
    id::{AuditRunId, LeafId},
};
use policy::{Permit, Resource, act};
pub use report::{Change, Finding, NotTested, Report, Said, Severity};
pub use store::audit::{BySeverity, Run, State, Summary, Tally};
use store::{
    Cursor, Page, StoreError,
    audit::{self, End, Kept, ReadsAudits},
    timer::{self as clock, Kind, Timer},
};
use tokio::sync::oneshot;

use crate::{App, Caller, Conflict, Error, timer, transaction::transaction, worker};

/// From one scheduled run to the next.
const EVERY_HOURS: i64 = 24;
/// From the first start to the first scheduled run, seconds: the start has other things to do.
const FIRST_AFTER: i64 = 30;
/// Runs that people may ask for in an hour.
const ASKED_AN_HOUR: u64 = 6;
/// How long a run may take.
const LIMIT: Duration = Duration::from_secs(300);
/// A run that began longer ago than this, seconds, is nobody's any more: its limit, and time to write it down.
const ABANDONED_AFTER: i64 = 360;
/// Runs that the drawing of the past shows.
const TREND: u64 = 60;

/// Audits the program. It is called on a thread of its own, within the program's runtime, and may wait there.
pub trait Auditor: std::fmt::Debug + Send + Sync {
    /// Looks at everything. `memory` is what the run before wanted to be told.
    ///
    /// # Errors
    /// It could not look at all; the cause goes to the log.
    fn audit(&self, app: &App, memory: Option<&str>) -> Result<Report, Box<dyn std::error::Error + Send + Sync>>;
}

/// A run with what is known of it.
#[derive(Clone, Debug)]
pub struct RunView {
    /// The run; one that nobody does any more is shown as cut off.
    pub run: Run,
    /// Its report, where it is the one that was written.
    pub report: Option<Report>,
    /// How the stored report stands to the trail.
    pub proof: Proof,
}

/// How a stored report stands to the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The leaf commits to exactly this report.
    Matches(LeafId),
    /// The report or its numbers are not those that were written, or the leaf is gone.
    Differs,
    /// The run has no report.
    Nothing,
}

/// What the officer sees first.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Somebody audits this program.
    pub has_auditor: bool,
    /// The run that waits or is under way.
    pub under_way: Option<Run>,
    /// The newest run that has a report.
    pub newest: Option<RunView>,
    /// Runs that have a report, the oldest first.
    pub past: Vec<Run>,
    /// All runs, newest first.
    pub runs: Page<Run>,
}

/// The newest result and what came before.
///
/// # Errors
/// Denied to others.
pub async fn runs(app: &App, caller: &Caller, cursor: Cursor) -> Result<Overview, Error> {
    let permit: Permit<act::AuditRead> = app.permit(caller, Resource::Company).await?;
    let mut past = app.store().audits_done(&permit, TREND).await?;
    let newest = match past.first() {
        Some(run) => Some(view(app, &permit, run.clone()).await?),
        None => None,
    };
    past.reverse();
    let runs = app.store().audit_runs(&permit, cursor).await?.map(|run| as_it_is(app, run));
    let under_way = app.store().audit_under_way(&permit).await?.map(|run| as_it_is(app, run));
    Ok(Overview {
        has_auditor: app.auditor().is_some(),
        under_way: under_way.filter(|run| matches!(run.state, State::Queued | State::Running)),
        newest,
        past,
        runs,
    })
}

/// One run.
///
/// # Errors
/// Denied to others; there is no such run (any more).
pub async fn run_of(app: &App, caller: &Caller, id: AuditRunId) -> Result<RunView, Error> {
    let permit: Permit<act::AuditRead> = app.permit(caller, Resource::Company).await?;
    let run = app.store().audit_run(&permit, id).await?.ok_or(Error::NotFound)?;
    view(app, &permit, as_it_is(app, run)).await
}

async fn view<A: ReadsAudits>(app: &App, permit: &Permit<A>, run: Run) -> Result<RunView, Error> {
    let (report, proof) = match app.store().audit_report(permit, &run).await? {
        Kept::None => (None, Proof::Nothing),
        Kept::Changed => (None, Proof::Differs),
        Kept::AsWritten(bytes) => {
            let report: Option<Report> = serde_json::from_slice(&bytes).ok();
            // The numbers of the list stand in the row, and must be those of the report.
            let report = report.filter(|report| run.summary.as_ref() == Some(&report.summary));
            let proof = run.leaf.filter(|_| report.is_some()).map_or(Proof::Differs, Proof::Matches);
            (report, proof)
        }
    };
    Ok(RunView { run, report, proof })
}

/// A run as it is shown: one that began too long ago has been cut off, whether or not somebody has written that down yet.
fn as_it_is(app: &App, run: Run) -> Run {
    if is_abandoned(&run, app.clock().wall()) { Run { state: State::CutOff, ..run } } else { run }
}

fn is_abandoned(run: &Run, now: Timestamp) -> bool {
    run.state == State::Running && run.started_at.is_none_or(|began| began.plus_seconds(ABANDONED_AFTER) <= now)
}

/// Asks for a run. While one waits or is under way, it is that one.
///
/// # Errors
/// Denied to others; nobody audits this program; too many were asked for.
pub async fn ask_for_run(app: &App, caller: &Caller) -> Result<AuditRunId, Error> {
    let permit: Permit<act::AuditAsk> = app.permit(caller, Resource::Company).await?;
    if app.auditor().is_none() {
        return Err(Error::Conflict(Conflict::DoesNotFollow));
    }
    if let Some(run) = app.store().audit_under_way(&permit).await? {
        return Ok(run.id);
    }
    let now = app.clock().wall();
    let asked = transaction!(app, caller, tx => {
        if audit::asked_since(tx, &permit, now.plus_hours(-1)).await? >= ASKED_AN_HOUR {
            return Err(Error::TooMany { retry_after: 600 });
        }
        queue(tx, &permit, now).await
    });
    match asked {
        // Somebody asked at the same moment.
        Err(Error::Conflict(Conflict::Changed)) => {
            app.store().audit_under_way(&permit).await?.map(|run| run.id).ok_or(Error::Conflict(Conflict::Changed))
        }
        other => other,
    }
}

async fn queue(tx: &store::Tx, permit: &Permit<act::AuditAsk>, now: Timestamp) -> Result<AuditRunId, Error> {
    match audit::queue(tx, permit, now).await {
        Err(StoreError::Taken) => Err(Error::Conflict(Conflict::Changed)),
        other => Ok(other?),
    }
}

/// Sets the clock for the first scheduled run, unless one is set or nobody audits this program.
///
/// # Errors
/// The database refuses it.
pub async fn begin_schedule(app: &App) -> Result<(), Error> {
    if app.auditor().is_none() {
        return Ok(());
    }
    let caller = timer::machine(app)?;
    let permit: Permit<act::AuditAsk> = app.permit(&caller, Resource::Company).await?;
    transaction!(app, &caller, tx => {
        if !clock::is_set(tx, Kind::Audit).await? {
            audit::schedule(tx, &permit, tx.now().plus_seconds(FIRST_AFTER)).await?;
        }
        Ok(())
    })
}

/// It is time for a scheduled run: it is queued, unless one waits anyway, and the clock is set again.
pub(crate) async fn due(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    let may_ask: Permit<act::AuditAsk> = app.permit(caller, Resource::Company).await?;
    let now = app.clock().wall();
    transaction!(app, caller, tx => {
        clock::ring(tx, permit, timer).await?;
        // Two programs that started at the same moment have each set one: from here on there is one.
        if !clock::is_set(tx, Kind::Audit).await? {
            audit::schedule(tx, &may_ask, tx.now().plus_hours(EVERY_HOURS)).await?;
        } else {
            tx.record(permit, ("timer", domain::id::Id::uuid(timer.id)), store::Record::at(0).because("in_vain")).await?;
        }
        // A program that was started without an auditor leaves no run waiting for nobody.
        if app.auditor().is_some() && audit::waiting(tx, &may_ask).await?.is_none() {
            queue(tx, &may_ask, now).await?;
        }
        Ok(())
    })
}

/// Does the run that waits, if one does; says whether there was anything to do. Takes as long as the run takes, so it is called
/// by a task of its own.
///
/// # Errors
/// The database refuses it. That the audit itself fails is no error but a run that failed.
pub async fn run_next(app: &App) -> Result<bool, Error> {
    let Some(auditor) = app.auditor() else { return Ok(false) };
    let caller = worker::machine(app)?;
    let permit: Permit<act::AuditRecord> = app.permit(&caller, Resource::Company).await?;
    let Some(run) = app.store().audit_under_way(&permit).await? else { return Ok(false) };
    if run.state == State::Running {
        let is_abandoned = is_abandoned(&run, app.clock().wall());
        if is_abandoned {
            record(app, &caller, &permit, &run, End::CutOff).await?;
        }
        return Ok(is_abandoned);
    }
    // The thread of a run that took too long may still be there.
    let Ok(place) = Arc::clone(app.auditing()).try_acquire_owned() else { return Ok(false) };
    let now = app.clock().wall();
    let run = transaction!(app, &caller, tx => { Ok(audit::start(tx, &permit, &run, now).await?) })?;
    let memory = memory(app, &permit).await?;
    let (tell, told) = oneshot::channel();
    let (theirs, auditor, runtime) = (app.clone(), Arc::clone(auditor), tokio::runtime::Handle::current());
    let begun = std::thread::Builder::new().name("audit".to_owned()).spawn(move || {
        let _entered = runtime.enter();
        let outcome = catch_unwind(AssertUnwindSafe(|| auditor.audit(&theirs, memory.as_deref())));
        drop(place);
        // Nobody listens any more when it took too long.
        let _ = tell.send(outcome);
    });
    let reason = match begun {
        Err(error) => failed("broke", &error.to_string()),
        Ok(_) => match tokio::time::timeout(LIMIT, told).await {
            Err(_) => failed("too_long", "the audit took too long"),
            Ok(Err(_) | Ok(Err(_))) => failed("broke", "the audit broke off"),
            Ok(Ok(Ok(Err(error)))) => failed("could_not_look", &error.to_string()),
            Ok(Ok(Ok(Ok(report)))) => match serde_json::to_vec(&report) {
                Err(error) => failed("broke", &error.to_string()),
                Ok(bytes) if bytes.len() > audit::LONGEST_REPORT => failed("too_large", "the report is too long"),
                Ok(bytes) => {
                    record(app, &caller, &permit, &run, End::Done { summary: &report.summary, report: &bytes }).await?;
                    return Ok(true);
                }
            },
        },
    };
    record(app, &caller, &permit, &run, End::Failed(reason)).await?;
    Ok(true)
}

fn failed(reason: &'static str, cause: &str) -> &'static str {
    tracing::error!(reason, cause, "the audit failed");
    reason
}

/// Writes down how a run ended. Somebody else who has done so already is right.
async fn record(app: &App, caller: &Caller, permit: &Permit<act::AuditRecord>, run: &Run, end: End<'_>) -> Result<(), Error> {
    let now = app.clock().wall();
    let written: Result<(), Error> = transaction!(app, caller, tx => { Ok(audit::finish(tx, permit, run, now, end).await?) });
    match written {
        Err(Error::Conflict(Conflict::Changed)) => Ok(()),
        other => other,
    }
}

/// What the newest run that is as it was written wanted to be told.
async fn memory(app: &App, permit: &Permit<act::AuditRecord>) -> Result<Option<String>, Error> {
    for run in app.store().audits_done(permit, 5).await? {
        if let Some(report) = view(app, permit, run).await?.report {
            return Ok(Some(report.memory));
        }
    }
    Ok(None)
}

/// The program ends: a run of this process that is under way is written down as cut off, so that the next start need not wait.
///
/// # Errors
/// The database refuses it; the run is shown as cut off some minutes later.
pub async fn cut_off(app: &App) -> Result<(), Error> {
    if app.auditing().available_permits() > 0 {
        return Ok(());
    }
    let caller = worker::machine(app)?;
    let permit: Permit<act::AuditRecord> = app.permit(&caller, Resource::Company).await?;
    match app.store().audit_under_way(&permit).await? {
        Some(run) if run.state == State::Running => record(app, &caller, &permit, &run, End::CutOff).await,
        _ => Ok(()),
    }
}
