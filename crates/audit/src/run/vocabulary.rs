//! The words that checks wait for.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::files::{OfFile, unreadable_note};
use crate::{
    check::{Check, Examine},
    evidence::{
        source::{self, Language},
        text::TextFile,
    },
    finding::{Observation, Observations},
};

/// The words that checks wait for, found in one pass over a file, so that most files need not be parsed at all.
pub(super) struct Vocabulary {
    finder: Option<AhoCorasick>,
    /// Which checks wait for each word.
    waiting: Vec<Vec<usize>>,
    /// Checks that see every file.
    always: Vec<usize>,
}

impl Vocabulary {
    pub(super) fn of(checks: &[&'static Check]) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut waiting: Vec<Vec<usize>> = Vec::new();
        let mut always = Vec::new();
        for (index, check) in checks.iter().enumerate() {
            let words = match check.examine {
                Examine::Source { words, .. } | Examine::Text { words, .. } => words,
                _ => continue,
            };
            if words.is_empty() {
                always.push(index);
            }
            for word in words.iter().map(|word| word.to_ascii_lowercase()) {
                let at = patterns.iter().position(|known| *known == word).unwrap_or_else(|| {
                    patterns.push(word);
                    waiting.push(Vec::new());
                    patterns.len() - 1
                });
                if let Some(of_word) = waiting.get_mut(at) {
                    of_word.push(index);
                }
            }
        }
        // Every word is a short literal of ours: the automaton can always be built; without one every check looks.
        // A table of transitions takes a fraction of a megabyte and reads at most one entry a byte.
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&patterns)
            .ok();
        if finder.is_none() {
            always = (0..checks.len()).collect();
        }
        Self { finder, waiting, always }
    }

    /// Which checks have something to look for in a text, by their numbers, in order.
    pub(super) fn awake(&self, text: &str) -> Vec<usize> {
        let mut awake = self.always.clone();
        if let Some(finder) = &self.finder {
            let mut found = vec![false; self.waiting.len()];
            for word in finder.find_overlapping_iter(text) {
                if let Some(of_word) = found.get_mut(word.pattern().as_usize()) {
                    *of_word = true;
                }
            }
            awake.extend(self.waiting.iter().zip(found).filter(|(_, found)| *found).flat_map(|(waiting, _)| waiting));
        }
        awake.sort_unstable();
        awake.dedup();
        awake
    }
}

/// What checks, by their numbers, noted of files.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) findings: Vec<(usize, Observation)>,
    /// Files that were not looked at to their end.
    pub(super) partly: Vec<(usize, String)>,
}

impl Seen {
    pub(super) fn add(&mut self, check: usize, observations: Observations) {
        let (findings, partly) = observations.into_parts();
        self.findings.extend(findings.into_iter().map(|observation| (check, observation)));
        self.partly.extend(partly.into_iter().map(|file| (check, file)));
    }
    pub(super) fn extend(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.partly.extend(other.partly);
    }
}

/// Lets checks of text look at a file.
pub(super) fn looks_at_text(checks: &[&'static Check], awake: &[usize], text: &TextFile<'_>, file: &mut OfFile) {
    for (index, check) in awake.iter().filter_map(|index| Some((*index, checks.get(*index)?))) {
        if let Examine::Text { look, .. } = check.examine {
            let mut observations = Observations::of_file();
            look(text, &mut observations);
            file.take(index, check, text.name, observations);
        }
    }
}

/// Lets checks of source look at a file, which is parsed if any of them is awake.
pub(super) fn looks_at_source(checks: &[&'static Check], awake: &[usize], name: &str, language: Language, text: &str, file: &mut OfFile) {
    let mut looking = awake
        .iter()
        .filter_map(|index| match checks.get(*index)?.examine {
            Examine::Source { languages, look, .. } if languages.contains(&language) => Some((*index, *checks.get(*index)?, look)),
            _ => None,
        })
        .peekable();
    if looking.peek().is_none() {
        return;
    }
    file.parsed = true;
    match source::Module::parse(name, language, text) {
        Ok(module) => {
            for (index, check, look) in looking {
                let mut observations = Observations::of_file();
                look(&module, &mut observations);
                if module.is_cut {
                    observations.partly(name);
                }
                file.take(index, check, name, observations);
            }
        }
        Err(unreadable) => file.notes.push(unreadable_note(name, &unreadable)),
    }
}
