//! What must hold of every check: its texts, its numbers, and that its mutant turns it red and the twin does not.

use std::collections::BTreeSet;

use crate::{
    Subject,
    check::{Check, Examine, all},
    controls::controls,
    evidence::components::Advisories,
    finding::Verdict,
    run,
    tree::Tree,
    words::Language,
};

/// The evidence that a mutant's files stand for.
fn subject(files: &[(&str, &str)]) -> Subject {
    let mut subject = Subject::default();
    let mut tree = Vec::new();
    let advisories: Vec<(&str, &str)> = files.iter().filter(|(name, _)| name.starts_with("advisories/")).copied().collect();
    if !advisories.is_empty() {
        let today = advisories.iter().find(|(name, _)| *name == "advisories/today").map_or("2026-08-21", |(_, day)| day);
        subject.advisories = Some(Advisories::of_texts(advisories.iter().copied()).asked_on(today.parse().unwrap()));
    }
    for (name, text) in files.iter().filter(|(name, _)| !name.starts_with("advisories/")) {
        tree.push(((*name).to_owned(), (*text).to_owned()));
    }
    if !tree.is_empty() {
        subject.repository = Some(Tree::Memory(tree));
    }
    subject
}

fn verdict(check: &Check, files: &[(&str, &str)]) -> Verdict {
    run(subject(files), &|_, _| ()).outcomes.into_iter().find(|outcome| outcome.check.id == check.id).unwrap().verdict
}

#[test]
fn every_mutant_turns_its_check_red_and_its_twin_does_not() {
    let mut wrong = Vec::new();
    for check in all() {
        match verdict(check, check.mutant.red) {
            Verdict::Fail(_) => {}
            other => wrong.push(format!("{}: the mutant was not found: {other:?}", check.id)),
        }
        match verdict(check, check.mutant.green) {
            Verdict::Pass => {}
            other => wrong.push(format!("{}: the twin does not pass: {other:?}", check.id)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_to_look_at_is_never_a_pass() {
    for outcome in run(Subject::default(), &|_, _| ()).outcomes {
        assert!(matches!(outcome.verdict, Verdict::NotTested(_)), "{} passed on nothing", outcome.check.id);
    }
}

#[test]
fn every_check_is_told_in_both_languages_and_has_its_numbers() {
    let known: BTreeSet<String> = controls().iter().map(|control| control.id.to_string()).collect();
    let mut ids = BTreeSet::new();
    for check in all() {
        assert!(ids.insert(check.id), "{} stands twice", check.id);
        assert!(check.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", check.id);
        for words in [check.title, check.done, check.why, check.fix] {
            assert!(Language::ALL.iter().all(|language| words.of(*language).len() > 8), "{}: a text is missing", check.id);
            assert_ne!(words.en, words.es, "{}: not translated", check.id);
        }
        assert!(!check.title.en.ends_with('.'), "{}: the title is no sentence", check.id);
        assert!(!check.cwe.is_empty(), "{}: no CWE", check.id);
        assert!((1..=10).contains(&check.owasp.of_2021) && check.owasp.of_2017 <= 10 && check.owasp.of_2025 <= 10, "{}", check.id);
        for control in check.controls {
            assert!(known.contains(*control), "{}: {control} is no control", check.id);
        }
    }
}

#[test]
fn a_word_that_a_check_waits_for_is_worth_waiting_for() {
    for check in all() {
        if let Examine::Source { words, .. } | Examine::Text { words, .. } = check.examine {
            assert!(words.iter().all(|word| word.len() >= 3), "{}: too short a word wakes it for every file", check.id);
        }
    }
}
