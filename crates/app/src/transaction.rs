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

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    };

    use domain::Timestamp;
    use gateway::mail::Mailer;
    use policy::{Actor, Env};
    use tokio::sync::Notify;
    use uuid::Uuid;

    use super::ATTEMPTS;
    use crate::{App, Caller, Clock, Company, Error, Setup};

    /// The longest pauses that there are.
    struct Most;
    impl vault::Random for Most {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), vault::NoRandomness> {
            bytes.fill(255);
            Ok(())
        }
    }

    async fn app(path: std::path::PathBuf) -> App {
        let keys = vault::KeyRing::generate(&vault::SystemRandom).unwrap();
        let store = store::Store::open(&store::Config::Sqlite { path }, keys, Arc::new(Most)).await.unwrap();
        let company = Company {
            name: "Sun".to_owned(),
            address: "1 Sample Plaza".to_owned(),
            email: "hello@sun.example".to_owned(),
            state: "CO".to_owned(),
            zone: "America/Denver".to_owned(),
            workmanship_warranty_years: 10,
        };
        let clock = Clock::new(|| Timestamp::from_seconds(1_796_151_600));
        let base_url = "http://localhost".to_owned();
        App::new(Setup { store, env: Env::Production, clock, base_url, company, mailer: Mailer::None, hashing_threads: 1, auditor: None })
            .unwrap()
    }

    /// Counts the transactions of somebody else between the last failure and the last attempt. The writer is given in
    /// the order of asking: where the failed transaction kept it through its pause, somebody else comes in once and then
    /// queues behind the last attempt. Twice is seen only where it was given back, however slow the machine; that a try
    /// sees it at all is likely and not certain, so it may try again.
    #[test]
    fn others_write_while_a_failed_transaction_pauses() {
        let directory = std::env::temp_dir().join(format!("sunward_transaction_{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let seen = runtime.block_on(async {
            let app = app(directory.join("sunward.sqlite")).await;
            for _ in 0..20 {
                if others_during_the_longest_pause(&app).await >= 2 {
                    return true;
                }
            }
            false
        });
        std::fs::remove_dir_all(&directory).unwrap();
        assert!(seen, "the writer is held through the pause");
    }

    async fn others_during_the_longest_pause(app: &App) -> u64 {
        let caller = Caller::machine(Actor::worker(), Uuid::nil());
        let (tries, others, failed) = (AtomicU64::new(0), AtomicU64::new(0), Notify::new());
        let busy = async {
            let outcome: Result<u64, Error> = transaction!(app, &caller, tx => {
                let _ = tx.now();
                // The last but one: after it comes the longest pause.
                match tries.fetch_add(1, Ordering::AcqRel) + 1 {
                    ATTEMPTS => Ok(others.load(Ordering::Acquire)),
                    number => {
                        if number == ATTEMPTS - 1 {
                            failed.notify_one();
                        }
                        Err(Error::Busy { retry_after: 1 })
                    }
                }
            });
            outcome.unwrap()
        };
        let other = async {
            failed.notified().await;
            while tries.load(Ordering::Acquire) < ATTEMPTS {
                drop(app.store().begin(app.clock().now(), None).await.unwrap());
                others.fetch_add(1, Ordering::AcqRel);
            }
        };
        tokio::join!(busy, other).0
    }
}
