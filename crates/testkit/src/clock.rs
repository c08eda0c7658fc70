use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use app::Clock;
use domain::Timestamp;

/// The wall clock of a test: it stands still until it is turned.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(at.micros())))
    }
    /// Turns it ahead.
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::AcqRel);
    }
    /// As the application reads it.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let held = Arc::clone(&self.0);
        Clock::new(move || Timestamp::from_micros(held.load(Ordering::Acquire)))
    }
}
