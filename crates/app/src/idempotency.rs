//! Creating calls may be sent twice; what they create is created once.

use domain::Invalid;

use crate::{App, Caller, Conflict, Error};

/// A key that the client chose for one creating call: 1 to 64 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Parses a key.
    ///
    /// # Errors
    /// Names `idempotency_key`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::malformed("idempotency_key", "a key of 1 to 64 visible characters"))
        }
    }
}

/// A key bound to its caller, its use case and the content of its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    pub(crate) key: [u8; 32],
    pub(crate) request_hash: [u8; 32],
}

/// Binds a key; `content` is the request in any stable text form. Both become keyed hashes: nothing personal is kept.
pub(crate) fn bind(app: &App, caller: &Caller, use_case: &'static str, key: &IdempotencyKey, content: &str) -> Bound {
    let who = caller.actor.person.map(|p| p.to_string()).unwrap_or_else(|| caller.source.to_string());
    let keys = app.store().keys();
    Bound {
        key: keys.blind_index("idempotency.key", &format!("{who}\n{use_case}\n{}", key.0)),
        request_hash: keys.blind_index("idempotency.request", content),
    }
}

/// What the key created before, if anything.
pub(crate) async fn recall<T: std::str::FromStr>(app: &App, bound: Option<Bound>) -> Result<Option<T>, Error> {
    let Some(bound) = bound else { return Ok(None) };
    match app.store().remembered(bound.key).await? {
        None => Ok(None),
        Some(found) if found.request_hash != bound.request_hash => Err(Error::Conflict(Conflict::KeyReused)),
        Some(found) => found.result.parse().map(Some).map_err(|_| Error::from(store::StoreError::Corrupt("idempotency.result"))),
    }
}

/// After a creating transaction failed: if the same key won meanwhile, or the commit took place although its answer was
/// lost, the thing exists and is the answer.
pub(crate) async fn settle<T: std::str::FromStr>(app: &App, bound: Option<Bound>, outcome: Result<T, Error>) -> Result<T, Error> {
    match outcome {
        Err(error @ (Error::Internal(_) | Error::Conflict(_) | Error::Busy { .. })) => match recall(app, bound).await {
            Ok(Some(made)) => Ok(made),
            Err(conflict @ Error::Conflict(Conflict::KeyReused)) => Err(conflict),
            _ => Err(error),
        },
        other => other,
    }
}
