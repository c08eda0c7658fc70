//! Why which crew was asked: one assessment of every crew for every round, kept for staff and for appeal.

use std::collections::HashMap;

use domain::{
    Timestamp,
    id::{CrewId, Id, OrderId},
};
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

/// A search for a crew in which none could be asked.
#[derive(Clone, Debug)]
pub struct Vain {
    /// Since when it has been so.
    pub since: Timestamp,
    /// How every crew stood when it was last tried; none where there is no crew.
    pub last: Vec<Assessment>,
}

/// What the history calls the moments of a search.
#[derive(Clone, Copy, Debug)]
pub struct SearchEvents {
    /// No crew could be asked; said once a search.
    pub in_vain: &'static str,
    /// A crew was lost, and the search begins anew.
    pub anew: &'static str,
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
    /// The orders in operations' queue for which no crew could be asked when it was last tried. A few questions for the whole
    /// board, and none about orders that found a crew at once.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn searches_in_vain(&self, _: &Permit<act::BoardRead>, events: SearchEvents) -> Result<HashMap<OrderId, Vain>, StoreError> {
        let mut vain: HashMap<OrderId, Vain> = HashMap::new();
        for event in self.events_of_signed(&[events.in_vain, events.anew]).await? {
            if event.kind == events.anew {
                vain.remove(&event.order);
            } else {
                vain.entry(event.order).or_insert(Vain { since: event.at, last: Vec::new() });
            }
        }
        if vain.is_empty() {
            return Ok(vain);
        }
        let mut rounds: HashMap<OrderId, i64> = vain.keys().map(|order| (*order, 1)).collect();
        for (order, is_open) in self.offers_made(vain.keys().copied()).await? {
            if is_open {
                vain.remove(&order);
            }
            rounds.entry(order).and_modify(|round| *round += 1);
        }
        let rows = row::Entity::find().filter(row::Column::OrderId.is_in(vain.keys().map(|order| order.uuid()))).all(self.reader()).await?;
        for row in rows {
            let order = OrderId::from_uuid(row.order_id);
            if let Some(search) = vain.get_mut(&order).filter(|_| rounds.get(&order) == Some(&row.round)) {
                search.last.push(Assessment::try_from(row)?);
            }
        }
        // After an offer that came to nothing the next round has not been tried yet.
        vain.retain(|order, search| {
            search.last.iter().all(|one| !one.eligible) && (!search.last.is_empty() || rounds.get(order) == Some(&1))
        });
        Ok(vain)
    }
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
        query.all(self.reader()).await?.into_iter().map(Assessment::try_from).collect()
    }
}

impl TryFrom<row::Model> for Assessment {
    type Error = StoreError;
    fn try_from(row: row::Model) -> Result<Self, StoreError> {
        Ok(Self {
            round: row.round,
            crew: CrewId::from_uuid(row.crew),
            eligible: row.eligible,
            score: row.score,
            start_date: row.start_date.map(|text| day(&text, "assessment.start_date")).transpose()?,
            detail: serde_json::from_str(&row.detail).map_err(|_| StoreError::Corrupt("assessment.detail"))?,
        })
    }
}
