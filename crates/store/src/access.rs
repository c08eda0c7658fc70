//! Who opened whose file, when and why. The person concerned can read it.

use domain::{
    Timestamp,
    account::Role,
    id::{AccessId, AccountId, Id, OrderId, PersonId},
    text::FreeText,
};
use policy::{Act, Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Private, Record, Store, StoreError, Tx, row::row};

row!("access_log" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person: Uuid,
    order_id: Option<Uuid>,
    account: Uuid,
    role: String,
    what: String,
    reason_sealed: Vec<u8>,
    at: i64,
});

const TABLE: &str = "access_log";

/// What is seen where name, telephone and address are part of the work.
pub const CONTACT: &str = "contact";

/// One look at a file.
#[derive(Clone, Debug)]
pub struct Access {
    /// When.
    pub at: Timestamp,
    /// In which role; the customer reads "support", the officer finds the name in the trail.
    pub role: Role,
    /// What was seen: a code such as `phone`.
    pub what: String,
    /// Why, as the employee wrote it.
    pub reason: Private<FreeText>,
}

/// Actions that look at somebody's file.
pub trait OpensFile: Act {}
impl OpensFile for act::PersonReveal {}
impl OpensFile for act::SeeContact {}

/// Writes down a look, with its leaf.
///
/// # Errors
/// The database refuses it; then nothing may be shown.
pub async fn insert<A: OpensFile>(
    tx: &Tx,
    permit: &Permit<A>,
    person: PersonId,
    order: OrderId,
    account: AccountId,
    what: &'static str,
    reason: &FreeText,
) -> Result<(), StoreError> {
    let id: AccessId = tx.id()?;
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        person: Set(person.uuid()),
        order_id: Set(Some(order.uuid())),
        account: Set(account.uuid()),
        role: Set(permit.actor().role.name().to_owned()),
        what: Set(what.to_owned()),
        reason_sealed: Set(Private::close(tx.store(), TABLE, "reason", id.uuid(), person, reason)?.bytes()),
        at: Set(tx.now().micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, ("order", order.uuid()), Record::at(0).because(what)).await
}

/// Whether an employee looked at this of an order since `since`: what she is shown again that day is one entry.
///
/// # Errors
/// The database cannot be read.
pub async fn has_seen(
    tx: &Tx,
    _: &Permit<act::SeeContact>,
    order: OrderId,
    account: AccountId,
    since: Timestamp,
) -> Result<bool, StoreError> {
    let query = row::Entity::find()
        .filter(row::Column::OrderId.eq(order.uuid()))
        .filter(row::Column::Account.eq(account.uuid()))
        .filter(row::Column::What.eq(CONTACT))
        .filter(row::Column::At.gte(since.micros()));
    Ok(query.one(tx.reading()).await?.is_some())
}

/// Records a look that is one with an earlier one of the same day: a leaf, and no new entry in the customer's list.
///
/// # Errors
/// The trail cannot be written; then nothing may be shown.
pub async fn repeat(tx: &Tx, permit: &Permit<act::SeeContact>, order: OrderId) -> Result<(), StoreError> {
    tx.record(permit, ("order", order.uuid()), Record::at(0).because(CONTACT)).await
}

/// How many looks behind masks an employee took since `since`. Nobody else counts for her until this transaction ends: her row
/// is held, so that of many looks at once no more are taken than the quota allows.
///
/// # Errors
/// The database refuses it, or asks to try again.
pub async fn count_reveals(tx: &Tx, permit: &Permit<act::PersonReveal>, since: Timestamp) -> Result<u64, StoreError> {
    let Some(account) = permit.actor().account else { return Err(StoreError::Conflict) };
    crate::account::hold(tx, account).await?;
    let query = row::Entity::find().filter(row::Column::Account.eq(account.uuid())).filter(row::Column::At.gte(since.micros()));
    Ok(query.count(tx.reading()).await?)
}

impl Store {
    /// The newest hundred looks at the file of the order's owner.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn accesses(&self, permit: &Permit<act::AccessRead>) -> Result<Vec<Access>, StoreError> {
        let Some(person) = permit.resource().owner() else { return Ok(Vec::new()) };
        let query = row::Entity::find().filter(row::Column::Person.eq(person.uuid())).order_by_desc(row::Column::Id).limit(100);
        let rows = query.all(self.reader()).await?;
        rows.into_iter()
            .map(|row| {
                Ok(Access {
                    at: Timestamp::from_micros(row.at),
                    role: Role::from_name(&row.role).ok_or(StoreError::Corrupt("access_log.role"))?,
                    what: row.what,
                    reason: Private::stored(TABLE, "reason", row.id, row.person, row.reason_sealed),
                })
            })
            .collect()
    }
}
