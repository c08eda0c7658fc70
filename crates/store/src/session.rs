//! Sessions live here, not in cookies: a cookie is a random token, this table has its hash.

use domain::{
    Timestamp,
    id::{AccountId, Id, PersonId},
};
use policy::{Act, Amr, Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use vault::TokenHash;

use crate::{
    Record, Store, StoreError, Tx,
    row::{hash32, row},
};

row!("session" {
    #[sea_orm(primary_key, auto_increment = false)]
    token_hash: Vec<u8>,
    account: Option<Uuid>,
    person: Uuid,
    amr: String,
    created_at: i64,
    last_seen_at: i64,
    expires_at: i64,
});

/// A session as it is stored.
#[derive(Clone, Debug)]
pub struct Session {
    /// Hash of its token.
    pub token: TokenHash,
    /// Whose; none for a visitor.
    pub account: Option<AccountId>,
    /// The data subject.
    pub person: PersonId,
    /// How it was opened.
    pub amr: Amr,
    /// Since when.
    pub created_at: Timestamp,
    /// Last use, at most a minute old.
    pub last_seen_at: Timestamp,
    /// The end that use does not move.
    pub expires_at: Timestamp,
}

/// Actions that may open a session.
pub trait OpensSession: Act {}
impl OpensSession for act::EstimateCreate {}
impl OpensSession for act::SignIn {}
impl OpensSession for act::SignUp {}
impl OpensSession for act::Confirm {}

/// Opens a session and records who did.
///
/// # Errors
/// The database refuses it.
pub async fn open<A: OpensSession>(tx: &Tx, permit: &Permit<A>, session: &Session) -> Result<(), StoreError> {
    let model = row::ActiveModel {
        token_hash: Set(session.token.as_bytes().to_vec()),
        account: Set(session.account.map(Id::uuid)),
        person: Set(session.person.uuid()),
        amr: Set(session.amr.name().to_owned()),
        created_at: Set(session.created_at.micros()),
        last_seen_at: Set(session.last_seen_at.micros()),
        expires_at: Set(session.expires_at.micros()),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    let object = session.account.map_or(("visitor", session.person.uuid()), |account| ("account", account.uuid()));
    tx.record(permit, object, Record::at(0).because("session_opened")).await
}

/// Ends the session of a token.
///
/// # Errors
/// The database refuses it.
pub async fn close(tx: &Tx, permit: &Permit<act::SignOut>, token: &TokenHash) -> Result<(), StoreError> {
    row::Entity::delete_by_id(token.as_bytes().to_vec()).exec(tx.writing()).await?;
    tx.record(permit, ("account", permit.resource().uuid()), Record::at(0).because("session_closed")).await
}

/// Ends every session of an account: after a new password, or when it is deactivated.
///
/// # Errors
/// The database refuses it.
pub async fn close_all(tx: &Tx, account: AccountId) -> Result<u64, StoreError> {
    Ok(row::Entity::delete_many().filter(row::Column::Account.eq(account.uuid())).exec(tx.writing()).await?.rows_affected)
}

/// Ends the visitor's sessions of a person who has an account from now on: what a visitor could see, only the
/// account can see.
///
/// # Errors
/// The database refuses it.
pub async fn close_visitors(tx: &Tx, person: PersonId) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::Account.is_null())
        .filter(row::Column::Person.eq(person.uuid()))
        .exec(tx.writing())
        .await?;
    Ok(())
}

/// Forgets one session without a word: it is replaced by another in the same transaction.
///
/// # Errors
/// The database refuses it.
pub async fn replace(tx: &Tx, token: &TokenHash) -> Result<(), StoreError> {
    row::Entity::delete_by_id(token.as_bytes().to_vec()).exec(tx.writing()).await?;
    Ok(())
}

impl Store {
    /// The session of a token, whatever its age: the caller decides by the clock.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        row::Entity::find_by_id(token.as_bytes().to_vec()).one(self.reader()).await?.map(Session::try_from).transpose()
    }
    /// Notes that a session is in use. No leaf: it is not a change of anything that belongs to somebody.
    ///
    /// # Errors
    /// The database refuses it.
    pub async fn touch_session(&self, token: &TokenHash, at: Timestamp) -> Result<(), StoreError> {
        row::Entity::update_many()
            .col_expr(row::Column::LastSeenAt, Expr::value(at.micros()))
            .filter(row::Column::TokenHash.eq(token.as_bytes().to_vec()))
            .exec(self.writer())
            .await?;
        Ok(())
    }
}

impl TryFrom<row::Model> for Session {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            token: TokenHash::from_stored(hash32(&row.token_hash, "session.token_hash")?),
            account: row.account.map(AccountId::from_uuid),
            person: PersonId::from_uuid(row.person),
            amr: Amr::from_name(&row.amr).ok_or(StoreError::Corrupt("session.amr"))?,
            created_at: Timestamp::from_micros(row.created_at),
            last_seen_at: Timestamp::from_micros(row.last_seen_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        })
    }
}
