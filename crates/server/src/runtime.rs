//! What happens without anybody asking: clocks ring, the outbox is drained, what is over is swept up.

use std::time::Duration;

use app::{App, Error, timer, worker};
use tokio::{
    sync::oneshot,
    task::JoinHandle,
    time::{Instant, sleep},
};

/// How often is looked whether something is due.
const EVERY: Duration = Duration::from_millis(500);
/// The longest pause after failures.
const LONGEST: Duration = Duration::from_secs(10);
/// How often is swept: denials of strangers are one leaf a minute.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// Rounds without a pause, while there is more to do.
const ROUNDS: u32 = 20;

/// The background work of one process.
#[derive(Debug)]
pub(crate) struct Runtime {
    end: oneshot::Sender<()>,
    work: JoinHandle<()>,
}

impl Runtime {
    /// Begins to work.
    pub(crate) fn start(app: App) -> Self {
        let (end, ended) = oneshot::channel();
        Self { end, work: tokio::spawn(work(app, ended)) }
    }
    /// Lets finish what is under way, sweeps once more, and ends.
    pub(crate) async fn stop(self) {
        // Work that has ended already needs no telling.
        let _ = self.end.send(());
        if let Err(error) = self.work.await {
            tracing::error!(%error, "background work ended badly");
        }
    }
}

async fn work(app: App, mut ended: oneshot::Receiver<()>) {
    let mut pause = EVERY;
    let mut sweep_at = Instant::now() + SWEEP_EVERY;
    loop {
        let mut fine = told("what is due could not be done", settle(&app).await);
        if Instant::now() >= sweep_at {
            fine &= told("what is over could not be swept up", worker::sweep(&app).await);
            sweep_at = Instant::now() + SWEEP_EVERY;
        }
        pause = if fine { EVERY } else { (pause * 2).min(LONGEST) };
        tokio::select! {
            _ = &mut ended => break,
            () = sleep(pause) => {}
        }
    }
    told("what was counted could not be written", worker::sweep(&app).await);
}

async fn settle(app: &App) -> Result<(), Error> {
    for _ in 0..ROUNDS {
        let rung = timer::run_due(app).await?;
        let sent = worker::drain(app).await?;
        if rung == 0 && sent == 0 {
            break;
        }
    }
    Ok(())
}

/// Logs a failure, with its causes. It will be tried again.
fn told(what: &'static str, outcome: Result<(), Error>) -> bool {
    let Err(error) = outcome else { return true };
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    tracing::error!(%error, cause, "{what}");
    false
}
