//! Why which crew was asked: one assessment of every crew for every round, kept for staff and for appeal.

use domain::id::{CrewId, Id};
use jiff::civil::Date;
use policy::{Permit, act};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Store, StoreError, Tx,
    row::{day, row},
};

row!("assessment" {
    #[sea_orm(primary_key, auto_increment = false)]
    order_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    round: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    crew: Uuid,
    eligible: bool,
    score: i64,
    start_date: Option<String>,
    detail: String,
});

/// How one crew stood in one round.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// Round, from 1.
    pub round: i64,
    /// Which crew.
    pub crew: CrewId,
    /// Could have done it.
    pub eligible: bool,
    /// Total score in cents; the lowest is asked first.
    pub score: i64,
    /// First day it could have begun.
    pub start_date: Option<Date>,
    /// JSON: the score's parts, or the reasons against.
    pub detail: serde_json::Value,
}

/// Writes the assessments of a round in place of those of an earlier try of the same round. Its leaf is the offer's, or the order's when nobody could be asked.
///
/// # Errors
/// The database refuses it.
pub async fn replace(tx: &Tx, permit: &Permit<act::OrderMatch>, round: i64, assessments: &[Assessment]) -> Result<(), StoreError> {
    let order = permit.resource().uuid();
    row::Entity::delete_many().filter(row::Column::OrderId.eq(order)).filter(row::Column::Round.eq(round)).exec(tx.writing()).await?;
    let models: Vec<row::ActiveModel> = assessments
        .iter()
        .map(|a| row::ActiveModel {
            order_id: Set(order),
            round: Set(a.round),
            crew: Set(a.crew.uuid()),
            eligible: Set(a.eligible),
            score: Set(a.score),
            start_date: Set(a.start_date.map(|d| d.to_string())),
            detail: Set(a.detail.to_string()),
        })
        .collect();
    if !models.is_empty() {
        row::Entity::insert_many(models).exec_without_returning(tx.writing()).await?;
    }
    Ok(())
}

impl Store {
    /// All assessments for the permitted order, by round, best first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn assessments(&self, permit: &Permit<act::MatchRead>) -> Result<Vec<Assessment>, StoreError> {
        let query = row::Entity::find()
            .filter(row::Column::OrderId.eq(permit.resource().uuid()))
            .order_by_asc(row::Column::Round)
            .order_by_desc(row::Column::Eligible)
            .order_by_asc(row::Column::Score);
        let rows = query.all(self.reader()).await?;
        rows.into_iter()
            .map(|row| {
                Ok(Assessment {
                    round: row.round,
                    crew: CrewId::from_uuid(row.crew),
                    eligible: row.eligible,
                    score: row.score,
                    start_date: row.start_date.map(|text| day(&text, "assessment.start_date")).transpose()?,
                    detail: serde_json::from_str(&row.detail).map_err(|_| StoreError::Corrupt("assessment.detail"))?,
                })
            })
            .collect()
    }
}
