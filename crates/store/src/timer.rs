//! Clocks that will run out. They are rows, so a restart forgets none and the demo can move to the next one.

use domain::{
    Timestamp,
    id::{Id, TimerId},
};
use policy::{Permit, act};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{Store, StoreError, Tx, row::row};

row!("timer" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    object: Uuid,
    due_at: i64,
    state: String,
});

mod failure {
    use crate::row::row;
    row!("timer_failure" {
        #[sea_orm(primary_key, auto_increment = false)]
        timer: Uuid,
        failures: i64,
        not_before: i64,
    });
    pub(super) use row::{ActiveModel, Column, Entity};
}

/// Failures after which a clock is put off; whatever was in its way at the same moment is gone by then.
const FREE_FAILURES: i64 = 3;
const FIRST_PAUSE_SECONDS: i64 = 5;
const LONGEST_PAUSE_SECONDS: i64 = 3_600;

/// What happens when a clock runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An order looks for a crew (again).
    Match,
    /// An offer expires.
    OfferExpires,
    /// A locked price lapses.
    QuoteExpires,
    /// The cooling-off period ends.
    CoolingOffEnds,
    /// A proposal lapses.
    ChangeExpires,
    /// It is time to audit.
    Audit,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::OfferExpires => "offer_expires",
            Self::QuoteExpires => "quote_expires",
            Self::CoolingOffEnds => "cooling_off_ends",
            Self::ChangeExpires => "change_expires",
            Self::Audit => "audit",
        }
    }
    fn from_name(name: &str) -> Option<Self> {
        [Self::Match, Self::OfferExpires, Self::QuoteExpires, Self::CoolingOffEnds, Self::ChangeExpires, Self::Audit]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A clock that runs.
#[derive(Clone, Debug)]
pub struct Timer {
    /// Its id.
    pub id: TimerId,
    /// What happens then.
    pub kind: Kind,
    /// To what.
    pub object: Uuid,
    /// When.
    pub due_at: Timestamp,
}

/// Sets a clock. Its leaf is the one of the change that sets it.
///
/// # Errors
/// The database refuses it.
pub async fn set(tx: &Tx, kind: Kind, object: Uuid, due_at: Timestamp) -> Result<(), StoreError> {
    let id: TimerId = tx.id()?;
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        kind: Set(kind.name().to_owned()),
        object: Set(object),
        due_at: Set(due_at.micros()),
        state: Set("set".to_owned()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(())
}

/// Whether a clock of a kind is set.
///
/// # Errors
/// The database cannot be read.
pub async fn is_set(tx: &Tx, kind: Kind) -> Result<bool, StoreError> {
    let query = row::Entity::find().filter(row::Column::State.eq("set")).filter(row::Column::Kind.eq(kind.name()));
    Ok(query.one(tx.reading()).await?.is_some())
}

/// Lets every order that waits for a crew be looked at now and not when its clock would have rung: the crews are others, or
/// have days again. Its leaf is that of the change that made it so.
///
/// # Errors
/// The database refuses it.
pub(crate) async fn look_again(tx: &Tx) -> Result<(), StoreError> {
    row::Entity::update_many()
        .col_expr(row::Column::DueAt, Expr::value(tx.now().micros()))
        .filter(row::Column::State.eq("set"))
        .filter(row::Column::DueAt.gt(tx.now().micros()))
        .filter(row::Column::Kind.eq(Kind::Match.name()))
        .exec(tx.writing())
        .await?;
    Ok(())
}

/// Marks a clock as rung, in the transaction of what it causes: it rings once.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else rang it.
pub async fn ring(tx: &Tx, _: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), StoreError> {
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value("rung"))
        .filter(row::Column::Id.eq(timer.id.uuid()))
        .filter(row::Column::State.eq("set"))
        .exec(tx.writing())
        .await?;
    crate::row::exactly_one(changed.rows_affected)?;
    failure::Entity::delete_by_id(timer.id.uuid()).exec(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// Clocks that have run out, the oldest first, without those that failed and are put off.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn due_timers(&self, _: &Permit<act::TimerRing>, now: Timestamp, limit: u64) -> Result<Vec<Timer>, StoreError> {
        let put_off =
            failure::Entity::find().select_only().column(failure::Column::Timer).filter(failure::Column::NotBefore.gt(now.micros()));
        let query = row::Entity::find()
            .filter(row::Column::State.eq("set"))
            .filter(row::Column::DueAt.lte(now.micros()))
            .filter(row::Column::Id.not_in_subquery(put_off.into_query()))
            .order_by_asc(row::Column::DueAt)
            .order_by_asc(row::Column::Id)
            .limit(limit);
        query.all(self.reader()).await?.into_iter().map(Timer::try_from).collect()
    }
    /// Notes that a clock could not be handled. From the fourth time on it waits, twice as long each time and at most an hour,
    /// so that those that fail never take the place of all others. No leaf: nothing of anybody's has changed.
    ///
    /// # Errors
    /// The database refuses it.
    pub async fn put_off_timer(&self, _: &Permit<act::TimerRing>, timer: &Timer, now: Timestamp) -> Result<(), StoreError> {
        let before = failure::Entity::find_by_id(timer.id.uuid()).one(self.writer()).await?.map_or(0, |row| row.failures);
        let failures = before.saturating_add(1);
        let over = failures.saturating_sub(FREE_FAILURES);
        let doublings = u32::try_from(over.saturating_sub(1)).unwrap_or(0).min(20);
        let pause = if over > 0 { FIRST_PAUSE_SECONDS.saturating_mul(1 << doublings).min(LONGEST_PAUSE_SECONDS) } else { 0 };
        let model = failure::ActiveModel {
            timer: Set(timer.id.uuid()),
            failures: Set(failures),
            not_before: Set(now.plus_seconds(pause).micros()),
        };
        let again =
            OnConflict::column(failure::Column::Timer).update_columns([failure::Column::Failures, failure::Column::NotBefore]).to_owned();
        failure::Entity::insert(model).on_conflict(again).exec_without_returning(self.writer()).await?;
        Ok(())
    }
    /// When the next clock of the business runs out; the audit's rings for the program and not for a customer.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn next_timer(&self) -> Result<Option<Timer>, StoreError> {
        let query = row::Entity::find()
            .filter(row::Column::State.eq("set"))
            .filter(row::Column::Kind.ne(Kind::Audit.name()))
            .order_by_asc(row::Column::DueAt);
        query.one(self.reader()).await?.map(Timer::try_from).transpose()
    }
}

impl TryFrom<row::Model> for Timer {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: TimerId::from_uuid(row.id),
            kind: Kind::from_name(&row.kind).ok_or(StoreError::Corrupt("timer.kind"))?,
            object: row.object,
            due_at: Timestamp::from_micros(row.due_at),
        })
    }
}
