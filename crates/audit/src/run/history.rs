//! What the history of a repository adds to what stands in it today.

use std::collections::HashSet;

use super::{
    HistoryFile,
    files::OfFile,
    vocabulary::{Seen, Vocabulary, looks_at_text},
};
use crate::{
    check::Check,
    evidence::text::TextFile,
    finding::{Observation, Place},
    tree::Note,
};

/// Looks at what once stood in the repository. What stands there today is told once; the line of a commit is no line of
/// today's file.
pub(super) fn look_at_history(
    history: &[&HistoryFile],
    checks: &[&'static Check],
    words: &Vocabulary,
    seen: &mut Seen,
    notes: &mut Vec<Note>,
) {
    let told = |observation: &Observation, suffix: &str| match &observation.place {
        Place::Line { file, .. } => Some((file.clone(), observation.evidence.trim_end_matches(suffix).to_owned())),
        _ => None,
    };
    let today: HashSet<(usize, (String, String))> =
        seen.findings.iter().filter_map(|(index, observation)| Some((*index, told(observation, "")?))).collect();
    let mut once = Seen::default();
    for file in history {
        let text = TextFile { name: &file.name, text: &file.text, commit: Some(&file.commit) };
        let mut found = OfFile::default();
        looks_at_text(checks, &words.awake(file.text.as_str()), &text, &mut found);
        notes.extend(found.notes);
        let suffix = text.told("");
        once.partly.extend(found.seen.partly);
        for (index, mut observation) in found.seen.findings {
            if told(&observation, &suffix).is_some_and(|what| today.contains(&(index, what))) {
                continue;
            }
            if let Place::Line { line, .. } = &mut observation.place {
                *line = 0;
            }
            once.findings.push((index, observation));
        }
    }
    seen.extend(once);
}
