//! Sign-ups that nobody has proved yet. Each is whole by itself, under its own person's key: what one visitor typed never
//! becomes part of the account that another one opens with the same address.

use domain::{
    Language, Timestamp,
    id::{AccountId, Id, PersonId},
    text::{Email, PersonName, Phone},
};
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use vault::password::PasswordHash;

use crate::{Private, Record, Store, StoreError, Tx, row::row};

row!("sign_up" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person: Uuid,
    email_index: Vec<u8>,
    email_sealed: Vec<u8>,
    name_sealed: Vec<u8>,
    phone_sealed: Option<Vec<u8>>,
    password_sealed: Vec<u8>,
    language: String,
    created_at: i64,
});

const TABLE: &str = "sign_up";

/// A sign-up as it is stored.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// The id that the account will have.
    pub id: AccountId,
    /// The data subject.
    pub person: PersonId,
    /// The address that is to be proved.
    pub email: Private<Email>,
    /// What she is called.
    pub name: Private<PersonName>,
    /// Where she is called.
    pub phone: Option<Private<Phone>>,
    /// The PHC string of the password that was chosen.
    pub password: Private<PasswordHash>,
    /// Language of mails.
    pub language: Language,
}

/// What a sign-up is made of.
#[derive(Debug)]
pub struct NewSignUp<'a> {
    /// The id that the account will have.
    pub id: AccountId,
    /// The data subject; a visitor keeps hers.
    pub person: PersonId,
    /// The address that is to be proved.
    pub email: &'a Email,
    /// What she is called.
    pub name: &'a PersonName,
    /// Where she is called.
    pub phone: Option<&'a Phone>,
    /// Hash of the password.
    pub password: &'a PasswordHash,
    /// Language of mails.
    pub language: Language,
    /// When, by the clock of links.
    pub created_at: Timestamp,
}

/// Writes a sign-up.
///
/// # Errors
/// The database refuses it.
pub async fn insert(tx: &Tx, permit: &Permit<act::SignUp>, new: &NewSignUp<'_>) -> Result<(), StoreError> {
    let row = new.id.uuid();
    let close = |column, value: &str| Private::close(tx.store(), TABLE, column, row, new.person, &value.to_owned());
    let model = row::ActiveModel {
        id: Set(row),
        person: Set(new.person.uuid()),
        email_index: Set(tx.store().email_index(new.email).to_vec()),
        email_sealed: Set(close("email", new.email.as_str())?.bytes()),
        name_sealed: Set(close("name", new.name.as_str())?.bytes()),
        phone_sealed: Set(new.phone.map(|phone| close("phone", phone.as_str())).transpose()?.map(|sealed| sealed.bytes())),
        password_sealed: Set(close("password", new.password.as_str())?.bytes()),
        language: Set(new.language.tag().to_owned()),
        created_at: Set(new.created_at.micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, (TABLE, row), Record::at(0)).await
}

/// Forgets every sign-up with an address: it has an account now, and links to the others are worth nothing. The leaf is the
/// account's.
///
/// # Errors
/// The database refuses it.
pub async fn forget(tx: &Tx, email: &Email) -> Result<(), StoreError> {
    let index = tx.store().email_index(email).to_vec();
    row::Entity::delete_many().filter(row::Column::EmailIndex.eq(index)).exec(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// The sign-up of an id. For links: whoever holds the token may see what it proves.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn sign_up(&self, id: AccountId) -> Result<Option<SignUp>, StoreError> {
        Ok(row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(SignUp::from))
    }
    /// The newest sign-up with an address.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn newest_sign_up(&self, email: &Email) -> Result<Option<SignUp>, StoreError> {
        let query = row::Entity::find()
            .filter(row::Column::EmailIndex.eq(self.email_index(email).to_vec()))
            .order_by_desc(row::Column::CreatedAt)
            .order_by_desc(row::Column::Id);
        Ok(query.one(self.reader()).await?.map(SignUp::from))
    }
}

impl From<row::Model> for SignUp {
    fn from(row: row::Model) -> Self {
        Self {
            id: AccountId::from_uuid(row.id),
            person: PersonId::from_uuid(row.person),
            email: Private::stored(TABLE, "email", row.id, row.person, row.email_sealed),
            name: Private::stored(TABLE, "name", row.id, row.person, row.name_sealed),
            phone: row.phone_sealed.map(|bytes| Private::stored(TABLE, "phone", row.id, row.person, bytes)),
            password: Private::stored(TABLE, "password", row.id, row.person, row.password_sealed),
            language: Language::from_tag(&row.language).unwrap_or_default(),
        }
    }
}
