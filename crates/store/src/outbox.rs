//! Jobs that follow from a committed change, such as mails: written in its transaction, done afterwards, at least
//! once, under a lease.

use domain::{
    Timestamp,
    id::{Id, JobId, PersonId},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use crate::{Private, Store, StoreError, Tx, row::row};

row!("outbox" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    person: Uuid,
    payload_sealed: Vec<u8>,
    created_at: i64,
    not_before: i64,
    attempts: i64,
    lease_until: i64,
    done_at: Option<i64>,
});

const TABLE: &str = "outbox";

/// A job that was leased to a worker.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id; handlers are idempotent by it.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// Whose data it holds.
    pub person: PersonId,
    /// JSON.
    pub payload: Private<String>,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// Adds a job and says its id. Its leaf is the one of the change that it follows from.
///
/// # Errors
/// The database refuses it.
pub async fn push(tx: &Tx, kind: &'static str, person: PersonId, payload: &str) -> Result<JobId, StoreError> {
    let id: JobId = tx.id()?;
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        kind: Set(kind.to_owned()),
        person: Set(person.uuid()),
        payload_sealed: Set(Private::close(tx.store(), TABLE, "payload", id.uuid(), person, &payload.to_owned())?.bytes()),
        created_at: Set(tx.now().micros()),
        not_before: Set(tx.now().micros()),
        attempts: Set(0),
        lease_until: Set(0),
        done_at: Set(None),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(id)
}

/// Seconds a worker has for a job before another may take it.
const LEASE_SECONDS: i64 = 60;
/// Attempts after which a job is left for a person to look at.
pub const MAX_ATTEMPTS: i64 = 12;

impl Store {
    /// Leases up to `limit` due jobs. Two workers never get the same job: the update compares what was read.
    ///
    /// # Errors
    /// The database refuses it.
    pub async fn lease_jobs(&self, _: &Permit<act::OutboxDrain>, now: Timestamp, limit: u64) -> Result<Vec<Job>, StoreError> {
        let due = row::Entity::find()
            .filter(row::Column::DoneAt.is_null())
            .filter(row::Column::NotBefore.lte(now.micros()))
            .filter(row::Column::LeaseUntil.lte(now.micros()))
            .filter(row::Column::Attempts.lt(MAX_ATTEMPTS))
            .order_by_asc(row::Column::NotBefore)
            .limit(limit)
            .all(self.reader())
            .await?;
        let mut leased = Vec::new();
        for job in due {
            let taken = row::Entity::update_many()
                .col_expr(row::Column::LeaseUntil, Expr::value(now.plus_seconds(LEASE_SECONDS).micros()))
                .col_expr(row::Column::Attempts, Expr::value(job.attempts + 1))
                .filter(row::Column::Id.eq(job.id))
                .filter(row::Column::Attempts.eq(job.attempts))
                .filter(row::Column::DoneAt.is_null())
                .exec(self.writer())
                .await?;
            if taken.rows_affected == 1 {
                leased.push(Job {
                    id: JobId::from_uuid(job.id),
                    kind: job.kind,
                    person: PersonId::from_uuid(job.person),
                    payload: Private::stored(TABLE, "payload", job.id, job.person, job.payload_sealed),
                    attempts: job.attempts + 1,
                });
            }
        }
        Ok(leased)
    }
    /// Puts a job off after a failure; it waits twice as long each time.
    ///
    /// # Errors
    /// The database refuses it.
    pub async fn postpone_job(&self, _: &Permit<act::OutboxDrain>, job: &Job, now: Timestamp) -> Result<(), StoreError> {
        let doublings = u32::try_from(job.attempts).unwrap_or(0).min(12);
        row::Entity::update_many()
            .col_expr(row::Column::NotBefore, Expr::value(now.plus_seconds(5_i64.saturating_mul(1 << doublings)).micros()))
            .col_expr(row::Column::LeaseUntil, Expr::value(0_i64))
            .filter(row::Column::Id.eq(job.id.uuid()))
            .exec(self.writer())
            .await?;
        Ok(())
    }
    /// Jobs that wait and jobs that were given up. No personal data.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn count_jobs(&self) -> Result<(u64, u64), StoreError> {
        let open = row::Entity::find().filter(row::Column::DoneAt.is_null());
        let given_up = open.clone().filter(row::Column::Attempts.gte(MAX_ATTEMPTS)).count(self.reader()).await?;
        Ok((open.count(self.reader()).await?.saturating_sub(given_up), given_up))
    }
}

/// Marks a job as done, with a leaf. Recipient, text and links in it are over with it.
///
/// # Errors
/// The database refuses it.
pub async fn done(tx: &Tx, permit: &Permit<act::OutboxDrain>, job: &Job) -> Result<(), StoreError> {
    row::Entity::update_many()
        .col_expr(row::Column::DoneAt, Expr::value(Some(tx.now().micros())))
        .col_expr(row::Column::PayloadSealed, Expr::value(Vec::<u8>::new()))
        .filter(row::Column::Id.eq(job.id.uuid()))
        .exec(tx.writing())
        .await?;
    tx.record(permit, ("job", job.id.uuid()), crate::Record::at(1).because("done")).await
}
