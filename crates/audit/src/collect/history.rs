//! What once stood in the files of a repository: the lines that its commits added.
//!
//! `git` is asked with fixed arguments, with nothing of this process's environment but the way to it. The repository's
//! own settings can name programs to run (filters, drivers, watchers, pagers, hooks): they are switched off here, and
//! what cannot be switched off keeps the history from being read.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{HistoryFile, tree::Note, words::Sentence};

/// How much of a history is read.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of `git`'s answer.
    pub bytes: u64,
    /// For how long.
    pub time: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { bytes: 512 << 20, time: Duration::from_secs(120) }
    }
}

/// Longer lines are cut, bytes.
const LONGEST_LINE: u64 = 16 << 10;
/// Lines of one file in one commit beyond this are left out, bytes.
const LARGEST_PIECE: usize = 1 << 20;

/// Arguments that switch off whatever a repository can make `git` run, or fetch.
const QUIET: [&str; 20] = [
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.pager=cat",
    "-c",
    "core.attributesFile=/dev/null",
    "-c",
    "core.sshCommand=false",
    "-c",
    "diff.external=",
    "-c",
    "log.showSignature=false",
    "-c",
    "protocol.allow=never",
    "-c",
    "color.ui=false",
    "--no-pager",
    "--no-replace-objects",
];

const LOG: [&str; 14] = [
    "log",
    "-p",
    "--all",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-show-signature",
    "--unified=0",
    "--no-renames",
    "--diff-filter=AM",
    "--ignore-submodules=all",
    "--no-mailmap",
    "--no-notes",
    "--format=commit %H",
];

/// A command that knows nothing of our environment.
#[expect(
    clippy::disallowed_methods,
    reason = "git reads its own format; it is asked with fixed arguments, by whoever audits, never by a request"
)]
fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(QUIET)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", "/nonexistent")
        .env("LC_ALL", "C")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap_or(folder))
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn note(en: &'static str, es: &'static str) -> Note {
    Note { place: ".git".to_owned(), reason: Sentence::new(en, es) }
}

/// The short answer of a question; none when `git` refuses.
fn ask(folder: &Path, arguments: &[&str]) -> Option<String> {
    let answer = git(folder, arguments).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}

/// The lines that all commits of a repository added, the newest first, and what was left out.
///
/// A folder without a repository, `git` missing, a shallow clone and a bound that was reached are notes.
#[must_use]
pub fn read(folder: &Path, bounds: Bounds) -> (Vec<HistoryFile>, Vec<Note>) {
    // The folders above are another repository's, if any's.
    let folder = &folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut notes = Vec::new();
    let Some(shallow) = ask(folder, &["rev-parse", "--is-shallow-repository"]) else {
        return (
            Vec::new(),
            vec![note(
                "the history was not searched: this is no repository of git, it belongs to another user, or git is not installed",
                "no se examinó el historial: no es un repositorio de git, pertenece a otro usuario o git no está instalado",
            )],
        );
    };
    if shallow == "true" {
        notes.push(note(
            "the clone is shallow: only a part of the history was searched",
            "el clon es superficial: solo se examinó una parte del historial",
        ));
    }
    let child = git(folder, &LOG).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        notes.push(note("the history was not searched: git does not start", "no se examinó el historial: git no arranca"));
        return (Vec::new(), notes);
    };
    let Some(output) = child.stdout.take() else { return (Vec::new(), notes) };
    let ended = Arc::new(AtomicBool::new(false));
    let late = Arc::new(AtomicBool::new(false));
    let watch = watch(child, bounds.time, &ended, &late);
    let mut reader = BufReader::new(output.take(bounds.bytes));
    let files = pieces(&mut reader);
    let cut = reader.into_inner().limit() == 0;
    ended.store(true, Ordering::Release);
    let finished = watch.join().unwrap_or(false);
    if late.load(Ordering::Acquire) || cut {
        notes.push(note(
            "the history is long: only its newest part was searched",
            "el historial es largo: solo se examinó su parte más reciente",
        ));
    } else if !finished {
        notes.push(note("git did not read the history to its end", "git no leyó el historial hasta el final"));
    }
    (files, notes)
}

/// Ends the child when its time is over or its reader has had enough; tells whether it ended well by itself.
fn watch(mut child: Child, time: Duration, ended: &Arc<AtomicBool>, late: &Arc<AtomicBool>) -> thread::JoinHandle<bool> {
    let (ended, late) = (Arc::clone(ended), Arc::clone(late));
    thread::spawn(move || {
        let step = Duration::from_millis(20);
        let mut waited = Duration::ZERO;
        loop {
            if let Ok(Some(status)) = child.try_wait() {
                return status.success();
            }
            let enough = ended.load(Ordering::Acquire);
            if waited >= time || (enough && waited >= step) {
                late.store(!enough, Ordering::Release);
                // It may have ended in between: then there is nothing to end.
                let _ = child.kill();
                let status = child.wait();
                return enough && status.is_ok_and(|status| status.success());
            }
            thread::sleep(step);
            waited += step;
        }
    })
}

/// Added lines by commit and file, in the order of `git log -p`.
fn pieces(reader: &mut impl BufRead) -> Vec<HistoryFile> {
    let mut files: Vec<HistoryFile> = Vec::new();
    let (mut commit, mut name) = (String::new(), None::<String>);
    // Only headers name files; an added line may look like one.
    let mut in_head = false;
    let mut bytes = Vec::new();
    while let Some(line) = next_line(reader, &mut bytes) {
        if let Some(hash) = line.strip_prefix("commit ").filter(|hash| hash.len() >= 40) {
            commit = hash.to_owned();
            name = None;
        } else if line.starts_with("diff --git ") {
            in_head = true;
            name = None;
        } else if in_head && line.starts_with("+++ ") {
            let named = line.trim_start_matches("+++ ").trim_matches('"').trim_end_matches('\t');
            name = named.strip_prefix("b/").map(str::to_owned);
        } else if line.starts_with("@@") {
            in_head = false;
        } else if let (false, Some(added), Some(name)) = (in_head, line.strip_prefix('+'), &name) {
            let same = files.last().is_some_and(|file| file.commit == commit && file.name == *name);
            if !same {
                files.push(HistoryFile { name: name.clone(), text: String::new(), commit: commit.clone() });
            }
            if let Some(file) = files.last_mut()
                && file.text.len() < LARGEST_PIECE
            {
                file.text.push_str(added);
                file.text.push('\n');
            }
        }
    }
    files
}

/// The next line, cut where it is too long; none at the end.
fn next_line(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> Option<String> {
    bytes.clear();
    let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', bytes).ok()?;
    if read == 0 {
        return None;
    }
    // The rest of a line that is too long is passed over.
    if bytes.last() != Some(&b'\n') {
        loop {
            let (used, end) = {
                let buffer = reader.fill_buf().ok()?;
                match buffer.iter().position(|byte| *byte == b'\n') {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), buffer.is_empty()),
                }
            };
            reader.consume(used);
            if end {
                break;
            }
        }
    }
    Some(String::from_utf8_lossy(bytes).trim_end_matches(['\n', '\r']).to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::{LONGEST_LINE, pieces};

    #[test]
    fn added_lines_are_told_by_commit_and_file() {
        let hash = "a".repeat(40);
        let long = "x".repeat(usize::try_from(LONGEST_LINE).unwrap() * 3);
        let log = format!(
            "commit {hash}\n\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n-old\n++++ b/trick\n+{long}\n+new\ndiff --git a/b b/b\n--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+two\n"
        );
        let files = pieces(&mut BufReader::new(log.as_bytes()));
        let told: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.text.lines().count())).collect();
        assert_eq!(told, [("a", 3), ("b", 1)]);
        assert!(files[0].text.starts_with("+++ b/trick\n") && files[0].text.ends_with("\nnew\n"));
    }

    proptest! {
        #[test]
        fn no_log_is_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = pieces(&mut BufReader::new(bytes.as_slice()));
        }
    }
}
