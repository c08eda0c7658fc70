//! The files of a tree, each read once, and what they come to together.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::vocabulary::{Seen, Vocabulary, looks_at_source, looks_at_text};
use crate::{
    check::Check,
    evidence::{
        self, Piece, Purpose, components::Inventory, image::Image, manifests::Manifests, mobile::Mobile, pipeline::Pipeline,
        source::Language, terraform::Terraform, text::TextFile,
    },
    finding::{MOST_OF_FILE, Observations},
    tree::{Entry, Note, Tree},
    words::{Sentence, counted},
};

/// What the files of all trees come to.
#[derive(Default)]
pub(super) struct Whole {
    pub(super) seen: Seen,
    pub(super) notes: Vec<Note>,
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) parsed: usize,
    pub(super) texts: usize,
    pub(super) languages: Vec<Language>,
    pub(super) manifests: Manifests,
    pub(super) terraform: Terraform,
    pub(super) images: Vec<Image>,
    pub(super) inventory: Inventory,
    pub(super) pipelines: Vec<Pipeline>,
    pub(super) mobile: Mobile,
}

/// What one file comes to.
#[derive(Default)]
pub(super) struct OfFile {
    pub(super) seen: Seen,
    pub(super) notes: Vec<Note>,
    pub(super) lines: usize,
    pub(super) parsed: bool,
    pub(super) language: Option<Language>,
    pub(super) read: bool,
    pub(super) pieces: Vec<Piece>,
}

impl OfFile {
    /// What a check noted of the file, and how much it left out.
    pub(super) fn take(&mut self, index: usize, check: &Check, name: &str, observations: Observations) {
        let more = observations.left_out();
        if more > 0 {
            let reason = Sentence::new(
                format!("holds {} of {} beside the {MOST_OF_FILE} that are listed", counted(more, "place", "places"), check.id),
                format!("tiene {} de {} además de los {MOST_OF_FILE} que se enumeran", counted(more, "lugar", "lugares"), check.id),
            );
            self.notes.push(Note { place: name.to_owned(), reason });
        }
        self.seen.add(index, observations);
    }
}

pub(super) fn examine_tree(
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
        let reason = Sentence::new(
            format!("was left out by whoever asked for the audit: {}", counted(files, "file", "files")),
            format!("quedó fuera por decisión de quien pidió la auditoría: {}", counted(files, "archivo", "archivos")),
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
        self.parsed += usize::from(file.parsed);
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

pub(super) fn examine_file(tree: &Tree, entry: &Entry, purpose: Purpose, checks: &[&'static Check], words: &Vocabulary) -> OfFile {
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
        let awake = words.awake(&text);
        looks_at_text(checks, &awake, &TextFile { name: &entry.name, text: &text, commit: None }, &mut file);
        if let Some(language) = Language::of(&entry.name) {
            file.language = Some(language);
            file.lines = text.lines().count();
            looks_at_source(checks, &awake, &entry.name, language, &text, &mut file);
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
pub(super) fn is_below(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(super) fn unreadable_note(name: &str, unreadable: &evidence::Unreadable) -> Note {
    let reason = Sentence::new(format!("could not be understood: {unreadable}"), format!("no se pudo entender: {unreadable}"));
    Note { place: name.to_owned(), reason }
}
