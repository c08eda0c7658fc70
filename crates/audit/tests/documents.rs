//! The documents against the repository: what they name is there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Pictures are made after the pages that they show.
const PICTURES: &str = "docs/images/";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The pages at the root and everything below `docs`.
fn documents() -> Vec<PathBuf> {
    let mut folders = vec![repository().join("docs")];
    let mut found: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "SECURITY.md", "CONTRIBUTING.md"].map(|name| repository().join(name)).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// The texts between `open` and `close`, line by line.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().flat_map(move |line| line.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(inside, _)| inside)))
}

/// What stands in backticks and begins with a folder of ours.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let folders = ["crates/", "docs/", "scripts/", "tests/", ".ci/"];
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .flat_map(str::split_whitespace)
        .filter(move |word| folders.iter().any(|folder| word.starts_with(folder)))
        .filter(|word| !word.contains(['*', '{', '<']))
}

#[test]
fn whatever_a_document_links_to_is_there() {
    let mut absent = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for link in between(&text, "](", ")") {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.starts_with("https://") || path.starts_with(PICTURES) {
                continue;
            }
            if !document.parent().unwrap().join(path).exists() {
                absent.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert_eq!(absent, Vec::<String>::new());
}

#[test]
fn whatever_a_document_names_is_there() {
    let mut absent = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for name in named(&text) {
            let (path, item) = name.split_once("::").map_or((name, None), |(path, item)| (path, Some(item)));
            let there = repository().join(path);
            // A word of the file: the index's test looks closer.
            let has_item = |item: &str| {
                fs::read_to_string(&there).is_ok_and(|text| {
                    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
                    text.match_indices(item)
                        .any(|(at, _)| is_edge(text[..at].chars().next_back()) && is_edge(text[at + item.len()..].chars().next()))
                })
            };
            if !there.exists() || !item.is_none_or(has_item) {
                absent.push(format!("{}: {name}", document.display()));
            }
        }
    }
    assert_eq!(absent, Vec::<String>::new());
}
