//! The machine's clock. This is the only place that reads it; everybody else is told the time.

use app::Clock;
use domain::Timestamp;

/// A clock that goes by the machine's.
pub(crate) fn system() -> Clock {
    Clock::new(now)
}

/// Now, in UTC.
#[expect(clippy::disallowed_methods, reason = "somebody has to read the clock, and only this function does")]
pub(crate) fn now() -> Timestamp {
    let now = std::time::SystemTime::now();
    // A clock before 1970 is wrong in any case; certificates and sessions will say so.
    let since_epoch = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
}
