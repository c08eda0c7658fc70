//! Saved estimates: what a visitor told us and what we answered, sealed whole.

use domain::{
    Timestamp,
    id::{EstimateId, Id, PersonId},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{Private, Record, Store, StoreError, Tx, row::row};

row!("estimate" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person: Uuid,
    document_sealed: Vec<u8>,
    created_at: i64,
});

const TABLE: &str = "estimate";

/// A saved estimate.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// Its id.
    pub id: EstimateId,
    /// Whose.
    pub person: PersonId,
    /// Input and answer as JSON.
    pub document: Private<String>,
    /// Since when.
    pub created_at: Timestamp,
}

/// Saves an estimate.
///
/// # Errors
/// The database refuses it.
pub async fn insert(
    tx: &Tx,
    permit: &Permit<act::EstimateCreate>,
    id: EstimateId,
    person: PersonId,
    document: &str,
) -> Result<(), StoreError> {
    let sealed = Private::close(tx.store(), TABLE, "document", id.uuid(), person, &document.to_owned())?;
    let model = row::ActiveModel {
        id: Set(id.uuid()),
        person: Set(person.uuid()),
        document_sealed: Set(sealed.bytes()),
        created_at: Set(tx.now().micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, (TABLE, id.uuid()), Record::at(1)).await
}

impl Store {
    /// The estimate of an id. It opens only for its owner: the caller asks policy with [`Estimate::person`].
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn estimate(&self, id: EstimateId) -> Result<Option<Estimate>, StoreError> {
        let found = row::Entity::find_by_id(id.uuid()).one(self.reader()).await?;
        Ok(found.map(|row| Estimate {
            id: EstimateId::from_uuid(row.id),
            person: PersonId::from_uuid(row.person),
            document: Private::stored(TABLE, "document", row.id, row.person, row.document_sealed),
            created_at: Timestamp::from_micros(row.created_at),
        }))
    }
}
