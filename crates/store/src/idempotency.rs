//! Keys of creating calls: the same key twice gives the same thing once.

use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    Store, StoreError, Tx,
    row::{hash32, row},
};

row!("idempotency" {
    #[sea_orm(primary_key, auto_increment = false)]
    key: Vec<u8>,
    request_hash: Vec<u8>,
    result: String,
    created_at: i64,
});

/// What a key created, and from which request.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// Hash of the request it was used for; another request under the same key is refused.
    pub request_hash: [u8; 32],
    /// Id of what was created.
    pub result: String,
}

/// Remembers a key in the transaction that creates the thing.
///
/// # Errors
/// [`StoreError::Taken`] when the key was used at the same time by somebody else.
pub async fn remember(tx: &Tx, key: [u8; 32], request_hash: [u8; 32], result: String) -> Result<(), StoreError> {
    let model = row::ActiveModel {
        key: Set(key.to_vec()),
        request_hash: Set(request_hash.to_vec()),
        result: Set(result),
        created_at: Set(tx.now().micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// What a key created, if it was used. Read from the writer: after a commit that may or may not have happened,
    /// this is what decides.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn remembered(&self, key: [u8; 32]) -> Result<Option<Remembered>, StoreError> {
        let found = row::Entity::find_by_id(key.to_vec()).one(self.writer()).await?;
        found
            .map(|row| Ok(Remembered { request_hash: hash32(&row.request_hash, "idempotency.request_hash")?, result: row.result }))
            .transpose()
    }
}
