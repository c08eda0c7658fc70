//! How often one source may come: the generic cell rate algorithm (GCRA), one instant per source.
//!
//! In this process only. It protects the process; what protects accounts (sign-in, links) is counted in the database,
//! where replicas and restarts share it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;
use uuid::Uuid;

use crate::problem::Problem;

/// So many at once, then so many a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a second in the long run, at least one.
    pub per_second: u32,
    /// Requests at once after a pause, at least one.
    pub burst: u32,
}

/// Sources that are remembered; more share one.
const MAX_SOURCES: usize = 16_384;
/// Looking for what can be forgotten walks the whole map, so not at every request of a flood.
const BETWEEN_SWEEPS: Duration = Duration::from_secs(1);

/// Limits every source to a [`Rate`].
#[derive(Debug)]
pub(crate) struct Limiter {
    /// Between two requests in the long run.
    interval: Duration,
    /// How far ahead of the long run a source may be.
    tolerance: Duration,
    book: Mutex<Book>,
}

#[derive(Debug, Default)]
struct Book {
    /// When the source will have made up for all it took (the theoretical arrival time). Past is as good as absent.
    even_at: HashMap<Uuid, Instant>,
    swept_at: Option<Instant>,
}

impl Limiter {
    pub(crate) fn new(rate: Rate) -> Self {
        let interval = Duration::from_secs(1) / rate.per_second.max(1);
        Self { interval, tolerance: interval.saturating_mul(rate.burst.max(1)), book: Mutex::default() }
    }

    /// Takes one turn, or says how long to wait.
    pub(crate) fn take(&self, source: Uuid, now: Instant) -> Result<(), Problem> {
        self.turn(source, now).map_err(|wait| {
            let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
            Problem::too_many(u32::try_from(seconds).unwrap_or(u32::MAX))
        })
    }

    fn turn(&self, source: Uuid, now: Instant) -> Result<(), Duration> {
        // Whatever a panic left behind is still an instant per source.
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let source = book.place_for(source, now);
        let even_at = book.even_at.get(&source).copied().unwrap_or(now).max(now) + self.interval;
        let ahead = even_at - now;
        if ahead > self.tolerance {
            return Err(ahead - self.tolerance);
        }
        book.even_at.insert(source, even_at);
        Ok(())
    }
}

impl Book {
    /// The source itself, or the nil one that all share for whom there is no more room.
    fn place_for(&mut self, source: Uuid, now: Instant) -> Uuid {
        if self.even_at.len() < MAX_SOURCES || self.even_at.contains_key(&source) {
            return source;
        }
        if self.swept_at.is_none_or(|swept_at| now >= swept_at + BETWEEN_SWEEPS) {
            self.even_at.retain(|_, even_at| *even_at > now);
            self.swept_at = Some(now);
        }
        if self.even_at.len() < MAX_SOURCES { source } else { Uuid::nil() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn source(number: usize) -> Uuid {
        Uuid::from_u128(u128::try_from(number).unwrap() + 1)
    }

    #[test]
    fn a_burst_then_the_rate_and_each_source_for_itself() {
        let limiter = Limiter::new(Rate { per_second: 2, burst: 3 });
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(limiter.turn(source(1), start), Ok(()));
        }
        assert_eq!(limiter.turn(source(1), start), Err(Duration::from_millis(500)));
        assert_eq!(limiter.turn(source(2), start), Ok(()));
        let later = start + Duration::from_millis(500);
        assert_eq!(limiter.turn(source(1), later), Ok(()));
        assert_eq!(limiter.turn(source(1), later), Err(Duration::from_millis(500)), "being refused costs nothing");
        let after_a_pause = start + Duration::from_secs(60);
        assert_eq!((0..10).filter(|_| limiter.turn(source(1), after_a_pause).is_ok()).count(), 3, "a pause saves up one burst");
    }

    #[test]
    fn the_answer_says_whole_seconds_rounded_up() {
        let limiter = Limiter::new(Rate { per_second: 1, burst: 1 });
        let start = Instant::now();
        assert!(limiter.take(source(1), start).is_ok());
        let problem = limiter.take(source(1), start + Duration::from_millis(1)).unwrap_err();
        assert_eq!(problem.status().as_u16(), 429);
    }

    #[test]
    fn memory_is_bounded_and_newcomers_of_a_flood_share_one_place() {
        let limiter = Limiter::new(Rate { per_second: 1, burst: 1 });
        let start = Instant::now();
        for number in 0..MAX_SOURCES {
            assert_eq!(limiter.turn(source(number), start), Ok(()));
        }
        let late = (0..100).filter(|number| limiter.turn(source(MAX_SOURCES + number), start).is_ok()).count();
        assert_eq!(late, 1);
        assert!(limiter.book.lock().unwrap().even_at.len() <= MAX_SOURCES + 1);
        let even = start + Duration::from_secs(5);
        assert_eq!(limiter.turn(source(MAX_SOURCES + 7), even), Ok(()));
        assert_eq!(limiter.book.lock().unwrap().even_at.len(), 1, "what is even again is forgotten");
    }

    proptest! {
        #[test]
        fn no_pattern_gets_more_than_burst_and_rate(per_second in 1_u32..20, burst in 1_u32..20, steps in proptest::collection::vec(0_u64..400, 1..200)) {
            let limiter = Limiter::new(Rate { per_second, burst });
            let start = Instant::now();
            let (mut now, mut taken) = (start, 0_u32);
            for step in steps {
                now += Duration::from_millis(step);
                taken += u32::from(limiter.turn(source(1), now).is_ok());
                let most = f64::from(burst) + (now - start).as_secs_f64() * f64::from(per_second);
                prop_assert!(f64::from(taken) <= most + 1e-6, "{taken} of at most {most}");
            }
        }
    }
}
