//! Proposed changes and their answers.

use domain::{
    Timestamp,
    change_request::{Approved, Change, ChangeRequest, ChangeState},
    id::{AccountId, ChangeRequestId, Id, OrderId, PersonId},
    text::FreeText,
};
use policy::{Act, Permit, Resource, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use crate::{
    Private, Record, Store, StoreError, Tx,
    row::{exactly_one, hash32, row},
};

row!("change_request" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    order_id: Uuid,
    person: Uuid,
    author: Uuid,
    approver: Option<Uuid>,
    change_json: String,
    payload_hash: Vec<u8>,
    reason_sealed: Vec<u8>,
    base_version: i64,
    state: String,
    created_at: i64,
    expires_at: i64,
    answered_at: Option<i64>,
    version: i64,
});

mod open {
    use crate::row::row;
    row!("open_proposal" {
        #[sea_orm(primary_key, auto_increment = false)]
        order_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        kind: String,
        change_request: Uuid,
    });
    pub(super) use row::{ActiveModel, Column, Entity};
}

const TABLE: &str = "change_request";

/// A proposal as it is stored, with what only the table knows.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The proposal.
    pub request: ChangeRequest,
    /// Whose order it is.
    pub person: PersonId,
    /// Why it is proposed.
    pub reason: Private<FreeText>,
    /// Since when.
    pub created_at: Timestamp,
    /// Row version.
    pub version: i64,
}

impl Stored {
    /// The proposal as policy sees it.
    #[must_use]
    pub fn resource(&self) -> Resource {
        Resource::ChangeRequest { id: self.request.id, owner: self.person, author: self.request.author }
    }
}

/// Writes a proposal.
///
/// # Errors
/// [`StoreError::Taken`] when one of the same kind is open for the order; of two at the same moment one gets that.
pub async fn insert(
    tx: &Tx,
    permit: &Permit<act::ChangePropose>,
    request: &ChangeRequest,
    person: PersonId,
    reason: &FreeText,
) -> Result<(), StoreError> {
    let id = request.id.uuid();
    let open =
        open::ActiveModel { order_id: Set(request.order.uuid()), kind: Set(request.change.kind().to_owned()), change_request: Set(id) };
    open::Entity::insert(open).exec_without_returning(tx.writing()).await?;
    let model = row::ActiveModel {
        id: Set(id),
        order_id: Set(request.order.uuid()),
        person: Set(person.uuid()),
        author: Set(request.author.uuid()),
        approver: Set(None),
        change_json: Set(request.change.canonical()),
        payload_hash: Set(request.payload_hash.to_vec()),
        reason_sealed: Set(Private::close(tx.store(), TABLE, "reason", id, person, reason)?.bytes()),
        base_version: Set(request.base_version),
        state: Set(request.state.name().to_owned()),
        created_at: Set(tx.now().micros()),
        expires_at: Set(request.expires_at.micros()),
        answered_at: Set(None),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, (TABLE, id), Record { after: Some(request.payload_hash), ..Record::at(1) }).await
}

/// Marks a proposal as applied and gives out what is to be done, once: a second call, also at the same moment,
/// is a conflict.
///
/// # Errors
/// [`StoreError::Conflict`] when it was answered meanwhile.
pub async fn apply(tx: &Tx, permit: &Permit<act::ChangeAnswer>, stored: &Stored, approved: Approved) -> Result<Change, StoreError> {
    if approved.request() != stored.request.id {
        return Err(StoreError::Conflict);
    }
    close(tx, permit, stored, ChangeState::Applied, Some(approved.approver()), "approved").await?;
    Ok(approved.into_change())
}

/// Actions that end a proposal without doing it.
pub trait EndsProposal: Act {}
impl EndsProposal for act::ChangeAnswer {}
impl EndsProposal for act::TimerRing {}
/// One that can no longer be agreed to makes room for the next one.
impl EndsProposal for act::ChangePropose {}

/// Ends a proposal without doing it.
///
/// # Errors
/// [`StoreError::Conflict`] when it was answered meanwhile.
pub async fn end<A: EndsProposal>(
    tx: &Tx,
    permit: &Permit<A>,
    stored: &Stored,
    state: ChangeState,
    answered_by: Option<AccountId>,
) -> Result<(), StoreError> {
    close(tx, permit, stored, state, answered_by, state.name()).await
}

async fn close<A: Act>(
    tx: &Tx,
    permit: &Permit<A>,
    stored: &Stored,
    state: ChangeState,
    approver: Option<AccountId>,
    reason: &'static str,
) -> Result<(), StoreError> {
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state.name()))
        .col_expr(row::Column::Approver, Expr::value(approver.map(Id::uuid)))
        .col_expr(row::Column::AnsweredAt, Expr::value(Some(tx.now().micros())))
        .col_expr(row::Column::Version, Expr::value(stored.version + 1))
        .filter(row::Column::Id.eq(stored.request.id.uuid()))
        .filter(row::Column::Version.eq(stored.version))
        .filter(row::Column::State.eq(ChangeState::Proposed.name()))
        .filter(row::Column::PayloadHash.eq(stored.request.payload_hash.to_vec()))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)?;
    open::Entity::delete_many()
        .filter(open::Column::OrderId.eq(stored.request.order.uuid()))
        .filter(open::Column::ChangeRequest.eq(stored.request.id.uuid()))
        .exec(tx.writing())
        .await?;
    let record = Record { after: Some(stored.request.payload_hash), ..Record::at(stored.version + 1).because(reason) };
    tx.record(permit, (TABLE, stored.request.id.uuid()), record).await
}

impl Store {
    /// The proposal of an id; the caller asks policy with [`Stored::resource`].
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn change_request(&self, id: ChangeRequestId) -> Result<Option<Stored>, StoreError> {
        row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Stored::try_from).transpose()
    }
    /// The proposals for the permitted order, newest first, at most fifty.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn change_requests_of(&self, permit: &Permit<act::OrderRead>) -> Result<Vec<Stored>, StoreError> {
        let query = row::Entity::find().filter(row::Column::OrderId.eq(permit.resource().uuid())).order_by_desc(row::Column::Id).limit(50);
        query.all(self.reader()).await?.into_iter().map(Stored::try_from).collect()
    }
    /// The open proposal of a kind for the permitted order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open_change_request(&self, permit: &Permit<act::ChangePropose>, kind: &str) -> Result<Option<Stored>, StoreError> {
        let key = (permit.resource().uuid(), kind.to_owned());
        match open::Entity::find_by_id(key).one(self.reader()).await? {
            Some(open) => self.change_request(ChangeRequestId::from_uuid(open.change_request)).await,
            None => Ok(None),
        }
    }
    /// The newest fifty proposals that wait for an answer, for support's desk.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn open_change_requests(&self, _: &Permit<act::SupportSearch>) -> Result<Vec<Stored>, StoreError> {
        let query =
            row::Entity::find().filter(row::Column::State.eq(ChangeState::Proposed.name())).order_by_desc(row::Column::Id).limit(50);
        query.all(self.reader()).await?.into_iter().map(Stored::try_from).collect()
    }
}

impl TryFrom<row::Model> for Stored {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        let change: Change = serde_json::from_str(&row.change_json).map_err(|_| StoreError::Corrupt("change_request.change_json"))?;
        Ok(Self {
            request: ChangeRequest {
                id: ChangeRequestId::from_uuid(row.id),
                order: OrderId::from_uuid(row.order_id),
                author: AccountId::from_uuid(row.author),
                change,
                base_version: row.base_version,
                payload_hash: hash32(&row.payload_hash, "change_request.payload_hash")?,
                state: ChangeState::from_name(&row.state).ok_or(StoreError::Corrupt("change_request.state"))?,
                expires_at: Timestamp::from_micros(row.expires_at),
            },
            person: PersonId::from_uuid(row.person),
            reason: Private::stored(TABLE, "reason", row.id, row.person, row.reason_sealed),
            created_at: Timestamp::from_micros(row.created_at),
            version: row.version,
        })
    }
}
