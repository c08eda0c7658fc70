//! Scanners on PATH, from the program to the report: stand-ins say what the real ones said of the broken company.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    ffi::OsString,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use audit::{
    Subject,
    collect::scanner::{self, Request, program::Scratch},
    report::Report,
    run,
    tree::Tree,
    words::Language,
};
use jiff::civil::date;

fn fixtures() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).unwrap()
}

/// A program that says what a scanner said, about the tree where it is now.
fn stand_in(folder: &Path, name: &str, recorded: &str) {
    let text = fs::read_to_string(fixtures().join("scanners").join(recorded)).unwrap();
    let tree = fixtures().join("companies/broken");
    let said = folder.join(format!("{name}.said"));
    fs::write(&said, text.replace("/audited/helios", tree.to_str().unwrap())).unwrap();
    program(folder, name, &format!("exec /bin/cat '{}'", said.display()));
}

fn program(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn request(folder: &Path) -> Request {
    Request {
        repository: Some(fixtures().join("companies/broken")),
        environment: vec![
            ("PATH".into(), folder.into()),
            ("HOME".into(), "/nonexistent".into()),
            ("AWS_SECRET".into(), OsString::from("x")),
        ],
        temporary: folder.to_owned(),
        ..Request::default()
    }
}

#[test]
fn what_they_find_is_merged_and_names_its_source() {
    let scratch = Scratch::new(&std::env::temp_dir(), "scanners").unwrap();
    stand_in(scratch.path(), "bandit", "bandit.json");
    stand_in(scratch.path(), "checkov", "checkov.json");
    let request = request(scratch.path());
    let names: Vec<&str> = scanner::present(&request).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["bandit", "checkov"]);
    let others = scanner::collect(&request, &|_, _| ());
    assert!(others.notes.is_empty(), "{:?}", others.notes);
    let theirs = others.findings.len();
    assert_eq!(theirs, 11 + 98);
    let subject = || Subject { repository: Some(Tree::Disk(fixtures().join("companies/broken"))), ..Subject::default() };
    let day = date(2026, 11, 21);
    let run = run(subject(), &|_, _| ());
    let ours = Report::of("broken", day, &run, Vec::new(), &[]).failing().count();
    let report = Report::of("broken", day, &run, others.findings, &[]);
    let both: Vec<String> = report
        .failing()
        .filter(|finding| finding.source.starts_with("sunward, "))
        .map(|finding| format!("{} {} {}", finding.id(), finding.place_text(), finding.source))
        .collect();
    println!(
        "{ours} of ours, {theirs} of theirs, {} together, {} said by both:\n{}",
        report.failing().count(),
        both.len(),
        both.join("\n")
    );
    // The same line, the same weakness.
    for (check, place, source) in [
        ("sql-from-input", "api/app/orders.py:18", "sunward, bandit"),
        ("command-from-input", "api/app/orders.py:35", "sunward, bandit"),
        ("deserialization-unsafe", "api/app/orders.py:54", "sunward, bandit"),
    ] {
        assert!(both.contains(&format!("{check} {place} {source}")), "{check} {place} is not among {both:#?}");
    }
    assert!(both.iter().any(|told| told.ends_with(", checkov")), "{both:#?}");
    assert!(report.failing().count() < ours + theirs);
    assert!(report.failing().any(|finding| finding.source == "checkov"));
    // The company's secret stands in Bandit's output, and nowhere in ours.
    assert!(!report.to_html(Language::English).contains("h3l10s-h0me"));
}

#[test]
fn one_that_fails_is_a_note_and_no_pass() {
    let scratch = Scratch::new(&std::env::temp_dir(), "scanners-failing").unwrap();
    program(scratch.path(), "bandit", "echo 'Traceback: password=hunter2' >&2; exit 1");
    program(scratch.path(), "checkov", "echo '[]'; echo 'it broke' >&2; exit 7");
    program(scratch.path(), "gitleaks", "kill -9 $$");
    fs::write(scratch.path().join("trivy"), "neither a script nor a program").unwrap();
    fs::set_permissions(scratch.path().join("trivy"), fs::Permissions::from_mode(0o755)).unwrap();
    let collected = scanner::collect(&request(scratch.path()), &|_, _| ());
    assert!(collected.findings.is_empty());
    let told: Vec<String> = collected.notes.iter().map(|note| format!("{} {}", note.place, note.reason.of(Language::English))).collect();
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(
        told[0].starts_with("bandit ended with 1 and what it said cannot be understood") && !told[0].contains("hunter2"),
        "{}",
        told[0]
    );
    assert!(told[1].starts_with("checkov could not do all: ended with 7: it broke"), "{}", told[1]);
    assert!(told[2].starts_with("gitleaks ended with a signal"), "{}", told[2]);
    assert!(told[3].starts_with("trivy was not run"), "{}", told[3]);
}

#[test]
fn one_that_refuses_the_newest_arguments_is_given_those_of_an_older_version() {
    let scratch = Scratch::new(&std::env::temp_dir(), "scanners-older").unwrap();
    let tree = scratch.path().join("tree");
    fs::create_dir(&tree).unwrap();
    fs::write(tree.join("Cargo.toml"), "").unwrap();
    // It finds cargo below our home, though that is not its home.
    program(
        scratch.path(),
        "cargo-deny",
        r#"test "$6" = check || { echo "error: unexpected argument '--config' found" >&2; exit 2; }
printf '{"type":"log","fields":{"message":"%s"}}\n{"type":"summary","fields":{}}\n' "$CARGO_HOME" >&2"#,
    );
    let collected = scanner::collect(&Request { repository: Some(tree), ..request(scratch.path()) }, &|_, _| ());
    assert!(collected.findings.is_empty());
    let told: Vec<String> = collected.notes.iter().map(|note| format!("{} {}", note.place, note.reason.of(Language::English))).collect();
    assert_eq!(told, ["cargo-deny could not do all: /nonexistent/.cargo"]);
}
