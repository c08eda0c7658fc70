//! One foreign program, run once: no shell, nothing of our environment that it was not given, bounded in time and output.

use std::{
    ffi::OsString,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// How much a scanner may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// For how long.
    pub time: Duration,
    /// How many bytes it may say.
    pub bytes: u64,
}

/// What is run.
#[derive(Debug)]
pub(super) struct Order<'a> {
    /// The program, absolute.
    pub(super) program: &'a Path,
    /// Its arguments.
    pub(super) arguments: Vec<OsString>,
    /// All that it knows of the environment.
    pub(super) environment: Vec<(OsString, OsString)>,
    /// Where it runs: a folder of its own.
    pub(super) folder: &'a Path,
    /// The file that it writes its findings to; none: standard output.
    pub(super) file: Option<PathBuf>,
}

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// What it found: standard output, or the file.
    pub(super) found: String,
    /// Standard error.
    pub(super) errors: String,
    /// Its exit code; none when a signal ended it.
    pub(super) code: Option<i32>,
}

/// Why nothing came out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failed {
    /// It does not start, in the system's words.
    Start(String),
    /// It took longer than it may.
    Late,
    /// It said more than it may.
    Loud,
}

const STEP: Duration = Duration::from_millis(20);

/// Runs a program to its end, or ends it and all that it started.
#[expect(
    clippy::disallowed_methods,
    reason = "a scanner is run with fixed arguments, by whoever audits, never by a request; no shell, no environment of ours"
)]
pub(super) fn run(order: &Order<'_>, bounds: Bounds) -> Result<Said, Failed> {
    let mut command = Command::new(order.program);
    command
        .args(&order.arguments)
        .env_clear()
        .envs(order.environment.iter().map(|(name, value)| (name, value)))
        .current_dir(order.folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| Failed::Start(error.to_string()))?;
    let loud = Arc::new(AtomicBool::new(false));
    let output = child.stdout.take().map(|pipe| listen(pipe, bounds.bytes, &loud));
    let errors = child.stderr.take().map(|pipe| listen(pipe, bounds.bytes, &loud));
    let mut waited = Duration::ZERO;
    let ended = loop {
        if has_ended(&mut child) {
            break Ok(());
        }
        let written = order.file.as_deref().and_then(|file| file.metadata().ok()).map_or(0, |meta| meta.len());
        if loud.load(Ordering::Acquire) || written > bounds.bytes {
            break Err(Failed::Loud);
        }
        if waited >= bounds.time {
            break Err(Failed::Late);
        }
        thread::sleep(STEP);
        waited += STEP;
    };
    // What it left running would go on without bounds.
    end_group(&mut child);
    let code = child.wait().ok().and_then(|status| status.code());
    ended?;
    // A pipe that somebody outside of the group still holds is not waited for.
    let heard = |listener: Option<mpsc::Receiver<Vec<u8>>>| {
        let bytes = listener.and_then(|listener| listener.recv_timeout(Duration::from_secs(5)).ok()).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    };
    let (output, errors) = (heard(output), heard(errors));
    if loud.load(Ordering::Acquire) {
        return Err(Failed::Loud);
    }
    let found = match &order.file {
        None => output,
        Some(file) => read(file, bounds.bytes)?,
    };
    Ok(Said { found, errors, code })
}

/// Takes what comes out of a pipe, up to a bound.
fn listen(pipe: impl Read + Send + 'static, most: u64, loud: &Arc<AtomicBool>) -> mpsc::Receiver<Vec<u8>> {
    let (tell, heard) = mpsc::channel();
    let loud = Arc::clone(loud);
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut limited = pipe.take(most.saturating_add(1));
        // A pipe that breaks has said what it said.
        let _ = limited.read_to_end(&mut bytes);
        if limited.limit() == 0 {
            loud.store(true, Ordering::Release);
        }
        // Nobody may be waiting any more.
        let _ = tell.send(bytes);
    });
    heard
}

fn read(file: &Path, most: u64) -> Result<String, Failed> {
    // A scanner that found nothing may write nothing; its reader says what to make of that.
    let Ok(opened) = File::open(file) else { return Ok(String::new()) };
    let mut bytes = Vec::new();
    let mut limited = opened.take(most.saturating_add(1));
    let _ = limited.read_to_end(&mut bytes);
    if limited.limit() == 0 {
        return Err(Failed::Loud);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether it has ended; it is not taken off the system's list yet, so that its number still means its group.
#[cfg(unix)]
fn has_ended(child: &mut Child) -> bool {
    use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
    let asked = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    // An error means that there is nothing to wait for.
    !matches!(waitid(WaitId::Pid(Pid::from_child(child)), asked), Ok(None))
}

#[cfg(unix)]
fn end_group(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // Everybody in it may have ended already.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

#[cfg(not(unix))]
fn has_ended(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

#[cfg(not(unix))]
fn end_group(child: &mut Child) {
    // It may have ended already.
    let _ = child.kill();
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{ffi::OsString, path::Path, time::Duration};

    use super::{Bounds, Failed, Order, Said, run};

    const BOUNDS: Bounds = Bounds { time: Duration::from_secs(20), bytes: 10_000 };

    fn shell(script: &str, bounds: Bounds, file: Option<&str>) -> Result<Said, Failed> {
        let scratch = super::super::program::Scratch::new(&std::env::temp_dir(), "process").unwrap();
        run(
            &Order {
                program: Path::new("/bin/sh"),
                arguments: ["-c", script].map(OsString::from).to_vec(),
                environment: vec![("PATH".into(), "/usr/bin:/bin".into())],
                folder: scratch.path(),
                file: file.map(|name| scratch.path().join(name)),
            },
            bounds,
        )
    }

    #[test]
    fn it_knows_nothing_of_us() {
        let said = shell("env | cut -d= -f1 | sort; cat; pwd; echo bad >&2; exit 3", BOUNDS, None).unwrap();
        let lines: Vec<&str> = said.found.lines().collect();
        assert!(lines.iter().any(|line| line.contains("sunward-audit-")), "{lines:?}");
        assert!(lines.contains(&"PATH") && !lines.contains(&"HOME"), "{lines:?}");
        assert_eq!((said.errors.as_str(), said.code), ("bad\n", Some(3)));
    }

    #[test]
    fn it_ends_with_all_that_it_started() {
        let late = Bounds { time: Duration::from_millis(300), ..BOUNDS };
        assert_eq!(shell("sleep 600 & sleep 600", late, None).unwrap_err(), Failed::Late);
        // The first ends and leaves another behind that holds the pipe.
        assert_eq!(shell("sleep 600 & echo done", BOUNDS, None).unwrap().found, "done\n");
    }

    #[test]
    fn it_cannot_talk_for_ever() {
        assert_eq!(shell("yes", BOUNDS, None).unwrap_err(), Failed::Loud);
        assert_eq!(shell("yes >&2", BOUNDS, None).unwrap_err(), Failed::Loud);
        assert_eq!(shell("yes > out", BOUNDS, Some("out")).unwrap_err(), Failed::Loud);
        assert_eq!(shell("echo there > out", BOUNDS, Some("out")).unwrap().found, "there\n");
        assert_eq!(shell("true", BOUNDS, Some("out")).unwrap().found, "");
    }
}
