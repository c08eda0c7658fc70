//! Attempts are counted per account, per source and altogether, in the database. An owner is slowed down by others'
//! attempts at most to the longest wait; device cookies, which spare her even that, come with passkeys.

use domain::text::Email;
use store::throttle::Rule;

use crate::{App, Caller, Error};

const PER_ACCOUNT: Rule = Rule { free: 5, first_wait_seconds: 2, longest_wait_seconds: 900, window_seconds: 3_600 };
const PER_SOURCE: Rule = Rule { free: 30, first_wait_seconds: 2, longest_wait_seconds: 900, window_seconds: 3_600 };
const ALTOGETHER: Rule = Rule { free: 2_000, first_wait_seconds: 1, longest_wait_seconds: 10, window_seconds: 600 };

/// An attempt that was counted before it is judged.
#[derive(Debug)]
pub(super) struct Attempt {
    account: [u8; 32],
}

impl Attempt {
    /// It was right: the account's failures are forgotten, the source's are not.
    pub(super) async fn succeeded(&self, app: &App) -> Result<(), Error> {
        Ok(app.store().throttle_forget(self.account).await?)
    }
}

/// Counts an attempt on an account.
pub(super) async fn attempt(app: &App, caller: &Caller, email: &Email) -> Result<Attempt, Error> {
    let account = app.store().keys().blind_index("throttle.account", &email.lookup_key());
    count(app, account, &PER_ACCOUNT).await?;
    source(app, caller).await?;
    Ok(Attempt { account })
}

/// Counts an attempt that names no account.
pub(super) async fn source(app: &App, caller: &Caller) -> Result<(), Error> {
    let keys = app.store().keys();
    count(app, keys.blind_index("throttle.source", &caller.source.to_string()), &PER_SOURCE).await?;
    count(app, keys.blind_index("throttle.altogether", "all"), &ALTOGETHER).await
}

async fn count(app: &App, key: [u8; 32], rule: &Rule) -> Result<(), Error> {
    let now = app.clock().wall();
    let wait = app.store().throttle_wait(key, now).await?;
    if wait > 0 {
        return Err(Error::TooMany { retry_after: u32::try_from(wait).unwrap_or(u32::MAX) });
    }
    Ok(app.store().throttle_count(key, rule, now).await?)
}
