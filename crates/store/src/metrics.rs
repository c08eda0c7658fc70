//! Numbers about many customers. Groups under five are not told: one could be guessed from them.

use domain::{Currency, Money, order::Stage};
use policy::{Act, Permit, act};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::{Store, StoreError, order, quote};

/// The smallest group that is told.
pub const SMALLEST_GROUP: u64 = 5;

/// A count that is told, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Exactly.
    Exactly(u64),
    /// More than none, fewer than [`SMALLEST_GROUP`].
    Few,
}

impl Told {
    /// Suppresses small groups.
    #[must_use]
    pub fn of(count: u64) -> Self {
        if count == 0 || count >= SMALLEST_GROUP { Self::Exactly(count) } else { Self::Few }
    }
}

/// The numbers of the company.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// Locked prices ever.
    pub quotes: Told,
    /// Orders ever.
    pub orders: Told,
    /// Orders by stage; when exactly one group would be hidden, a second one is hidden with it, because it could be
    /// computed from the total.
    pub by_stage: Vec<(Stage, Told)>,
    /// Mean price of an order, told only for five and more.
    pub mean_price: Option<Money>,
    /// Mean power of an order in watts, told only for five and more.
    pub mean_watts: Option<i64>,
}

/// Actions that include company-wide counts.
pub trait SeesNumbers: Act {}
impl SeesNumbers for act::MetricsRead {}
impl SeesNumbers for act::HealthRead {}
impl SeesNumbers for act::BoardRead {}

impl Store {
    /// How many orders are in each stage.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn orders_by_stage<A: SeesNumbers>(&self, _: &Permit<A>) -> Result<Vec<(Stage, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = order::row::Entity::find()
            .select_only()
            .column(order::row::Column::Stage)
            .column_as(order::row::Column::Id.count(), "n")
            .group_by(order::row::Column::Stage)
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(Stage::ALL
            .into_iter()
            .map(|stage| (stage, rows.iter().find(|(name, _)| name == stage.name()).map_or(0, |(_, n)| u64::try_from(*n).unwrap_or(0))))
            .collect())
    }
    /// The numbers that sales may see.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn metrics(&self, permit: &Permit<act::MetricsRead>) -> Result<Metrics, StoreError> {
        let counts = self.orders_by_stage(permit).await?;
        let total: u64 = counts.iter().map(|(_, n)| n).sum();
        let sums: Vec<(i64, i64)> = order::row::Entity::find()
            .select_only()
            .column(order::row::Column::PriceMinor)
            .column(order::row::Column::SystemWatts)
            .filter(order::row::Column::Currency.eq(Currency::Usd.code()))
            .into_tuple()
            .all(self.reader())
            .await?;
        let n = i64::try_from(sums.len()).unwrap_or(i64::MAX);
        let enough = u64::try_from(n).is_ok_and(|n| n >= SMALLEST_GROUP);
        Ok(Metrics {
            quotes: Told::of(quote::row::Entity::find().count(self.reader()).await?),
            orders: Told::of(total),
            by_stage: suppress(counts),
            mean_price: enough.then(|| Money::usd(sums.iter().map(|(price, _)| price).sum::<i64>() / n)),
            mean_watts: enough.then(|| sums.iter().map(|(_, watts)| watts).sum::<i64>() / n),
        })
    }
}

/// Hides small groups, and the smallest other one when a single hidden group could be computed from the total.
fn suppress(counts: Vec<(Stage, u64)>) -> Vec<(Stage, Told)> {
    let hidden = counts.iter().filter(|(_, n)| Told::of(*n) == Told::Few).count();
    let second = (hidden == 1)
        .then(|| counts.iter().filter(|(_, n)| *n >= SMALLEST_GROUP).min_by_key(|(_, n)| *n).map(|(stage, _)| *stage))
        .flatten();
    counts.into_iter().map(|(stage, n)| (stage, if Some(stage) == second { Told::Few } else { Told::of(n) })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_small_group_takes_a_second_one_with_it() {
        let told = suppress(vec![(Stage::Signed, 3), (Stage::Matched, 8), (Stage::Ready, 20), (Stage::Installed, 0)]);
        assert_eq!(
            told,
            [
                (Stage::Signed, Told::Few),
                (Stage::Matched, Told::Few),
                (Stage::Ready, Told::Exactly(20)),
                (Stage::Installed, Told::Exactly(0))
            ]
        );
    }
}
