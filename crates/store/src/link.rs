//! Links that work once: confirm an address, set a password, sign in to the demo.

use domain::{
    Timestamp,
    id::{AccountId, Id},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use vault::TokenHash;

use crate::{Store, StoreError, Tx, row::row};

row!("link" {
    #[sea_orm(primary_key, auto_increment = false)]
    token_hash: Vec<u8>,
    purpose: String,
    account: Uuid,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
});

/// What a link is for; a link for one purpose does nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Prove an e-mail address; the account is the one that the sign-up becomes.
    Confirm,
    /// Set a new password.
    ResetPassword,
    /// Sign in as a person of the sample company.
    DemoSignIn,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::ResetPassword => "reset_password",
            Self::DemoSignIn => "demo_sign_in",
        }
    }
}

/// Stores a link that counts until `expires_at`. Its leaf is the one of the use case that makes it.
///
/// # Errors
/// The database refuses it.
pub async fn insert(
    tx: &Tx,
    token: &TokenHash,
    purpose: Purpose,
    account: AccountId,
    created_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let model = row::ActiveModel {
        token_hash: Set(token.as_bytes().to_vec()),
        purpose: Set(purpose.name().to_owned()),
        account: Set(account.uuid()),
        created_at: Set(created_at.micros()),
        expires_at: Set(expires_at.micros()),
        used_at: Set(None),
    };
    row::Entity::insert(model).exec_without_returning(tx.writing()).await?;
    Ok(())
}

/// Uses a link up and says whose it is; none when it is unknown, old, used or for something else. Two at once: one wins.
///
/// # Errors
/// The database refuses it.
pub async fn consume(tx: &Tx, token: &TokenHash, purpose: Purpose, at: Timestamp) -> Result<Option<AccountId>, StoreError> {
    let changed = row::Entity::update_many()
        .col_expr(row::Column::UsedAt, Expr::value(Some(at.micros())))
        .filter(row::Column::TokenHash.eq(token.as_bytes().to_vec()))
        .filter(row::Column::Purpose.eq(purpose.name()))
        .filter(row::Column::UsedAt.is_null())
        .filter(row::Column::ExpiresAt.gt(at.micros()))
        .exec(tx.writing())
        .await?;
    if changed.rows_affected != 1 {
        return Ok(None);
    }
    Ok(row::Entity::find_by_id(token.as_bytes().to_vec()).one(tx.reading()).await?.map(|row| AccountId::from_uuid(row.account)))
}

/// Makes the open links of an account for a purpose worthless: a newer one replaces them.
///
/// # Errors
/// The database refuses it.
pub async fn revoke(tx: &Tx, purpose: Purpose, account: AccountId) -> Result<(), StoreError> {
    row::Entity::update_many()
        .col_expr(row::Column::UsedAt, Expr::value(Some(tx.now().micros())))
        .filter(row::Column::Account.eq(account.uuid()))
        .filter(row::Column::Purpose.eq(purpose.name()))
        .filter(row::Column::UsedAt.is_null())
        .exec(tx.writing())
        .await?;
    Ok(())
}

impl Store {
    /// Whose link it is, if it would count now, without using it up.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn link_account(&self, token: &TokenHash, purpose: Purpose, now: Timestamp) -> Result<Option<AccountId>, StoreError> {
        let found = row::Entity::find_by_id(token.as_bytes().to_vec()).one(self.reader()).await?;
        let counts = found.filter(|row| row.purpose == purpose.name() && row.used_at.is_none() && row.expires_at > now.micros());
        Ok(counts.map(|row| AccountId::from_uuid(row.account)))
    }
}
