//! People with accounts.

use domain::{
    Language, Timestamp,
    account::Role,
    id::{AccountId, CrewId, Id, PersonId},
    text::{Email, PersonName, Phone},
};
use policy::{Act, Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr};
use vault::password::PasswordHash;

use crate::{
    Private, Record, Store, StoreError, Tx,
    row::{exactly_one, row},
};

row!("account" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person: Uuid,
    role: String,
    email_index: Vec<u8>,
    email_sealed: Vec<u8>,
    name_sealed: Vec<u8>,
    phone_sealed: Option<Vec<u8>>,
    password_sealed: Option<Vec<u8>>,
    confirmed: bool,
    active: bool,
    language: String,
    crew: Option<Uuid>,
    created_at: i64,
    version: i64,
});

const TABLE: &str = "account";

/// An account as it is stored.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The data subject.
    pub person: PersonId,
    /// Its one role.
    pub role: Role,
    /// Where mails go.
    pub email: Private<Email>,
    /// What she is called.
    pub name: Private<PersonName>,
    /// Where she is called.
    pub phone: Option<Private<Phone>>,
    /// The PHC string; sealed, so that the key besides is a pepper that can rotate.
    pub password: Option<Private<PasswordHash>>,
    /// The e-mail address is proved.
    pub confirmed: bool,
    /// May act at all.
    pub active: bool,
    /// Language of mails.
    pub language: Language,
    /// The crew she leads.
    pub crew: Option<CrewId>,
    /// Since when.
    pub created_at: Timestamp,
    /// Row version.
    pub version: i64,
}

/// What a new account is made of.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// Its id.
    pub id: AccountId,
    /// The data subject; a visitor keeps hers.
    pub person: PersonId,
    /// Its role.
    pub role: Role,
    /// Where mails go; unique without regard to case.
    pub email: Email,
    /// What she is called.
    pub name: PersonName,
    /// Where she is called.
    pub phone: Option<Phone>,
    /// Hash of the password.
    pub password: Option<&'a PasswordHash>,
    /// The address is proved already.
    pub confirmed: bool,
    /// Language of mails.
    pub language: Language,
    /// The crew she leads.
    pub crew: Option<CrewId>,
}

/// Actions that may open an account.
pub trait OpensAccount: Act {}
impl OpensAccount for act::Confirm {}
impl OpensAccount for act::CompanySetUp {}

/// Writes a new account.
///
/// # Errors
/// [`StoreError::Taken`] when the address has an account already.
pub async fn insert<A: OpensAccount>(tx: &Tx, permit: &Permit<A>, new: &NewAccount<'_>) -> Result<(), StoreError> {
    let store = tx.store();
    let row = new.id.uuid();
    let close = |column, value: &str| Private::close(store, TABLE, column, row, new.person, &value.to_owned());
    let model = row::ActiveModel {
        id: Set(row),
        person: Set(new.person.uuid()),
        role: Set(new.role.name().to_owned()),
        email_index: Set(store.email_index(&new.email).to_vec()),
        email_sealed: Set(close("email", new.email.as_str())?.bytes()),
        name_sealed: Set(close("name", new.name.as_str())?.bytes()),
        phone_sealed: Set(new.phone.as_ref().map(|p| close("phone", p.as_str())).transpose()?.map(|p| p.bytes())),
        password_sealed: Set(new.password.as_ref().map(|p| close("password", p.as_str())).transpose()?.map(|p| p.bytes())),
        confirmed: Set(new.confirmed),
        active: Set(true),
        language: Set(new.language.tag().to_owned()),
        crew: Set(new.crew.map(Id::uuid)),
        created_at: Set(tx.now().micros()),
        version: Set(1),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    tx.record(permit, (TABLE, row), Record::at(1)).await
}

/// Makes way for the account of whoever proved an address: one that was opened with it and never proved is nobody's. Its leaf
/// is the new account's.
///
/// # Errors
/// The database refuses it.
pub async fn make_way(tx: &Tx, email: &Email) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::EmailIndex.eq(tx.store().email_index(email).to_vec()))
        .filter(row::Column::Confirmed.eq(false))
        .exec(tx.writing())
        .await?;
    Ok(())
}

/// Sets a new password.
///
/// # Errors
/// Somebody changed the account first.
pub async fn set_password(
    tx: &Tx,
    permit: &Permit<act::ResetPassword>,
    account: &Account,
    password: &PasswordHash,
) -> Result<(), StoreError> {
    let sealed = Private::close(tx.store(), TABLE, "password", account.id.uuid(), account.person, password)?;
    let changed = row::Entity::update_many()
        .col_expr(row::Column::PasswordSealed, Expr::value(sealed.bytes()))
        // Whoever reads the mail owns the address.
        .col_expr(row::Column::Confirmed, Expr::value(true))
        .col_expr(row::Column::Version, Expr::value(account.version + 1))
        .filter(row::Column::Id.eq(account.id.uuid()))
        .filter(row::Column::Version.eq(account.version))
        .exec(tx.writing())
        .await?;
    exactly_one(changed.rows_affected)?;
    tx.record(permit, (TABLE, account.id.uuid()), Record::at(account.version + 1)).await
}

/// Keeps an account's row from everybody else until the transaction ends. It is written for that: a mere look would let two
/// see the same.
pub(crate) async fn hold(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    let held = row::Entity::update_many()
        .col_expr(row::Column::Version, Expr::col(row::Column::Version))
        .filter(row::Column::Id.eq(account.uuid()))
        .exec(tx.writing())
        .await?;
    // MariaDB counts rows that were found, not those that differ, as the driver asks it to.
    exactly_one(held.rows_affected)
}

impl Store {
    /// The blind index of an address.
    #[must_use]
    pub fn email_index(&self, email: &Email) -> [u8; 32] {
        self.keys().blind_index("account.email", &email.lookup_key())
    }
    /// The account of an id. For sessions: whoever holds the session's token is that account.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        row::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Account::try_from).transpose()
    }
    /// The account of an address, for signing in and for support's search by exact address.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn account_by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        let found = row::Entity::find().filter(row::Column::EmailIndex.eq(self.email_index(email).to_vec())).one(self.reader()).await?;
        found.map(Account::try_from).transpose()
    }
    /// The account of a data subject.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn account_of_person(&self, person: PersonId) -> Result<Option<Account>, StoreError> {
        let found = row::Entity::find().filter(row::Column::Person.eq(person.uuid())).one(self.reader()).await?;
        found.map(Account::try_from).transpose()
    }
    /// The oldest active account of a role, for the demo's sign-in links.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn first_account_of(&self, role: Role) -> Result<Option<Account>, StoreError> {
        let query = row::Entity::find()
            .filter(row::Column::Role.eq(role.name()))
            .filter(row::Column::Active.eq(true))
            .order_by_asc(row::Column::Id);
        query.one(self.reader()).await?.map(Account::try_from).transpose()
    }
    /// The account that leads a crew.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn account_of_crew(&self, crew: CrewId) -> Result<Option<Account>, StoreError> {
        row::Entity::find().filter(row::Column::Crew.eq(crew.uuid())).one(self.reader()).await?.map(Account::try_from).transpose()
    }
    /// How many accounts a role has.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn count_accounts(&self, role: Role) -> Result<u64, StoreError> {
        Ok(row::Entity::find().filter(row::Column::Role.eq(role.name())).count(self.reader()).await?)
    }
}

impl TryFrom<row::Model> for Account {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: AccountId::from_uuid(row.id),
            person: PersonId::from_uuid(row.person),
            role: Role::from_name(&row.role).ok_or(StoreError::Corrupt("account.role"))?,
            email: Private::stored(TABLE, "email", row.id, row.person, row.email_sealed),
            name: Private::stored(TABLE, "name", row.id, row.person, row.name_sealed),
            phone: row.phone_sealed.map(|bytes| Private::stored(TABLE, "phone", row.id, row.person, bytes)),
            password: row.password_sealed.map(|bytes| Private::stored(TABLE, "password", row.id, row.person, bytes)),
            confirmed: row.confirmed,
            active: row.active,
            language: Language::from_tag(&row.language).unwrap_or_default(),
            crew: row.crew.map(CrewId::from_uuid),
            created_at: Timestamp::from_micros(row.created_at),
            version: row.version,
        })
    }
}
