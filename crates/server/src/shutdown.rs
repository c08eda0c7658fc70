//! How the program is asked to end: Ctrl-C or SIGTERM. The second time, it ends at once.

use std::process;

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

use crate::{failure::Failure, terminal};

/// What a shell expects of a process that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Whether the program was asked to end; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Begins to listen for signals.
    pub(crate) fn listen() -> Result<Self, Failure> {
        let deaf = |error: std::io::Error| Failure::failed("cannot listen for signals").because(error);
        let mut interrupt = signal(SignalKind::interrupt()).map_err(deaf)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(deaf)?;
        let (asked, receiver) = watch::channel(false);
        tokio::spawn(async move {
            one_of(&mut interrupt, &mut terminate).await;
            // Nobody listening any more is nothing to tell.
            let _ = asked.send(true);
            one_of(&mut interrupt, &mut terminate).await;
            terminal::complain("sunward: ended at once");
            process::exit(INTERRUPTED);
        });
        Ok(Self(receiver))
    }
    /// Completes when the program was asked to end.
    pub(crate) async fn asked(mut self) {
        // A sender that is gone can ask no more; then nothing ends by itself.
        if self.0.wait_for(|asked| *asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

async fn one_of(interrupt: &mut Signal, terminate: &mut Signal) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
