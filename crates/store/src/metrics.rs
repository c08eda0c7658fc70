//! Numbers about many customers. Groups under five are not told: one could be guessed from them. Nor can one customer be told
//! from two looks, before and after her signature: the numbers move once a week, by five orders or more at a time, and means are
//! coarse.

use domain::{Currency, Money, Timestamp, order::Stage};
use policy::{Act, Permit, act};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{Store, StoreError, order, quote};

/// The smallest group that is told.
pub const SMALLEST_GROUP: u64 = 5;

/// Means of prices are told to the nearest of these, minor units.
const PRICE_STEP: i64 = 50_000;
/// Means of powers are told to the nearest of these, watts.
const WATTS_STEP: i64 = 500;

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
    /// Orders that were signed until a Monday; that Monday moves on when there are five more.
    pub orders: Told,
    /// The same orders by stage. Groups are hidden with a small one until together they are five and more, because what is
    /// hidden can be computed from the total.
    pub by_stage: Vec<(Stage, Told)>,
    /// Mean price of the same orders to the nearest $500, told only for five and more.
    pub mean_price: Option<Money>,
    /// Mean power of the same orders to the nearest 500 W, told only for five and more.
    pub mean_watts: Option<i64>,
}

/// Actions that include company-wide counts.
pub trait SeesNumbers: Act {}
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
    /// The numbers that sales may see at `now`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn metrics(&self, _: &Permit<act::MetricsRead>, now: Timestamp) -> Result<Metrics, StoreError> {
        let mut rows: Vec<(i64, String, i64, i64)> = order::row::Entity::find()
            .select_only()
            .column(order::row::Column::SignedAt)
            .column(order::row::Column::Stage)
            .column(order::row::Column::PriceMinor)
            .column(order::row::Column::SystemWatts)
            .filter(order::row::Column::Currency.eq(Currency::Usd.code()))
            .order_by_asc(order::row::Column::SignedAt)
            .into_tuple()
            .all(self.reader())
            .await?;
        let signed: Vec<Timestamp> = rows.iter().map(|(at, ..)| Timestamp::from_micros(*at)).collect();
        let (told, waiting) = told_until(&signed, now);
        rows.truncate(told);
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let counts = Stage::ALL.map(|stage| (stage, rows.iter().map(|(_, name, ..)| u64::from(name == stage.name())).sum()));
        let mean = |sum: i64, step: i64| {
            let n = i64::try_from(total).ok().filter(|_| total >= SMALLEST_GROUP)?;
            Some((sum / n + step / 2) / step * step)
        };
        Ok(Metrics {
            quotes: Told::of(quote::row::Entity::find().count(self.reader()).await?),
            // "None" would be untrue of a company whose first few orders wait for the fifth.
            orders: if told == 0 && waiting > 0 { Told::Few } else { Told::of(total) },
            by_stage: suppress(counts.to_vec()),
            mean_price: mean(rows.iter().map(|(_, _, price, _)| price).sum(), PRICE_STEP).map(Money::usd),
            mean_watts: mean(rows.iter().map(|(.., watts)| watts).sum(), WATTS_STEP),
        })
    }
}

const WEEK_SECONDS: i64 = 7 * 86_400;
/// Monday 5 January 1970, the first Monday of the epoch.
const A_MONDAY: i64 = 4 * 86_400;

/// How many of the orders, signed in this order, are told at `now`: those of weeks that are over (UTC), from Monday to Monday, and
/// of the last weeks only once they are five and more together; and how many of weeks that are over still wait for that.
fn told_until(signed: &[Timestamp], now: Timestamp) -> (usize, usize) {
    let week = |at: Timestamp| (at.seconds() - A_MONDAY).div_euclid(WEEK_SECONDS);
    let (mut told, mut waiting) = (0, 0);
    for of_week in signed.chunk_by(|one, next| week(*one) == week(*next)) {
        if of_week.first().is_none_or(|first| week(*first) >= week(now)) {
            break;
        }
        waiting += of_week.len();
        if u64::try_from(waiting).unwrap_or(u64::MAX) >= SMALLEST_GROUP {
            told += std::mem::take(&mut waiting);
        }
    }
    (told, waiting)
}

/// Hides small groups, and the smallest others with them until what is hidden is five orders and more in two groups and more:
/// less could be computed from the total.
fn suppress(counts: Vec<(Stage, u64)>) -> Vec<(Stage, Told)> {
    let (mut hidden, mut others): (Vec<_>, Vec<_>) = counts.iter().filter(|(_, n)| *n > 0).partition(|(_, n)| Told::of(*n) == Told::Few);
    others.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let is_enough =
        |hidden: &[(Stage, u64)]| hidden.is_empty() || (hidden.len() > 1 && hidden.iter().map(|(_, n)| n).sum::<u64>() >= SMALLEST_GROUP);
    while !is_enough(&hidden) {
        let Some(next) = others.pop() else { break };
        hidden.push(next);
    }
    let is_hidden = |stage: Stage| hidden.iter().any(|(own, _)| *own == stage);
    counts.into_iter().map(|(stage, n)| (stage, if is_hidden(stage) { Told::Few } else { Told::of(n) })).collect()
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

    #[test]
    fn what_is_hidden_is_five_together() {
        let hidden = |counts: &[u64]| {
            let rows = Stage::ALL.into_iter().zip(counts.iter().copied()).collect();
            suppress(rows).iter().map(|(_, told)| *told == Told::Few).collect::<Vec<_>>()
        };
        assert_eq!(hidden(&[1, 1, 30, 9]), [true, true, false, true]);
        assert_eq!(hidden(&[1, 4, 30, 9]), [true, true, false, false]);
        assert_eq!(hidden(&[6, 30, 9]), [false, false, false]);
        assert_eq!(hidden(&[3, 0]), [true, false]);
    }

    #[test]
    fn the_numbers_move_on_a_monday_and_by_five() {
        // Monday 7 December 2026, 00:00 UTC.
        let monday = Timestamp::from_seconds(1_796_601_600);
        let signed = |days: &[i64]| days.iter().map(|day| monday.plus_days(*day)).collect::<Vec<_>>();
        assert_eq!(told_until(&signed(&[-1, -1, -1, -1, -1]), monday.plus_seconds(-1)), (0, 0), "not before the Monday");
        assert_eq!(told_until(&signed(&[-1, -1, -1, -1, -1]), monday), (5, 0));
        let six = signed(&[-1, -1, -1, -1, -1, 1]);
        assert_eq!(
            (told_until(&six, monday.plus_days(2)).0, told_until(&six, monday.plus_days(30))),
            (5, (5, 1)),
            "one more is never told alone"
        );
        let ten = signed(&[-1, -1, -1, -1, -1, 1, 8, 9, 10, 15]);
        assert_eq!((told_until(&ten, monday.plus_days(14)).0, told_until(&ten, monday.plus_days(21)).0), (5, 10));
        assert_eq!(told_until(&[], monday), (0, 0));
    }
}
