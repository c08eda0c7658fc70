//! What happens without anybody asking: clocks ring, the outbox is drained, what is over is swept up; and beside that, because it
//! takes long, the program is audited.

use std::time::Duration;

use app::{App, Error, audit, timer, worker};
use tokio::{
    sync::watch,
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
    end: watch::Sender<bool>,
    work: [JoinHandle<()>; 2],
}

impl Runtime {
    /// Begins to work.
    pub(crate) fn start(app: App) -> Self {
        let (end, ended) = watch::channel(false);
        let work = [tokio::spawn(work(app.clone(), ended.clone())), tokio::spawn(audits(app, ended))];
        Self { end, work }
    }
    /// Lets finish what is under way, sweeps once more, and ends.
    pub(crate) async fn stop(self) {
        // Work that has ended already needs no telling.
        let _ = self.end.send(true);
        for work in self.work {
            if let Err(error) = work.await {
                tracing::error!(%error, "background work ended badly");
            }
        }
    }
}

async fn work(app: App, mut ended: watch::Receiver<bool>) {
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
            _ = ended.changed() => break,
            () = sleep(pause) => {}
        }
    }
    told("what was counted could not be written", worker::sweep(&app).await);
}

/// Does the audits that are asked for, one after the other. One that is under way at the end is written down as cut off: nobody
/// waits for it.
async fn audits(app: App, mut ended: watch::Receiver<bool>) {
    told("the audit could not be scheduled", audit::begin_schedule(&app).await);
    loop {
        let one = async {
            let fine = told("the audit could not be done", audit::run_next(&app).await.map(|_| ()));
            sleep(if fine { EVERY } else { LONGEST }).await;
        };
        tokio::select! {
            _ = ended.changed() => break,
            () = one => {}
        }
    }
    told("the audit that was cut off could not be noted", audit::cut_off(&app).await);
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
