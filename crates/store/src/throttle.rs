//! Counters of failed attempts. They live in the database, so that a restart or a second replica forgets nothing.

use domain::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{Store, StoreError, row::row};

row!("throttle" {
    #[sea_orm(primary_key, auto_increment = false)]
    key: Vec<u8>,
    failures: i64,
    window_started_at: i64,
    blocked_until: i64,
});

/// How failures of one key become waiting time.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Failures that cost nothing.
    pub free: i64,
    /// Seconds of the first wait; it doubles with every further failure.
    pub first_wait_seconds: i64,
    /// Seconds at most: a soft lock never becomes a hard one.
    pub longest_wait_seconds: i64,
    /// Seconds after which failures are forgotten.
    pub window_seconds: i64,
}

impl Rule {
    /// Seconds to wait after the `failures`-th failure.
    #[must_use]
    pub fn wait_seconds(&self, failures: i64) -> i64 {
        let over = failures.saturating_sub(self.free);
        if over <= 0 {
            return 0;
        }
        let doublings = u32::try_from(over - 1).unwrap_or(u32::MAX).min(30);
        self.first_wait_seconds.saturating_mul(1_i64 << doublings).min(self.longest_wait_seconds)
    }
}

impl Store {
    /// Seconds that this key still has to wait; 0 when it may try.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn throttle_wait(&self, key: [u8; 32], now: Timestamp) -> Result<i64, StoreError> {
        let found = row::Entity::find_by_id(key.to_vec()).one(self.reader()).await?;
        let left = found.map_or(0, |row| row.blocked_until.saturating_sub(now.micros()));
        Ok(if left > 0 { left / 1_000_000 + 1 } else { 0 })
    }
    /// Counts an attempt that is about to be judged. Counted before the work and by the database itself, so that attempts at
    /// once all count.
    ///
    /// # Errors
    /// The database refuses it.
    pub async fn throttle_count(&self, key: [u8; 32], rule: &Rule, now: Timestamp) -> Result<(), StoreError> {
        // Here alone: its `min` would shadow that of numbers.
        use sea_orm::ExprTrait as _;
        let first = row::ActiveModel {
            key: Set(key.to_vec()),
            failures: Set(1),
            window_started_at: Set(now.micros()),
            blocked_until: Set(now.micros()),
        };
        let window_begins = now.plus_seconds(rule.window_seconds.saturating_neg()).micros();
        let is_running = || Expr::col((row::Entity, row::Column::WindowStartedAt)).gt(window_begins);
        let one_more = Expr::case(is_running(), Expr::col((row::Entity, row::Column::Failures)).add(1)).finally(1);
        let began = Expr::case(is_running(), Expr::col((row::Entity, row::Column::WindowStartedAt))).finally(now.micros());
        // In this order: MySQL assigns one after the other, and both look at when the window began.
        let count = OnConflict::column(row::Column::Key)
            .value(row::Column::Failures, one_more)
            .value(row::Column::WindowStartedAt, began)
            .to_owned();
        row::Entity::insert(first).on_conflict(count).exec_without_returning(self.writer()).await?;
        let failures = row::Entity::find_by_id(key.to_vec()).one(self.writer()).await?.map_or(0, |row| row.failures);
        let blocked_until = now.plus_seconds(rule.wait_seconds(failures)).micros();
        // Of several at once the longest wait stays.
        row::Entity::update_many()
            .col_expr(row::Column::BlockedUntil, Expr::value(blocked_until))
            .filter(row::Column::Key.eq(key.to_vec()))
            .filter(row::Column::BlockedUntil.lt(blocked_until))
            .exec(self.writer())
            .await?;
        Ok(())
    }
    /// Forgets a key: the attempt was right.
    ///
    /// # Errors
    /// The database refuses it.
    pub async fn throttle_forget(&self, key: [u8; 32]) -> Result<(), StoreError> {
        row::Entity::delete_by_id(key.to_vec()).exec(self.writer()).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn waiting_doubles_and_never_becomes_a_lock_out() {
        let rule = Rule { free: 3, first_wait_seconds: 5, longest_wait_seconds: 900, window_seconds: 3_600 };
        assert_eq!([1, 3, 4, 5, 6, 40, i64::MAX].map(|n| rule.wait_seconds(n)), [0, 0, 5, 10, 20, 900, 900]);
    }
}
