//! Runs of the audit: when, asked for by whom, what came out in numbers, and the whole report, which the leaf of the trail
//! commits to. At most one run waits or is under way.

use std::io::{Read, Write};

use domain::{
    Timestamp,
    id::{AccountId, AuditRunId, Id, LeafId},
};
use policy::{Act, Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde::{Deserialize, Serialize};
use trail::{Hash, leaf_hash};
use uuid::Uuid;

use crate::{
    Cursor, Page, Record, Store, StoreError, Tx,
    row::{exactly_one, row},
};

row!("audit_run" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    asked_by: Option<Uuid>,
    asked_at: i64,
    state: String,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    reason: Option<String>,
    summary: String,
    report_hash: Option<String>,
    leaf: Option<Uuid>,
    version: i64,
});

mod turn {
    use crate::row::row;
    row!("audit_turn" {
        #[sea_orm(primary_key, auto_increment = false)]
        name: String,
        run: Uuid,
    });
    pub(super) use row::{ActiveModel, Entity};
}

mod part {
    use crate::row::row;
    row!("audit_report" {
        #[sea_orm(primary_key, auto_increment = false)]
        run: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        part: i64,
        bytes: Vec<u8>,
    });
    pub(super) use row::{ActiveModel, Column, Entity};
}

/// The kind of object in the trail.
const KIND: &str = "audit_run";
/// The one turn that there is.
const TURN: &str = "audit";
/// Bytes of one part of a compressed report.
const PART: usize = 60_000;
/// Runs that are kept, the newest: with one a day more than a year.
pub const KEPT: u64 = 400;
/// The longest report, bytes before it is compressed.
pub const LONGEST_REPORT: usize = 16 * 1024 * 1024;

/// Whoever has to do with runs may read them.
pub trait ReadsAudits: Act {}
impl ReadsAudits for act::AuditRead {}
impl ReadsAudits for act::AuditAsk {}
impl ReadsAudits for act::AuditRecord {}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits.
    Queued,
    /// It is under way.
    Running,
    /// It has a report.
    Done,
    /// It came to nothing.
    Failed,
    /// The program ended in the middle of it.
    CutOff,
}

impl State {
    const ALL: [Self; 5] = [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::CutOff];
    fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::CutOff => "cut_off",
        }
    }
}

/// Checks by what came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Saw nothing wrong.
    pub passed: u32,
    /// Saw something wrong.
    pub failed: u32,
    /// Could not look.
    pub not_tested: u32,
}

impl Tally {
    /// Every check.
    #[must_use]
    pub fn checks(self) -> u32 {
        self.tested().saturating_add(self.not_tested)
    }
    /// Checks that did look.
    #[must_use]
    pub fn tested(self) -> u32 {
        self.passed.saturating_add(self.failed)
    }
    /// The share that did look, whole per cent, rounded down: 100 means all.
    #[must_use]
    pub fn percent(self) -> u32 {
        self.tested().saturating_mul(100).checked_div(self.checks()).unwrap_or(0)
    }
}

/// Findings by the harm that they can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BySeverity {
    /// The system or everybody's data.
    pub critical: u32,
    /// Harm without much luck.
    pub high: u32,
    /// Harm under conditions.
    pub medium: u32,
    /// Helps an attacker who has something else.
    pub low: u32,
    /// Worth knowing.
    pub info: u32,
}

impl BySeverity {
    /// All of them.
    #[must_use]
    pub fn findings(self) -> u32 {
        [self.critical, self.high, self.medium, self.low, self.info].into_iter().fold(0, u32::saturating_add)
    }
}

/// What came out, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// All checks.
    pub checks: Tally,
    /// What fails and nobody waived.
    pub failing: BySeverity,
    /// The checks of the categories A01 to A10 of 2021, in their order.
    pub categories: Vec<Tally>,
    /// Findings that were never seen before.
    pub new: u32,
    /// Findings of the run before too.
    pub still: u32,
    /// Findings that had been mended.
    pub back: u32,
    /// What was found before and is no more.
    pub mended: u32,
}

/// A run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its id.
    pub id: AuditRunId,
    /// Who asked for it; none: the schedule.
    pub asked_by: Option<AccountId>,
    /// When.
    pub asked_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Why it failed, as a code.
    pub reason: Option<String>,
    /// What came out; none without a report.
    pub summary: Option<Summary>,
    /// Hash of the report, as the row says.
    pub report_hash: Option<Hash>,
    /// The leaf with which it ended.
    pub leaf: Option<LeafId>,
    /// Row version.
    pub version: i64,
}

/// How a run ends.
#[derive(Clone, Copy, Debug)]
pub enum End<'a> {
    /// With a report.
    Done {
        /// Its numbers.
        summary: &'a Summary,
        /// All of it, at most [`LONGEST_REPORT`] bytes.
        report: &'a [u8],
    },
    /// Without one, and why, as a code.
    Failed(&'static str),
    /// Whoever did it is gone.
    CutOff,
}

/// Whether a stored report is the one that the trail commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is.
    AsWritten(Vec<u8>),
    /// It is not, or its leaf is not there.
    Changed,
    /// The run has none.
    None,
}

/// Puts a run into the queue, with its leaf. Who asks is whom the permit names.
///
/// # Errors
/// [`StoreError::Taken`] when one waits or is under way.
pub async fn queue(tx: &Tx, permit: &Permit<act::AuditAsk>, at: Timestamp) -> Result<AuditRunId, StoreError> {
    let id: AuditRunId = tx.id()?;
    let turn = turn::ActiveModel { name: Set(TURN.to_owned()), run: Set(id.uuid()) };
    turn::Entity::insert(turn).exec_without_returning(tx.writing()).await?;
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        asked_by: Set(permit.actor().account.map(Id::uuid)),
        asked_at: Set(at.micros()),
        state: Set(State::Queued.name().to_owned()),
        started_at: Set(None),
        finished_at: Set(None),
        reason: Set(None),
        summary: Set(String::new()),
        report_hash: Set(None),
        leaf: Set(None),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, (KIND, id.uuid()), Record::at(1)).await?;
    Ok(id)
}

/// How many runs people asked for since an instant.
///
/// # Errors
/// The database cannot be read.
pub async fn asked_since(tx: &Tx, _: &Permit<act::AuditAsk>, since: Timestamp) -> Result<u64, StoreError> {
    let query = row::Entity::find().filter(row::Column::AskedBy.is_not_null()).filter(row::Column::AskedAt.gt(since.micros()));
    Ok(query.count(tx.reading()).await?)
}

/// The run that waits or is under way, in the transaction that depends on it.
///
/// # Errors
/// The database cannot be read.
pub async fn waiting(tx: &Tx, _: &Permit<act::AuditAsk>) -> Result<Option<AuditRunId>, StoreError> {
    Ok(turn::Entity::find_by_id(TURN.to_owned()).one(tx.reading()).await?.map(|turn| AuditRunId::from_uuid(turn.run)))
}

/// Sets the clock for the first audit, with a leaf.
///
/// # Errors
/// The database refuses it.
pub async fn schedule(tx: &Tx, permit: &Permit<act::AuditAsk>, due_at: Timestamp) -> Result<(), StoreError> {
    crate::timer::set(tx, crate::timer::Kind::Audit, Uuid::nil(), due_at).await?;
    tx.record(permit, ("company", Uuid::nil()), Record::at(0).because("audit_scheduled")).await
}

/// Marks a waiting run as begun, with its leaf.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else began it.
pub async fn start(tx: &Tx, permit: &Permit<act::AuditRecord>, run: &Run, at: Timestamp) -> Result<Run, StoreError> {
    let version = run.version.saturating_add(1);
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(State::Running.name()))
        .col_expr(row::Column::StartedAt, Expr::value(Some(at.micros())))
        .col_expr(row::Column::Version, Expr::value(version))
        .filter(row::Column::Id.eq(run.id.uuid()))
        .filter(row::Column::Version.eq(run.version))
        .filter(row::Column::State.eq(State::Queued.name()))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)?;
    tx.record(permit, (KIND, run.id.uuid()), Record::at(version).because("started")).await?;
    Ok(Run { state: State::Running, started_at: Some(at), version, ..run.clone() })
}

/// Ends a run and frees the turn. The leaf has the hash of the report, so that another one would be noticed.
///
/// # Errors
/// [`StoreError::Conflict`] when it has ended already; [`StoreError::Corrupt`] for a report that is too long.
pub async fn finish(tx: &Tx, permit: &Permit<act::AuditRecord>, run: &Run, at: Timestamp, end: End<'_>) -> Result<(), StoreError> {
    let version = run.version.saturating_add(1);
    let (state, reason, summary, hash) = match end {
        End::Done { summary, report } => {
            keep(tx, run.id, report).await?;
            let text = serde_json::to_string(summary).map_err(|_| StoreError::Corrupt("audit_run.summary"))?;
            (State::Done, None, text, Some(leaf_hash(report)))
        }
        End::Failed(reason) => (State::Failed, Some(reason), String::new(), None),
        End::CutOff => (State::CutOff, Some("cut_off"), String::new(), None),
    };
    let record = Record { version, reason: Some(reason.unwrap_or("done")), before: None, after: hash.map(|hash| *hash.as_bytes()) };
    let leaf = tx.record_leaf(permit, (KIND, run.id.uuid()), record).await?;
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state.name()))
        .col_expr(row::Column::FinishedAt, Expr::value(Some(at.micros())))
        .col_expr(row::Column::Reason, Expr::value(reason.map(str::to_owned)))
        .col_expr(row::Column::Summary, Expr::value(summary))
        .col_expr(row::Column::ReportHash, Expr::value(hash.map(|hash| hash.to_string())))
        .col_expr(row::Column::Leaf, Expr::value(Some(leaf.uuid())))
        .col_expr(row::Column::Version, Expr::value(version))
        .filter(row::Column::Id.eq(run.id.uuid()))
        .filter(row::Column::Version.eq(run.version))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)?;
    turn::Entity::delete_by_id(TURN.to_owned()).exec(tx.writing()).await?;
    Ok(())
}

async fn keep(tx: &Tx, run: AuditRunId, report: &[u8]) -> Result<(), StoreError> {
    if report.len() > LONGEST_REPORT {
        return Err(StoreError::Corrupt("audit_report.bytes"));
    }
    let mut small = Vec::new();
    // Level 5 of 11: a tenth of the size in a tenth of a second.
    let written = brotli::CompressorWriter::new(&mut small, 64 * 1024, 5, 22).write_all(report);
    written.map_err(|_| StoreError::Corrupt("audit_report.bytes"))?;
    for (number, bytes) in (0_i64..).zip(small.chunks(PART)) {
        let model = part::ActiveModel { run: Set(run.uuid()), part: Set(number), bytes: Set(bytes.to_vec()) };
        part::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    }
    Ok(())
}

impl Store {
    /// Runs, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn audit_runs(&self, _: &Permit<act::AuditRead>, cursor: Cursor) -> Result<Page<Run>, StoreError> {
        let mut query = row::Entity::find().order_by_desc(row::Column::Id).limit(cursor.limit + 1);
        if let Some(before) = cursor.before {
            query = query.filter(row::Column::Id.lt(before));
        }
        let runs: Result<Vec<Run>, StoreError> = query.all(self.reader()).await?.into_iter().map(Run::try_from).collect();
        Ok(Page::cut(runs?, cursor.limit, |run| run.id.uuid()))
    }
    /// The newest runs that have a report, newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn audits_done<A: ReadsAudits>(&self, _: &Permit<A>, limit: u64) -> Result<Vec<Run>, StoreError> {
        let query = row::Entity::find().filter(row::Column::State.eq(State::Done.name())).order_by_desc(row::Column::Id).limit(limit);
        query.all(self.reader()).await?.into_iter().map(Run::try_from).collect()
    }
    /// One run.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn audit_run<A: ReadsAudits>(&self, _: &Permit<A>, id: AuditRunId) -> Result<Option<Run>, StoreError> {
        row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Run::try_from).transpose()
    }
    /// The run that waits or is under way. Read from the writer: whoever has just asked sees it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn audit_under_way<A: ReadsAudits>(&self, _: &Permit<A>) -> Result<Option<Run>, StoreError> {
        let Some(turn) = turn::Entity::find_by_id(TURN.to_owned()).one(self.writer()).await? else { return Ok(None) };
        row::Entity::find_by_id(turn.run).one(self.writer()).await?.map(Run::try_from).transpose()
    }
    /// The report of a run, held against its leaf: the leaf must be there and whole, be about this run's end, and commit to
    /// these bytes.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn audit_report<A: ReadsAudits>(&self, _: &Permit<A>, run: &Run) -> Result<Kept, StoreError> {
        if run.state != State::Done {
            return Ok(Kept::None);
        }
        let Some(leaf) = run.leaf else { return Ok(Kept::Changed) };
        let Some(leaf) = self.whole_leaf(leaf).await? else { return Ok(Kept::Changed) };
        let Some(report) = self.stored_report(run.id).await? else { return Ok(Kept::Changed) };
        let is_about_it = leaf.object.id == run.id.uuid()
            && leaf.object.kind.as_str() == KIND
            && leaf.action.as_str() == act::AuditRecord::ACTION.name()
            && i64::try_from(leaf.object.version) == Ok(run.version);
        let hash = leaf_hash(&report);
        let is_same = leaf.after == Some(hash) && run.report_hash == Some(hash);
        Ok(if is_about_it && is_same { Kept::AsWritten(report) } else { Kept::Changed })
    }
    /// None where the parts are no compressed report of a bearable length.
    async fn stored_report(&self, run: AuditRunId) -> Result<Option<Vec<u8>>, StoreError> {
        let query = part::Entity::find().filter(part::Column::Run.eq(run.uuid())).order_by_asc(part::Column::Part);
        let small: Vec<u8> = query.all(self.reader()).await?.into_iter().flat_map(|part| part.bytes).collect();
        let mut report = Vec::new();
        let most = u64::try_from(LONGEST_REPORT).unwrap_or(u64::MAX);
        let read = brotli::Decompressor::new(small.as_slice(), 64 * 1024).take(most.saturating_add(1)).read_to_end(&mut report);
        Ok((read.is_ok() && report.len() <= LONGEST_REPORT).then_some(report))
    }
    /// The oldest of the runs that are kept; none while there are fewer.
    pub(crate) async fn oldest_audit_to_keep(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let query = row::Entity::find().order_by_desc(row::Column::Id).offset(KEPT.saturating_sub(1)).limit(1);
        Ok(query.one(self.reader()).await?.map(|row| row.id.as_bytes().to_vec()))
    }
}

impl TryFrom<row::Model> for Run {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        let state = State::ALL.into_iter().find(|state| state.name() == row.state).ok_or(StoreError::Corrupt("audit_run.state"))?;
        // A row that was changed by hand is shown as one that does not match its leaf, not as a broken page.
        let summary = if state == State::Done { Some(serde_json::from_str(&row.summary).unwrap_or_default()) } else { None };
        Ok(Self {
            id: AuditRunId::from_uuid(row.id),
            asked_by: row.asked_by.map(AccountId::from_uuid),
            asked_at: Timestamp::from_micros(row.asked_at),
            state,
            started_at: row.started_at.map(Timestamp::from_micros),
            finished_at: row.finished_at.map(Timestamp::from_micros),
            reason: row.reason,
            summary,
            report_hash: row.report_hash.and_then(|text| Hash::from_hex(&text)),
            leaf: row.leaf.map(LeafId::from_uuid),
            version: row.version,
        })
    }
}
