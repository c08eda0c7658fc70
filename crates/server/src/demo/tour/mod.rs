//! `sunward demo --tour`: the journey and the attacks, over HTTP, against the program that serves.
//!
//! Everything goes through the front door: pages are opened, their forms are filled in, their answers are read. What has
//! to be known besides (the links of the demo) is what the demo prints on its terminal.

mod attack;
mod browser;
mod form;
mod journey;

use std::net::SocketAddr;

use app::App;

pub(crate) use browser::Browser;

/// What a step found wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Wrong(String);

impl Wrong {
    fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// Checks what a step expects.
fn expect(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), Wrong> {
    if holds { Ok(()) } else { Err(Wrong(otherwise())) }
}

/// Prints one line for each step and counts.
pub(crate) struct Guide<'a> {
    out: &'a mut (dyn std::io::Write + Send),
    right: u32,
    wrong: u32,
}

impl Guide<'_> {
    fn heading(&mut self, text: &str) {
        self.line(&format!("\n{text}"));
    }
    fn line(&mut self, text: &str) {
        // A terminal that is gone is no reason to fail the tour.
        let _ = writeln!(self.out, "{text}");
    }
    /// Runs one step and prints how it went.
    async fn step<T>(&mut self, text: &str, step: impl Future<Output = Result<T, Wrong>>) -> Result<T, Wrong> {
        let outcome = step.await;
        match &outcome {
            Ok(_) => {
                self.right += 1;
                self.line(&format!("  ok     {text}"));
            }
            Err(wrong) => {
                self.wrong += 1;
                self.line(&format!("  WRONG  {text}: {wrong}"));
            }
        }
        outcome
    }
}

/// Walks through the company that listens at `address`. True when all went as it should.
pub(crate) async fn run(app: &App, address: SocketAddr, out: &mut (dyn std::io::Write + Send)) -> bool {
    let mut guide = Guide { out, right: 0, wrong: 0 };
    // A step that goes wrong ends its part, because what follows builds on it; the other part is still tried.
    if let Ok(walked) = journey::walk(&mut guide, app, address).await {
        attack::try_all(&mut guide, app, address, walked).await;
    }
    let (right, wrong) = (guide.right, guide.wrong);
    guide.line(&format!("\n{right} went as they should, {wrong} did not."));
    wrong == 0 && right > 0
}
