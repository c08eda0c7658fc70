//! A no is recorded too.

use policy::Denied;

use crate::{App, Caller, Error, transaction::transaction};

/// Strangers' sources that are remembered at most between two writes; beyond that they count as one.
const MOST_SOURCES: usize = 10_000;

/// Counts a denial of a stranger; a worker writes one leaf per source and minute.
pub fn stranger(app: &App, caller: &Caller) {
    // A poisoned lock means that a thread died while counting; the numbers in it are still numbers.
    let mut counts = app.strangers().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let source = if counts.len() < MOST_SOURCES || counts.contains_key(&caller.source) { caller.source } else { uuid::Uuid::max() };
    let count = counts.entry(source).or_insert(0);
    *count = count.saturating_add(1);
}

/// Writes the leaf of a denial to somebody who is signed in.
///
/// # Errors
/// The trail cannot be written.
pub async fn person(app: &App, caller: &Caller, denied: &Denied) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        tx.record_denial(denied).await?;
        Ok(())
    })
}

/// Writes one leaf for each source that was denied since the last call.
///
/// # Errors
/// The trail cannot be written; the counts are kept for the next try.
pub async fn write_strangers(app: &App, caller: &Caller) -> Result<usize, Error> {
    let counts: Vec<(uuid::Uuid, u32)> = {
        let mut held = app.strangers().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.drain().collect()
    };
    if counts.is_empty() {
        return Ok(0);
    }
    let written: Result<(), Error> = transaction!(app, caller, tx => {
        for (source, times) in &counts {
            tx.record_strangers(*source, *times, app.engine().policy_hash()).await?;
        }
        Ok(())
    });
    if written.is_err() {
        let mut held = app.strangers().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (source, times) in &counts {
            let count = held.entry(*source).or_insert(0);
            *count = count.saturating_add(*times);
        }
    }
    written.map(|()| counts.len())
}
