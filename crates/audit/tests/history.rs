//! The history of a repository is read, and nothing that the repository names is run.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use audit::collect::history::{Bounds, read};

#[expect(clippy::disallowed_methods, reason = "a repository to look at is made with git")]
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    Command::new("git").arg("-C").arg(folder).args(who).args(arguments).output().is_ok_and(|output| output.status.success())
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    assert!(fs::create_dir_all(&folder).is_ok());
    folder
}

#[test]
fn what_was_removed_is_found_and_hostile_settings_run_nothing() {
    let folder = folder("history");
    if !git(&folder, &["init", "-q"]) {
        println!("LEFT OUT: git is not installed");
        return;
    }
    let commit = |text: &str| {
        fs::write(folder.join("a.txt"), text).unwrap();
        assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-q", "-m", "x"]));
    };
    commit("first\nremoved later\n");
    commit("first\n");
    let mark = folder.join("ran");
    let run = format!("touch {}", mark.display());
    for key in [
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "core.fsmonitor",
        "core.pager",
        "gpg.program",
        "core.sshCommand",
        "filter.x.clean",
    ] {
        assert!(git(&folder, &["config", key, &run]));
    }
    assert!(git(&folder, &["config", "log.showSignature", "true"]));
    fs::write(folder.join(".gitattributes"), "* diff=x filter=x\n").unwrap();
    fs::write(folder.join(".git/info/attributes"), "* diff=x filter=x\n").unwrap();
    let _ = fs::remove_file(&mark);
    let (files, notes) = read(&folder, Bounds::default());
    assert_eq!(notes, []);
    assert!(files.iter().any(|file| file.name == "a.txt" && file.text.contains("removed later") && file.commit.len() >= 40), "{files:?}");
    assert!(!mark.exists(), "a program of the repository ran");
    let (few, notes) = read(&folder, Bounds { bytes: 60, ..Bounds::default() });
    assert!(few.len() < files.len() && notes.len() == 1, "{few:?} {notes:?}");
}

#[test]
fn a_folder_without_a_repository_is_a_note() {
    // Below a folder that may be a repository itself: it must not be taken for one.
    let (files, notes) = read(&folder("nothing"), Bounds::default());
    assert!(files.is_empty() && notes.len() == 1);
}
