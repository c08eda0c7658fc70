//! One use case, one transaction, tried again when the database asks for it.

/// Runs `$body` with `$tx` in a transaction and commits its value. When the database asks to try again, everything is
/// run anew, so the body must have no effects but those on `$tx`. A commit whose outcome is unknown is not tried
/// again here: idempotency keys decide that.
macro_rules! transaction {
    ($app:expr, $caller:expr, $tx:ident => $body:block) => {
        'transaction: {
            let mut attempt: u64 = 0;
            loop {
                attempt += 1;
                let $tx = match $app.store().begin($app.clock().now(), Some($caller.request)).await {
                    Ok(tx) => tx,
                    Err(error) if error.is_transient() && attempt < crate::transaction::ATTEMPTS => {
                        crate::transaction::pause($app, attempt).await;
                        continue;
                    }
                    Err(error) => break 'transaction Err(crate::Error::from(error)),
                };
                let outcome: Result<_, crate::Error> = async {
                    let $tx = &$tx;
                    $body
                }
                .await;
                let error = match outcome {
                    Ok(value) => match $tx.commit(value).await {
                        Ok(committed) => break 'transaction Ok(committed.into_inner()),
                        Err(error) if error.is_transient() => crate::Error::Busy { retry_after: 1 },
                        Err(error) => break 'transaction Err(crate::Error::from(error)),
                    },
                    Err(error) => {
                        // Before the pause: on SQLite this is the one writer.
                        drop($tx);
                        error
                    }
                };
                // `TryAgain` inside the body has become `Busy` on its way up.
                if !matches!(error, crate::Error::Busy { .. }) || attempt >= crate::transaction::ATTEMPTS {
                    break 'transaction Err(error);
                }
                crate::transaction::pause($app, attempt).await;
            }
        }
    };
}
pub(crate) use transaction;

/// How often a transaction is tried.
pub(crate) const ATTEMPTS: u64 = 6;

/// Waits a little, longer each time and never twice the same.
pub(crate) async fn pause(app: &crate::App, attempt: u64) {
    let [jitter] = vault::random_bytes::<1>(app.store().random()).unwrap_or([128]);
    tokio::time::sleep(std::time::Duration::from_millis(attempt * 5 + u64::from(jitter) * attempt / 8)).await;
}
