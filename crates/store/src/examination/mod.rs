//! The data as the audit looks at it: counts and shapes. Every function takes the permit of the examining machine, writes
//! nothing, and gives no value of a row away.

mod connection;
mod data;
mod trail;

use policy::{Permit, act};

use crate::{Record, StoreError, Tx};

/// Writes down that the house is examined.
///
/// # Errors
/// The trail cannot be written; then nothing may be looked at.
pub async fn record(tx: &Tx, permit: &Permit<act::HouseExamine>) -> Result<(), StoreError> {
    tx.record(permit, ("company", uuid::Uuid::nil()), Record::at(0).because("house_examined")).await
}
