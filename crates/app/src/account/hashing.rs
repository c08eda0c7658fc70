//! Argon2id costs 19 MiB and tens of milliseconds on purpose. So it runs beside the request threads, a bounded number
//! at a time, and whoever finds the queue full is told to come back.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::Semaphore;
use vault::password::{self, NewPassword, PasswordHash};

use crate::{App, Error};

/// Attempts that may wait for a free thread.
const QUEUE: usize = 64;
static WAITING: AtomicUsize = AtomicUsize::new(0);

struct Place;

impl Place {
    fn take() -> Result<Self, Error> {
        if WAITING.fetch_add(1, Ordering::AcqRel) >= QUEUE {
            WAITING.fetch_sub(1, Ordering::AcqRel);
            return Err(Error::Busy { retry_after: 5 });
        }
        Ok(Self)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::AcqRel);
    }
}

async fn beside<T: Send + 'static>(turns: &Arc<Semaphore>, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let place = Place::take()?;
    let turn = Arc::clone(turns).acquire_owned().await.map_err(|e| Error::Internal(Box::new(e)))?;
    // Work that has begun goes on when nobody waits for it any longer, so place and turn go with it and not with this future.
    let done = tokio::task::spawn_blocking(move || {
        let _held = (place, turn);
        work()
    });
    done.await.map_err(|e| Error::Internal(Box::new(e)))
}

pub(super) async fn hash(app: &App, password: NewPassword) -> Result<PasswordHash, Error> {
    let salt = vault::random_bytes(app.store().random())?;
    beside(app.hashing(), move || password::hash(&password, salt)).await?.map_err(|e| Error::Internal(Box::new(e)))
}

/// Judges a password. Without a hash the same work is done in vain, and the answer is no.
pub(super) async fn verify(app: &App, hash: Option<PasswordHash>, typed: &str) -> Result<bool, Error> {
    // Longer than any password that is accepted: no reason to hash it, and no secret that it is refused.
    if typed.len() > 1_024 {
        return Ok(false);
    }
    let typed = typed.to_owned();
    beside(app.hashing(), move || match hash {
        Some(hash) => password::verify(&hash, &typed),
        None => {
            // The answer is no in any case; only the time must be the same.
            let _ = password::verify(&PasswordHash::dummy(), &typed);
            false
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn no_more_is_hashed_at_once_when_those_who_asked_have_left() {
        let (turns, running, most) = (Arc::new(Semaphore::new(2)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            for _ in 0..12 {
                let (running, most) = (Arc::clone(&running), Arc::clone(&most));
                let work = move || {
                    most.fetch_max(running.fetch_add(1, Ordering::AcqRel) + 1, Ordering::AcqRel);
                    std::thread::sleep(Duration::from_millis(100));
                    running.fetch_sub(1, Ordering::AcqRel);
                };
                // Whoever asks goes away soon after.
                assert!(tokio::time::timeout(Duration::from_millis(5), beside(&turns, work)).await.is_err());
            }
            let _all = turns.acquire_many(2).await.unwrap();
        });
        assert_eq!((most.load(Ordering::Acquire), running.load(Ordering::Acquire)), (2, 0));
    }
}
