//! Argon2id costs 19 MiB and tens of milliseconds on purpose. So it runs beside the request threads, a bounded number
//! at a time, and whoever finds the queue full is told to come back.

use std::sync::atomic::{AtomicUsize, Ordering};

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

async fn beside<T: Send + 'static>(app: &App, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let _place = Place::take()?;
    let _turn = app.hashing().acquire().await.map_err(|e| Error::Internal(Box::new(e)))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(Box::new(e)))
}

pub(super) async fn hash(app: &App, password: NewPassword) -> Result<PasswordHash, Error> {
    let salt = vault::random_bytes(app.store().random())?;
    beside(app, move || password::hash(&password, salt)).await?.map_err(|e| Error::Internal(Box::new(e)))
}

/// Judges a password. Without a hash the same work is done in vain, and the answer is no.
pub(super) async fn verify(app: &App, hash: Option<PasswordHash>, typed: &str) -> Result<bool, Error> {
    // Longer than any password that is accepted: no reason to hash it, and no secret that it is refused.
    if typed.len() > 1_024 {
        return Ok(false);
    }
    let typed = typed.to_owned();
    beside(app, move || match hash {
        Some(hash) => password::verify(&hash, &typed),
        None => {
            // The answer is no in any case; only the time must be the same.
            let _ = password::verify(&PasswordHash::dummy(), &typed);
            false
        }
    })
    .await
}
