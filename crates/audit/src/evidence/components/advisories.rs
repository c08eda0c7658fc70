//! An advisory database on disk.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Advisory, Component, Ecosystem, advisory::Entry, osv, rustsec};
use crate::evidence::manifests::documents;

/// Larger advisories are left out, bytes.
const LARGEST: u64 = 8 << 20;
/// More files are not read.
const MOST: usize = 1_000_000;
/// Deeper folders are not entered.
const DEEPEST: usize = 8;

/// An advisory database: RustSec's Markdown, or OSV in JSON or YAML, in any folders.
#[derive(Clone, Debug, Default)]
pub struct Advisories {
    of: HashMap<Ecosystem, HashMap<String, Vec<Advisory>>>,
    /// The day of its newest entry: so old is the database.
    pub newest: Option<Date>,
    /// The day on which it is asked.
    pub asked: Option<Date>,
    /// How many advisories were read.
    pub read: usize,
    /// How many files looked like advisories and could not be understood.
    pub unreadable: usize,
}

/// Why there is no database.
#[derive(Debug, thiserror::Error)]
pub enum NoAdvisories {
    /// The folder cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// There is no advisory in it.
    #[error("{0}: no advisory of RustSec or OSV in it")]
    Empty(PathBuf),
}

/// What a file is, by its name; none when it is no advisory.
fn parse(name: &str, text: &str) -> Option<Option<Entry>> {
    let (_, end) = name.rsplit_once('.')?;
    match end {
        "md" if text.starts_with("```toml") => Some(rustsec::read(text)),
        "json" => Some(serde_json::from_str(text).ok().and_then(osv::read)),
        "yaml" | "yml" => Some(documents(text).ok().and_then(|documents| documents.first().map(osv::json)).and_then(osv::read)),
        _ => None,
    }
}

impl Advisories {
    /// Reads a folder, in parallel; what is no advisory is passed over.
    ///
    /// # Errors
    /// Where the folder cannot be read or has no advisory in it.
    pub fn read_dir(path: &Path) -> Result<Self, NoAdvisories> {
        let mut files = Vec::new();
        let mut open = vec![(path.to_owned(), 0)];
        while let Some((folder, depth)) = open.pop() {
            let entries = fs::read_dir(&folder).map_err(|error| NoAdvisories::Unreadable(folder.clone(), error))?;
            for entry in entries.flatten() {
                // The kind of the entry itself: links are not followed.
                let Ok(kind) = entry.file_type() else { continue };
                if kind.is_dir() && depth < DEEPEST && entry.file_name() != ".git" {
                    open.push((entry.path(), depth + 1));
                } else if kind.is_file() && files.len() < MOST {
                    files.push(entry.path());
                }
            }
        }
        files.sort();
        let entries: Vec<Option<Entry>> = files
            .par_iter()
            .filter_map(|file| {
                let name = file.to_string_lossy();
                let known = [".md", ".json", ".yaml", ".yml"].iter().any(|end| name.ends_with(end));
                if !known || fs::metadata(file).map_or(true, |meta| meta.len() > LARGEST) {
                    return None;
                }
                parse(&name, &fs::read_to_string(file).ok()?)
            })
            .collect();
        let all = Self::of_entries(entries);
        if all.read == 0 { Err(NoAdvisories::Empty(path.to_owned())) } else { Ok(all) }
    }

    /// Reads advisories from texts with the names of their files.
    #[must_use]
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::of_entries(texts.into_iter().filter_map(|(name, text)| parse(name, text)).collect())
    }

    /// The same, asked on a day: only then can it be told whether it is stale.
    #[must_use]
    pub fn asked_on(mut self, day: Date) -> Self {
        self.asked = Some(day);
        self
    }

    fn of_entries(entries: Vec<Option<Entry>>) -> Self {
        let mut all = Self::default();
        for entry in entries {
            let Some((day, found)) = entry else {
                all.unreadable += 1;
                continue;
            };
            all.read += 1;
            all.newest = all.newest.max(day);
            for (ecosystem, name, advisory) in found {
                all.of.entry(ecosystem).or_default().entry(name).or_default().push(advisory);
            }
        }
        all
    }

    /// Whether it says anything about an ecosystem.
    #[must_use]
    pub fn knows(&self, ecosystem: Ecosystem) -> bool {
        self.of.contains_key(&ecosystem)
    }

    /// Its age in days on the day it is asked; none when either day is not known.
    #[must_use]
    pub fn age_days(&self) -> Option<i32> {
        let span = self.newest?.until(self.asked?).ok()?;
        Some(span.get_days())
    }

    /// The advisories that mean a component at its version.
    pub fn of<'a>(&'a self, component: &'a Component) -> impl Iterator<Item = &'a Advisory> {
        let named = self.of.get(&component.ecosystem).and_then(|names| names.get(&component.name));
        named.into_iter().flatten().filter(|advisory| advisory.affects(component.ecosystem, &component.version))
    }
}
