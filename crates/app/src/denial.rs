//! A no is recorded too.

use std::collections::{HashMap, hash_map::Entry};

use domain::id::AccountId;
use policy::{Action, Denied};

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
        tx.record_denial(denied, 1).await?;
        Ok(())
    })
}

/// Who asked since the last sweep for orders that are not hers, for which action; the first of them, and how often after it.
pub(crate) type Probes = HashMap<(AccountId, Action), (Denied, u32)>;

/// Records that somebody who is signed in asked for a row out of her scope. The first of a person and action is a leaf before
/// it is answered; further ones are counted, and a worker writes one leaf for them a minute, so that nobody floods the trail.
///
/// # Errors
/// The trail cannot be written.
pub(crate) async fn probe(app: &App, caller: &Caller, denied: Denied) -> Result<(), Error> {
    let Some(account) = denied.actor.account else {
        stranger(app, caller);
        return Ok(());
    };
    let key = (account, denied.action);
    {
        let mut held = app.probes().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match held.entry(key) {
            Entry::Occupied(mut entry) => {
                let times = &mut entry.get_mut().1;
                *times = times.saturating_add(1);
                return Ok(());
            }
            Entry::Vacant(entry) => {
                entry.insert((denied.clone(), 0));
            }
        }
    }
    let written = person(app, caller, &denied).await;
    if written.is_err() {
        // Not told yet: the next one is the first again.
        app.probes().lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&key);
    }
    written
}

/// Writes one leaf for each person and action that was denied again since its first leaf.
///
/// # Errors
/// The trail cannot be written; the counts are kept for the next try.
pub async fn write_probes(app: &App, caller: &Caller) -> Result<usize, Error> {
    let held: Probes = std::mem::take(&mut *app.probes().lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    let again: Vec<&(Denied, u32)> = held.values().filter(|(_, times)| *times > 0).collect();
    if again.is_empty() {
        return Ok(0);
    }
    let count = again.len();
    let written: Result<(), Error> = transaction!(app, caller, tx => {
        for (denied, times) in &again {
            tx.record_denial(denied, *times).await?;
        }
        Ok(())
    });
    if written.is_err() {
        let mut now = app.probes().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (key, (denied, times)) in held {
            let counted = &mut now.entry(key).or_insert((denied, 0)).1;
            *counted = counted.saturating_add(times);
        }
    }
    written.map(|()| count)
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
