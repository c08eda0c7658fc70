//! Forgetting what is over. What has a legal reason to stay (orders, contracts, the trail, who looked at what) is not here.

use domain::Timestamp;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Condition, Expr, ExprTrait, Query},
};

use crate::{Store, StoreError, outbox::MAX_ATTEMPTS};

const DAY: i64 = 86_400;
/// Counters of attempts; the longest of their windows is a day.
const THROTTLE: i64 = 2 * DAY;
/// Sign-ups that nobody proved, and accounts that earlier programs opened without proof.
const UNPROVED: i64 = 7 * DAY;
/// Keys of creating calls.
const IDEMPOTENCY: i64 = 7 * DAY;
/// Jobs that were done; their content goes when they are done.
const JOB_DONE: i64 = 7 * DAY;
/// Jobs that were given up, for somebody to look at.
const JOB_GIVEN_UP: i64 = 30 * DAY;
/// Clocks that have rung.
const TIMER_RUNG: i64 = 30 * DAY;
/// Rows of a table that one sweep forgets at most, so that none holds the database up.
const AT_ONCE: u64 = 500;

impl Store {
    /// Forgets what is over, of every table at most some hundreds of rows; the rest is for the next sweep. `wall` is the clock
    /// of sessions and links, `now` that of the business.
    ///
    /// # Errors
    /// The database refuses it; whatever was forgotten until then is.
    pub async fn sweep(&self, wall: Timestamp, now: Timestamp) -> Result<u64, StoreError> {
        let before = |clock: Timestamp, seconds: i64| clock.plus_seconds(seconds.saturating_neg()).micros();
        let col = |name: &'static str| Expr::col(Alias::new(name));
        let all = Condition::all;
        let set = Query::select().column(Alias::new("id")).from(Alias::new("timer")).and_where(col("state").eq("set")).to_owned();
        let rules = [
            ("session", "token_hash", all().add(col("expires_at").lt(before(wall, 0)))),
            ("link", "token_hash", all().add(col("expires_at").lt(before(wall, 0)))),
            (
                "throttle",
                "key",
                all().add(col("window_started_at").lt(before(wall, THROTTLE))).add(col("blocked_until").lt(before(wall, 0))),
            ),
            ("sign_up", "id", all().add(col("created_at").lt(before(wall, UNPROVED)))),
            ("account", "id", all().add(col("confirmed").eq(false)).add(col("created_at").lt(before(wall, UNPROVED)))),
            ("idempotency", "key", all().add(col("created_at").lt(before(now, IDEMPOTENCY)))),
            ("outbox", "id", all().add(col("done_at").lt(before(now, JOB_DONE)))),
            (
                "outbox",
                "id",
                all()
                    .add(col("done_at").is_null())
                    .add(col("attempts").gte(MAX_ATTEMPTS))
                    .add(col("created_at").lt(before(now, JOB_GIVEN_UP))),
            ),
            ("timer", "id", all().add(col("state").eq("rung")).add(col("due_at").lt(before(now, TIMER_RUNG)))),
            ("timer_failure", "timer", all().add(col("timer").not_in_subquery(set))),
        ];
        let mut forgotten = 0;
        for (table, key, is_over) in rules {
            forgotten += self.forget(table, key, is_over).await?;
        }
        Ok(forgotten + self.forget_old_audits().await?)
    }

    /// All but the newest runs of the audit, with their reports. Their leaves stay.
    async fn forget_old_audits(&self) -> Result<u64, StoreError> {
        let Some(oldest) = self.oldest_audit_to_keep().await? else { return Ok(0) };
        let older = |key: &'static str| Condition::all().add(Expr::col(Alias::new(key)).lt(oldest.clone()));
        let waiting = Query::select().column(Alias::new("run")).from(Alias::new("audit_turn")).to_owned();
        let reports = self.forget("audit_report", "run", older("run")).await?;
        let idle = older("id").add(Expr::col(Alias::new("id")).not_in_subquery(waiting));
        Ok(reports + self.forget("audit_run", "id", idle).await?)
    }

    /// Looks first, so that where nothing is over nothing is locked or written.
    async fn forget(&self, table: &'static str, key: &'static str, is_over: Condition) -> Result<u64, StoreError> {
        let (table, key) = (Alias::new(table), Alias::new(key));
        let look = Query::select().column(key.clone()).from(table.clone()).cond_where(is_over.clone()).limit(AT_ONCE).to_owned();
        let mut keys: Vec<Vec<u8>> = Vec::new();
        for row in self.reader().query_all(&look).await? {
            keys.push(row.try_get_by_index(0)?);
        }
        if keys.is_empty() {
            return Ok(0);
        }
        let delete = Query::delete().from_table(table).and_where(Expr::col(key).is_in(keys)).cond_where(is_over).to_owned();
        Ok(self.writer().execute(&delete).await?.rows_affected())
    }
}
