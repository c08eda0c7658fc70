//! Contracts: the text that was agreed to, a keyed commitment to it, and when consent was given. Written once with the order.

use domain::{
    Language, Timestamp,
    id::{Id, OrderId, PersonId},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, EntityTrait};
use vault::Clear;

use crate::{
    Private, Store, StoreError, Tx,
    quote::Quote,
    row::{hash32, row},
};

row!("contract" {
    #[sea_orm(primary_key, auto_increment = false)]
    order_id: Uuid,
    person: Uuid,
    text_sealed: Vec<u8>,
    text_mac: Vec<u8>,
    receipt_mac: Vec<u8>,
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
    /// Whose.
    pub person: PersonId,
    /// The clauses, exactly as they were shown, and the receipt's hash, as JSON.
    text: Private<String>,
    /// Keyed commitment to the text.
    text_mac: [u8; 32],
    /// Keyed commitment to the receipt that it is about: that of the quote.
    pub receipt_mac: [u8; 32],
    /// Version of the terms.
    pub terms_version: String,
    /// Language in which it was agreed.
    pub language: Language,
    /// When.
    pub consented_at: Timestamp,
}

impl Contract {
    /// Its text, if it is the one that was agreed to.
    ///
    /// # Errors
    /// The permit is for another person's row, or the text is not the one that the row commits to.
    pub fn text(&self, store: &Store, permit: &Permit<act::ContractRead>) -> Result<Clear<String>, StoreError> {
        let text = self.text.clear(store, permit)?;
        if Private::commit(store, self.person, text.expose()) == self.text_mac {
            Ok(text)
        } else {
            Err(StoreError::Corrupt("contract.text"))
        }
    }
}

/// A contract that is about to be agreed.
#[derive(Debug)]
pub struct NewContract<'a> {
    /// The clauses and the receipt's hash as JSON.
    pub text: &'a str,
    /// Version of the terms.
    pub terms_version: &'a str,
    /// Language.
    pub language: Language,
}

/// Writes the contract of an order; its leaf is the order's, which has the commitment to the text that this returns.
pub(crate) async fn insert(
    tx: &Tx,
    _: &Permit<act::OrderSign>,
    order: OrderId,
    quote: &Quote,
    new: &NewContract<'_>,
) -> Result<[u8; 32], StoreError> {
    let (person, text) = (quote.person, new.text.to_owned());
    let sealed = Private::close(tx.store(), TABLE, "text", order.uuid(), person, &text)?;
    let mac = Private::commit(tx.store(), person, &text);
    let model = row::ActiveModel {
        order_id: Set(order.uuid()),
        person: Set(person.uuid()),
        text_sealed: Set(sealed.bytes()),
        text_mac: Set(mac.to_vec()),
        receipt_mac: Set(quote.receipt_mac.to_vec()),
        terms_version: Set(new.terms_version.to_owned()),
        language: Set(new.language.tag().to_owned()),
        consented_at: Set(tx.now().micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(mac)
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
            person: PersonId::from_uuid(row.person),
            text: Private::stored(TABLE, "text", row.order_id, row.person, row.text_sealed),
            text_mac: hash32(&row.text_mac, "contract.text_mac")?,
            receipt_mac: hash32(&row.receipt_mac, "contract.receipt_mac")?,
            terms_version: row.terms_version,
            language: Language::from_tag(&row.language).unwrap_or_default(),
            consented_at: Timestamp::from_micros(row.consented_at),
        }))
    }
}
