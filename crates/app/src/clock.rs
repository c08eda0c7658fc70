//! The company's clock. In the demo it can be moved ahead; sessions and links always go by the wall clock.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use domain::Timestamp;

/// Tells the time. Made by the program, which alone reads the machine's clock.
#[derive(Clone)]
pub struct Clock {
    wall: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    ahead_micros: Arc<AtomicI64>,
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock").field("ahead_micros", &self.ahead_micros).finish_non_exhaustive()
    }
}

impl Clock {
    /// A clock that follows `wall`.
    pub fn new(wall: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { wall: Arc::new(wall), ahead_micros: Arc::new(AtomicI64::new(0)) }
    }
    /// Now, for the business: offers, prices, legal periods.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros((self.wall)().micros().saturating_add(self.ahead_micros.load(Ordering::Acquire)))
    }
    /// Now, for security: sessions, links, throttles. Moving the demo's clock neither ends nor prolongs them.
    #[must_use]
    pub fn wall(&self) -> Timestamp {
        (self.wall)()
    }
    /// How far the business clock is ahead, microseconds.
    #[must_use]
    pub fn ahead_micros(&self) -> i64 {
        self.ahead_micros.load(Ordering::Acquire)
    }
    /// Moves the business clock. Only the demo's use case and start-up call this.
    pub fn set_ahead_micros(&self, ahead: i64) {
        self.ahead_micros.store(ahead, Ordering::Release);
    }
}
