//! Counters of failed attempts. They live in the database, so that a restart or a second replica forgets nothing.

use domain::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
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
    /// How many failures fit into so many seconds for whoever tries as soon as it is allowed; a million where nothing slows
    /// them down.
    #[must_use]
    pub fn failures_within(&self, seconds: i64) -> u64 {
        const MANY: u64 = 1_000_000;
        let (mut now, mut window_started_at, mut in_window, mut all) = (0_i64, 0_i64, 0_i64, 0_u64);
        while now < seconds && all < MANY {
            if now.saturating_sub(window_started_at) >= self.window_seconds {
                (window_started_at, in_window) = (now, 0);
            }
            (in_window, all) = (in_window.saturating_add(1), all.saturating_add(1));
            now = now.saturating_add(self.wait_seconds(in_window));
        }
        all
    }
    /// A row with one more failure.
    fn count(&self, row: row::Model, now: Timestamp) -> row::Model {
        let is_running = row.window_started_at > now.plus_seconds(self.window_seconds.saturating_neg()).micros();
        let failures = if is_running { row.failures.saturating_add(1) } else { 1 };
        let wait = self.wait_seconds(failures);
        row::Model {
            failures,
            window_started_at: if is_running { row.window_started_at } else { now.micros() },
            blocked_until: if wait > 0 { now.plus_seconds(wait).micros() } else { row.blocked_until },
            ..row
        }
    }
}

impl Store {
    /// Takes one attempt at each of these keys, or at none of them: then it says how many seconds are to be waited. 0: taken.
    ///
    /// It is taken before the work that it is for. Whoever takes one holds the rows until they are counted, so that of several
    /// at once, also in other processes, no more get one than one after the other would.
    ///
    /// # Errors
    /// The database refuses it, or asks to try again.
    pub async fn throttle_take(&self, attempts: &[([u8; 32], Rule)], now: Timestamp) -> Result<i64, StoreError> {
        let mut attempts = attempts.to_vec();
        // Everybody takes the rows in the same order, so that no two wait for each other.
        attempts.sort_unstable_by_key(|(key, _)| *key);
        let tx = self.begin_plain().await?;
        let mut counted = Vec::with_capacity(attempts.len());
        let mut longest = 0;
        for (key, rule) in &attempts {
            let row = hold(&tx, key, now).await?;
            longest = longest.max(row.blocked_until.saturating_sub(now.micros()));
            counted.push(rule.count(row, now));
        }
        if longest > 0 {
            tx.rollback().await?;
            // A second more, so that whoever waits as told is never a moment early.
            return Ok(longest / 1_000_000 + 1);
        }
        for row in counted {
            row::Entity::update_many()
                .col_expr(row::Column::Failures, Expr::value(row.failures))
                .col_expr(row::Column::WindowStartedAt, Expr::value(row.window_started_at))
                .col_expr(row::Column::BlockedUntil, Expr::value(row.blocked_until))
                .filter(row::Column::Key.eq(row.key))
                .exec(&tx)
                .await?;
        }
        tx.commit().await?;
        Ok(0)
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

/// Makes the row of a key if it is new, and keeps others from it until the transaction ends. It is written for that: a mere
/// look would let two see the same number.
async fn hold(tx: &DatabaseTransaction, key: &[u8; 32], now: Timestamp) -> Result<row::Model, StoreError> {
    let fresh = row::ActiveModel {
        key: Set(key.to_vec()),
        failures: Set(0),
        window_started_at: Set(now.micros()),
        // Never: another process may be a moment behind this one.
        blocked_until: Set(0),
    };
    let as_it_is =
        OnConflict::column(row::Column::Key).value(row::Column::Failures, Expr::col((row::Entity, row::Column::Failures))).to_owned();
    row::Entity::insert(fresh).on_conflict(as_it_is).exec_without_returning(tx).await?;
    row::Entity::find_by_id(key.to_vec()).one(tx).await?.ok_or(StoreError::Conflict)
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn waiting_doubles_and_never_becomes_a_lock_out() {
        let rule = Rule { free: 3, first_wait_seconds: 5, longest_wait_seconds: 900, window_seconds: 3_600 };
        assert_eq!([1, 3, 4, 5, 6, 40, i64::MAX].map(|n| rule.wait_seconds(n)), [0, 0, 5, 10, 20, 900, 900]);
    }

    #[test]
    fn who_never_rests_gets_as_many_tries_as_the_waits_leave() {
        let rule = Rule { free: 3, first_wait_seconds: 10, longest_wait_seconds: 40, window_seconds: 100 };
        // At 0, 0, 0, 0, 10, 30, 70; at 110 the window is over and three are free again.
        assert_eq!([0, 1, 11, 71, 110, 111].map(|seconds| rule.failures_within(seconds)), [0, 4, 5, 7, 7, 11]);
        let never = Rule { first_wait_seconds: 0, ..rule };
        assert_eq!(never.failures_within(1), 1_000_000);
    }
}
