//! What a command says to the person who called it. Logs go elsewhere.

use std::io::{self, IsTerminal, Write};

use crate::failure::Failure;

/// Writes to standard output. A reader that has left (`| head`) is no error.
pub(crate) fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::failed("cannot write to standard output").because(error)),
        _ => Ok(()),
    }
}

/// Columns of the terminal that standard output goes to: what `COLUMNS` says, else what the terminal says, else 80.
pub(crate) fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    said.or_else(|| terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))).unwrap_or(80)
}

/// Writes one line to standard error. If even that fails there is nobody to tell.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes over the current line of standard error: progress, where somebody sees it.
pub(crate) fn progress(line: &str) {
    let mut out = io::stderr().lock();
    if out.is_terminal() {
        let _ = write!(out, "\r{line}\x1b[K").and_then(|()| out.flush());
    }
}
