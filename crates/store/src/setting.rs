//! A few named values of the company: the demo's clock, the mark that the sample is complete.

use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{Record, Store, StoreError, Tx, row::row};

row!("setting" {
    #[sea_orm(primary_key, auto_increment = false)]
    name: String,
    value: String,
});

impl Store {
    /// The value of a name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(row::Entity::find_by_id(name.to_owned()).one(self.reader()).await?.map(|row| row.value))
    }
}

async fn put(tx: &Tx, name: &str, value: String) -> Result<(), StoreError> {
    let model = row::ActiveModel { name: Set(name.to_owned()), value: Set(value) };
    let replace = OnConflict::column(row::Column::Name).update_column(row::Column::Value).to_owned();
    row::Entity::insert(model).on_conflict(replace).exec_without_returning(tx.writing()).await?;
    Ok(())
}

/// Name of the setting that holds how many microseconds the demo's clock is ahead.
pub const CLOCK_AHEAD: &str = "clock_ahead_micros";

/// Moves the demo's clock.
///
/// # Errors
/// The database refuses it.
pub async fn move_clock(tx: &Tx, permit: &Permit<act::ClockMove>, ahead_micros: i64) -> Result<(), StoreError> {
    put(tx, CLOCK_AHEAD, ahead_micros.to_string()).await?;
    tx.record(permit, ("company", uuid::Uuid::nil()), Record::at(0)).await
}

/// Remembers a fact of the set-up.
///
/// # Errors
/// The database refuses it.
pub async fn set_up(tx: &Tx, permit: &Permit<act::CompanySetUp>, name: &'static str, value: String) -> Result<(), StoreError> {
    put(tx, name, value).await?;
    tx.record(permit, ("company", uuid::Uuid::nil()), Record::at(0).because(name)).await
}
