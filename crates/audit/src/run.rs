//! One run: evidence in, verdicts out.
//!
//! A tree of files is walked once and every file is read once: source and text checks see it while it is in memory, and
//! what it turns out to be besides (a manifest, a lock file) is kept for the checks over wholes. Files are examined in
//! parallel; the outcome does not depend on the order.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use crate::{
    check::{Check, Examine},
    evidence::{
        self, Piece, Purpose,
        answers::Answers,
        components::Inventory,
        database::Database,
        house::House,
        image::Image,
        manifests::Manifests,
        mobile::Mobile,
        pipeline::Pipeline,
        site::Site,
        source::{self, Language},
        staff::Staff,
        terraform::Terraform,
        text::TextFile,
    },
    finding::{Observation, Observations, Place, Verdict},
    tree::{Entry, Note, Tree},
    words::Words,
};

/// What is audited. What is absent was not named: its checks are not tested.
#[derive(Debug, Default)]
pub struct Subject {
    /// A repository.
    pub repository: Option<Tree>,
    /// A folder of Kubernetes manifests.
    pub manifests: Option<Tree>,
    /// A folder of Terraform.
    pub terraform: Option<Tree>,
    /// Folders and files that are left out of the trees and of the history, as prefixes of their names; each is noted.
    pub left_out: Vec<String>,
    /// Texts that once stood in the history of the repository, with their names and commits.
    pub history: Vec<HistoryFile>,
    /// A database server.
    pub database: Option<Database>,
    /// A running site.
    pub site: Option<Site>,
    /// The list of staff.
    pub staff: Option<Staff>,
    /// Answers to questions.
    pub answers: Option<Answers>,
    /// Sunward, from inside.
    pub house: Option<House>,
    /// What is known of published components.
    pub advisories: Option<evidence::components::Advisories>,
}

/// Lines that once stood in a file.
#[derive(Clone, Debug)]
pub struct HistoryFile {
    /// The file's name.
    pub name: String,
    /// The lines that the commit added.
    pub text: String,
    /// The commit.
    pub commit: String,
}

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which.
    pub check: &'static Check,
    /// What it has to say.
    pub verdict: Verdict,
}

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Every check once, in the order of [`crate::check::all`].
    pub outcomes: Vec<Outcome>,
    /// What was left out.
    pub notes: Vec<Note>,
    /// How many files were read.
    pub files: usize,
    /// How many lines of source were examined.
    pub lines: usize,
    /// The components of all lock files.
    pub inventory: Inventory,
    /// Whether Sunward was looked at from inside.
    pub house: bool,
}

pub(crate) const NOT_NAMED: Words =
    Words { en: "because no evidence of this kind was named", es: "porque no se indicó ninguna evidencia de este tipo" };
const NOTHING_THERE: Words = Words { en: "because nothing of this kind is there", es: "porque no hay nada de este tipo" };

/// Runs every check. `progress` is told how many files of how many have been examined; it may be called from several
/// threads.
#[must_use]
pub fn run(subject: Subject, progress: &(dyn Fn(usize, usize) + Sync)) -> Run {
    run_checks(crate::check::all(), subject, progress)
}

/// The same with some of the checks.
pub(crate) fn run_checks(checks: &[&'static Check], subject: Subject, progress: &(dyn Fn(usize, usize) + Sync)) -> Run {
    let words = Vocabulary::of(checks);
    let mut whole = Whole::default();
    let trees = [
        (subject.repository.as_ref(), Purpose::Repository),
        (subject.manifests.as_ref(), Purpose::Manifests),
        (subject.terraform.as_ref(), Purpose::Terraform),
    ];
    for (tree, purpose) in trees {
        if let Some(tree) = tree {
            examine_tree(tree, purpose, &subject.left_out, checks, &words, &mut whole, progress);
        }
    }
    let history: Vec<&HistoryFile> =
        subject.history.iter().filter(|file| !subject.left_out.iter().any(|prefix| is_below(&file.name, prefix))).collect();
    look_at_history(&history, checks, &words, &mut whole.seen);
    whole.inventory.advisories = subject.advisories;
    let named = |given: bool| if given { NOTHING_THERE } else { NOT_NAMED };
    let repository = subject.repository.is_some();
    let mut seen: Vec<Vec<Observation>> = checks.iter().map(|_| Vec::new()).collect();
    for (index, observation) in whole.seen.drain(..) {
        if let Some(of_check) = seen.get_mut(index) {
            of_check.push(observation);
        }
    }
    let outcomes = checks
        .par_iter()
        .zip(seen)
        .map(|(check, mut seen)| {
            seen.sort();
            seen.dedup();
            let of_files = |any: bool, seen: Vec<Observation>| match (any, seen.is_empty()) {
                (_, false) => Verdict::Fail(seen),
                (true, true) => Verdict::Pass,
                (false, true) => Verdict::NotTested(named(repository).into()),
            };
            let over =
                |given: bool, any: bool, look: &dyn Fn() -> Verdict| if any { look() } else { Verdict::NotTested(named(given).into()) };
            let verdict = match check.examine {
                Examine::Source { languages, .. } => of_files(languages.iter().any(|language| whole.languages.contains(language)), seen),
                Examine::Text { .. } => of_files(whole.texts > 0, seen),
                Examine::Manifests(look) => {
                    over(repository || subject.manifests.is_some(), !whole.manifests.files.is_empty(), &|| look(&whole.manifests))
                }
                Examine::Terraform(look) => {
                    over(repository || subject.terraform.is_some(), !whole.terraform.files.is_empty(), &|| look(&whole.terraform))
                }
                Examine::Images(look) => over(repository, !whole.images.is_empty(), &|| look(&whole.images)),
                Examine::Components(look) => over(repository, !whole.inventory.files.is_empty(), &|| look(&whole.inventory)),
                Examine::Pipelines(look) => over(repository, repository, &|| look(&whole.pipelines)),
                Examine::Mobile(look) => over(repository, !whole.mobile.files.is_empty(), &|| look(&whole.mobile)),
                Examine::Database(look) => subject.database.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
                Examine::Site(look) => subject.site.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
                Examine::Staff(look) => subject.staff.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
                Examine::Answers(look) => look(subject.answers.as_ref().unwrap_or(&Answers::default())),
                Examine::House(look) => subject.house.as_ref().map_or(Verdict::NotTested(NOT_NAMED.into()), look),
            };
            Outcome { check, verdict }
        })
        .collect();
    Run { outcomes, notes: whole.notes, files: whole.files, lines: whole.lines, inventory: whole.inventory, house: subject.house.is_some() }
}

/// Looks at what once stood in the repository. What stands there today is told once; the line of a commit is no line of
/// today's file.
fn look_at_history(history: &[&HistoryFile], checks: &[&'static Check], words: &Vocabulary, seen: &mut Vec<(usize, Observation)>) {
    let told = |observation: &Observation, suffix: &str| match &observation.place {
        Place::Line { file, .. } => Some((file.clone(), observation.evidence.trim_end_matches(suffix).to_owned())),
        _ => None,
    };
    let today: HashSet<(usize, (String, String))> =
        seen.iter().filter_map(|(index, observation)| Some((*index, told(observation, "")?))).collect();
    let mut once = Vec::new();
    for file in history {
        let text = TextFile { name: &file.name, text: &file.text, commit: Some(&file.commit) };
        let mut found = Vec::new();
        words.looks_at_text(checks, &text, &mut found);
        let suffix = text.told("");
        for (index, mut observation) in found {
            if told(&observation, &suffix).is_some_and(|what| today.contains(&(index, what))) {
                continue;
            }
            if let Place::Line { line, .. } = &mut observation.place {
                *line = 0;
            }
            once.push((index, observation));
        }
    }
    seen.extend(once);
}

/// What the files of all trees come to.
#[derive(Default)]
struct Whole {
    seen: Vec<(usize, Observation)>,
    notes: Vec<Note>,
    files: usize,
    lines: usize,
    texts: usize,
    languages: Vec<Language>,
    manifests: Manifests,
    terraform: Terraform,
    images: Vec<Image>,
    inventory: Inventory,
    pipelines: Vec<Pipeline>,
    mobile: Mobile,
}

/// What one file comes to.
#[derive(Default)]
struct OfFile {
    seen: Vec<(usize, Observation)>,
    notes: Vec<Note>,
    lines: usize,
    language: Option<Language>,
    read: bool,
    pieces: Vec<Piece>,
}

fn examine_tree(
    tree: &Tree,
    purpose: Purpose,
    left_out: &[String],
    checks: &[&'static Check],
    words: &Vocabulary,
    whole: &mut Whole,
    progress: &(dyn Fn(usize, usize) + Sync),
) {
    let (mut entries, notes) = tree.entries();
    whole.notes.extend(notes);
    for prefix in left_out {
        let before = entries.len();
        entries.retain(|entry| !is_below(&entry.name, prefix));
        let files = before - entries.len();
        let reason = crate::words::Sentence::new(
            format!("was left out by whoever asked for the audit: {files} files"),
            format!("quedó fuera por decisión de quien pidió la auditoría: {files} archivos"),
        );
        whole.notes.push(Note { place: prefix.clone(), reason });
    }
    let done = AtomicUsize::new(0);
    let files: Vec<OfFile> = entries
        .par_iter()
        .map(|entry| {
            let file = examine_file(tree, entry, purpose, checks, words);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
            file
        })
        .collect();
    for file in files {
        whole.add(file);
    }
}

impl Whole {
    fn add(&mut self, file: OfFile) {
        self.files += usize::from(file.read);
        self.texts += usize::from(file.read);
        self.lines += file.lines;
        self.seen.extend(file.seen);
        self.notes.extend(file.notes);
        if let Some(language) = file.language
            && !self.languages.contains(&language)
        {
            self.languages.push(language);
        }
        for piece in file.pieces {
            match piece {
                Piece::Manifests(file) => self.manifests.files.push(file),
                Piece::Terraform(file) => self.terraform.files.push(file),
                Piece::Image(image) => self.images.push(image),
                Piece::Components(file) => self.inventory.files.push(file),
                Piece::Pipeline(pipeline) => self.pipelines.push(pipeline),
                Piece::Mobile(file) => self.mobile.files.push(file),
            }
        }
    }
}

fn examine_file(tree: &Tree, entry: &Entry, purpose: Purpose, checks: &[&'static Check], words: &Vocabulary) -> OfFile {
    let mut file = OfFile::default();
    let text = match tree.text(entry) {
        Ok(text) => text,
        Err(reason) => {
            // Pictures and archives are no evidence and no gap either; source that cannot be read is one.
            if Language::of(&entry.name).is_some() {
                file.notes.push(Note { place: entry.name.clone(), reason });
            }
            return file;
        }
    };
    file.read = true;
    if purpose == Purpose::Repository {
        words.looks_at_text(checks, &TextFile { name: &entry.name, text: &text, commit: None }, &mut file.seen);
        if let Some(language) = Language::of(&entry.name) {
            file.language = Some(language);
            file.lines = text.lines().count();
            words.looks_at_source(checks, &entry.name, language, &text, &mut file);
        }
    }
    for piece in evidence::pieces(purpose, &entry.name, &text) {
        match piece {
            Ok(piece) => file.pieces.push(piece),
            Err(unreadable) => file.notes.push(unreadable_note(&entry.name, &unreadable)),
        }
    }
    file
}

/// Whether a file is a folder's or is the file itself.
fn is_below(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn unreadable_note(name: &str, unreadable: &evidence::Unreadable) -> Note {
    let reason =
        crate::words::Sentence::new(format!("could not be understood: {unreadable}"), format!("no se pudo entender: {unreadable}"));
    Note { place: name.to_owned(), reason }
}

/// The words that checks wait for, found in one pass over a file, so that most files need not be parsed at all.
struct Vocabulary {
    finder: Option<AhoCorasick>,
    /// Which checks wait for each word.
    waiting: Vec<Vec<usize>>,
    /// Checks that see every file.
    always: Vec<usize>,
}

impl Vocabulary {
    fn of(checks: &[&'static Check]) -> Self {
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
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&patterns).ok();
        if finder.is_none() {
            always = (0..checks.len()).collect();
        }
        Self { finder, waiting, always }
    }

    /// Which checks have something to look for in a text.
    fn awake(&self, checks: usize, text: &str) -> Vec<bool> {
        let mut awake = vec![false; checks];
        let mut wake = |index: usize| {
            if let Some(of_check) = awake.get_mut(index) {
                *of_check = true;
            }
        };
        self.always.iter().copied().for_each(&mut wake);
        if let Some(finder) = &self.finder {
            let mut found = vec![false; self.waiting.len()];
            for word in finder.find_overlapping_iter(text) {
                if let Some(of_word) = found.get_mut(word.pattern().as_usize()) {
                    *of_word = true;
                }
            }
            let of_found = self.waiting.iter().zip(found).filter(|(_, found)| *found).flat_map(|(waiting, _)| waiting.iter().copied());
            of_found.for_each(&mut wake);
        }
        awake
    }

    fn looks_at_text(&self, checks: &[&'static Check], file: &TextFile<'_>, seen: &mut Vec<(usize, Observation)>) {
        let awake = self.awake(checks.len(), file.text);
        for (index, check) in checks.iter().enumerate().filter(|(index, _)| awake.get(*index) == Some(&true)) {
            if let Examine::Text { look, .. } = check.examine {
                let mut observations = Observations::new();
                look(file, &mut observations);
                seen.extend(observations.into_vec().into_iter().map(|observation| (index, observation)));
            }
        }
    }

    fn looks_at_source(&self, checks: &[&'static Check], name: &str, language: Language, text: &str, file: &mut OfFile) {
        let awake = self.awake(checks.len(), text);
        let mut looking = checks
            .iter()
            .enumerate()
            .filter(|(index, _)| awake.get(*index) == Some(&true))
            .filter_map(|(index, check)| match check.examine {
                Examine::Source { languages, look, .. } if languages.contains(&language) => Some((index, look)),
                _ => None,
            })
            .peekable();
        if looking.peek().is_none() {
            return;
        }
        match source::Module::parse(name, language, text) {
            Ok(module) => {
                for (index, look) in looking {
                    let mut observations = Observations::new();
                    look(&module, &mut observations);
                    file.seen.extend(observations.into_vec().into_iter().map(|observation| (index, observation)));
                }
            }
            Err(unreadable) => file.notes.push(unreadable_note(name, &unreadable)),
        }
    }
}
