//! Contracts: the text that was agreed to, its hash, and when consent was given. Written once with the order.

use domain::{
    Language, Timestamp,
    id::{Id, OrderId, PersonId},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    Private, Store, StoreError, Tx,
    row::{hash32, row},
};

row!("contract" {
    #[sea_orm(primary_key, auto_increment = false)]
    order_id: Uuid,
    person: Uuid,
    text_sealed: Vec<u8>,
    text_hash: Vec<u8>,
    receipt_hash: Vec<u8>,
    terms_version: String,
    language: String,
    consented_at: i64,
});

const TABLE: &str = "contract";

/// A contract as it is stored.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Of which order.
    pub order: OrderId,
    /// The clauses as JSON, exactly as they were shown.
    pub text: Private<String>,
    /// Hash of the clauses.
    pub text_hash: [u8; 32],
    /// The receipt it is about.
    pub receipt_hash: [u8; 32],
    /// Version of the terms.
    pub terms_version: String,
    /// Language in which it was agreed.
    pub language: Language,
    /// When.
    pub consented_at: Timestamp,
}

/// A contract that is about to be agreed.
#[derive(Debug)]
pub struct NewContract<'a> {
    /// The clauses as JSON.
    pub text: &'a str,
    /// Their hash.
    pub text_hash: [u8; 32],
    /// The receipt.
    pub receipt_hash: [u8; 32],
    /// Version of the terms.
    pub terms_version: &'a str,
    /// Language.
    pub language: Language,
}

/// Writes the contract of an order; its leaf is the order's, which commits to the text's hash.
pub(crate) async fn insert(tx: &Tx, order: OrderId, person: PersonId, new: &NewContract<'_>) -> Result<(), StoreError> {
    let sealed = Private::close(tx.store(), TABLE, "text", order.uuid(), person, &new.text.to_owned())?;
    let model = row::ActiveModel {
        order_id: Set(order.uuid()),
        person: Set(person.uuid()),
        text_sealed: Set(sealed.bytes()),
        text_hash: Set(new.text_hash.to_vec()),
        receipt_hash: Set(new.receipt_hash.to_vec()),
        terms_version: Set(new.terms_version.to_owned()),
        language: Set(new.language.tag().to_owned()),
        consented_at: Set(tx.now().micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// The version of the terms that the permitted order was signed under.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn terms_version(&self, permit: &Permit<act::OrderWithdraw>) -> Result<Option<String>, StoreError> {
        Ok(row::Entity::find_by_id(permit.resource().uuid()).one(self.reader()).await?.map(|row| row.terms_version))
    }
    /// The contract of the permitted order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn contract(&self, permit: &Permit<act::ContractRead>) -> Result<Option<Contract>, StoreError> {
        let Some(row) = row::Entity::find_by_id(permit.resource().uuid()).one(self.reader()).await? else { return Ok(None) };
        Ok(Some(Contract {
            order: OrderId::from_uuid(row.order_id),
            text: Private::stored(TABLE, "text", row.order_id, row.person, row.text_sealed),
            text_hash: hash32(&row.text_hash, "contract.text_hash")?,
            receipt_hash: hash32(&row.receipt_hash, "contract.receipt_hash")?,
            terms_version: row.terms_version,
            language: Language::from_tag(&row.language).unwrap_or_default(),
            consented_at: Timestamp::from_micros(row.consented_at),
        }))
    }
}
