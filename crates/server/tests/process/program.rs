//! A demo that a test starts and ends, by its own process id.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::Duration,
};

/// A directory of its own, removed when dropped.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sunward-process-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program under test.
#[expect(clippy::disallowed_methods, reason = "these tests are about the process")]
pub(crate) fn sunward() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sunward"))
}

/// Runs a command to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    sunward().args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// A demo that listens.
pub(crate) struct Demo {
    child: Child,
    pub(crate) address: SocketAddr,
    data: PathBuf,
}

impl Demo {
    /// Starts the small company on a free port and waits until it says where it listens.
    pub(crate) fn start(data: &Path) -> Self {
        let mut child = sunward()
            .args(["demo", "--small", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let out = child.stdout.take().unwrap();
        let mut address = None;
        let mut lines = BufReader::new(out).lines();
        for line in lines.by_ref() {
            let line = line.unwrap();
            if let Some((_, rest)) = line.split_once("http://") {
                let end = rest.find(|c: char| c != '.' && c != ':' && !c.is_ascii_digit()).unwrap_or(rest.len());
                address = rest[..end].parse().ok();
                break;
            }
        }
        // What else it prints is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address: address.expect("it says where it listens"), data: data.to_owned() }
    }

    /// A one-time sign-in link's path for a role.
    pub(crate) fn link(&self, role: &str) -> String {
        let output = run(&["demo", "sign-in", role, "--data", self.data.to_str().unwrap()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let (_, path) = text.trim().split_once("://").and_then(|(_, rest)| rest.split_once('/')).unwrap();
        format!("/{path}")
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ctrl-C, as a terminal sends it.
    #[expect(clippy::disallowed_methods, reason = "std sends no signal but kill")]
    pub(crate) fn interrupt(mut self) -> ExitStatus {
        let status = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
        for _ in 0..300 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("it did not end");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
