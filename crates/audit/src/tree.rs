//! A tree of files: walked once, read once, bounded, and never left.

mod own;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

pub(crate) use own::is_of_broken_company;

use crate::words::{Sentence, counted};

/// Files larger than this are not read, bytes.
const LARGEST_FILE: u64 = 4 << 20;
/// Lock files and dumps may be larger, bytes.
const LARGEST_LISTING: u64 = 64 << 20;
/// More files than this are not read.
const MOST_FILES: usize = 1_000_000;
/// Deeper folders are not entered.
const DEEPEST: usize = 64;

/// Folders of what others wrote or a compiler made. What is in them is examined through lock files.
pub(crate) const FOREIGN: [&str; 13] = [
    ".git",
    "node_modules",
    "bower_components",
    "site-packages",
    "__pycache__",
    ".venv",
    "venv",
    ".tox",
    "target",
    ".next",
    ".terraform",
    "Pods",
    "DerivedData",
];

/// Where files come from.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A folder, or one file.
    Disk(PathBuf),
    /// Files by name, as checks bring them along with their mutants.
    Memory(Vec<(String, String)>),
}

/// Something that was left out, and why: what was not read was not examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// A path relative to the tree, or the name of what was asked.
    pub place: String,
    /// Why.
    pub reason: Sentence,
}

/// One file of a tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Relative to the tree, with `/`.
    pub name: String,
    /// Its size, bytes.
    bytes: u64,
}

impl Tree {
    /// The names of its files, sorted, and what is left out. Symbolic links are named and not followed; what a
    /// `.gitignore` leaves out is no part of the repository.
    #[must_use]
    pub fn entries(&self) -> (Vec<Entry>, Vec<Note>) {
        match self {
            Self::Memory(files) => {
                let mut entries: Vec<Entry> = files
                    .iter()
                    .map(|(name, text)| Entry { name: name.clone(), bytes: u64::try_from(text.len()).unwrap_or(u64::MAX) })
                    .collect();
                entries.sort();
                (entries, Vec::new())
            }
            Self::Disk(root) => walk(root),
        }
    }

    /// The text of a file. Bytes that are no UTF-8 are replaced.
    ///
    /// # Errors
    /// A sentence for the reader of the report: too large, binary, or not readable.
    pub fn text(&self, entry: &Entry) -> Result<String, Sentence> {
        match self {
            Self::Memory(files) => files
                .iter()
                .find(|(name, _)| *name == entry.name)
                .map(|(_, text)| text.clone())
                .ok_or_else(|| Sentence::new("is not there", "no está")),
            Self::Disk(root) => {
                let limit = if is_listing(&entry.name) { LARGEST_LISTING } else { LARGEST_FILE };
                if entry.bytes > limit {
                    return Err(too_large(entry.bytes));
                }
                let path = if root.is_file() { root.clone() } else { root.join(&entry.name) };
                let bytes = read(&path, limit)
                    .map_err(|error| Sentence::new(format!("cannot be read: {error}"), format!("no se puede leer: {error}")))?;
                if bytes.iter().take(8192).any(|byte| *byte == 0) {
                    return Err(Sentence::new("is binary", "es binario"));
                }
                Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
            }
        }
    }

    /// The folder on disk, where there is one.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        match self {
            Self::Disk(root) => Some(root),
            Self::Memory(_) => None,
        }
    }
}

/// Whether a file may be long because a program wrote it.
fn is_listing(name: &str) -> bool {
    name.ends_with(".lock") || name.ends_with(".sql") || name.ends_with("package-lock.json") || name.ends_with("pnpm-lock.yaml")
}

fn too_large(bytes: u64) -> Sentence {
    Sentence::new(format!("is too large to examine: {bytes} bytes"), format!("es demasiado grande para examinarlo: {bytes} bytes"))
}

/// At most `limit` bytes: a file may grow, and a device never ends.
fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn walk(root: &Path) -> (Vec<Entry>, Vec<Note>) {
    let (mut entries, mut notes, mut own) = (Vec::new(), Vec::new(), 0_usize);
    let walker = ignore::WalkBuilder::new(root)
        .hidden(false)
        .require_git(false)
        .parents(false)
        .git_global(false)
        .follow_links(false)
        .max_depth(Some(DEEPEST))
        .filter_entry(|entry| !(entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir()) && is_foreign(entry.path())))
        .build();
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let reason = strip_root(&error.to_string(), root);
                notes.push(Note {
                    place: String::new(),
                    reason: Sentence::new(format!("cannot be read: {reason}"), format!("no se puede leer: {reason}")),
                });
                continue;
            }
        };
        let Some(kind) = entry.file_type() else { continue };
        let name = relative(entry.path(), root);
        if kind.is_symlink() {
            notes.push(Note {
                place: name,
                reason: Sentence::new("is a symbolic link and was not followed", "es un enlace simbólico y no se siguió"),
            });
        } else if kind.is_file() {
            if entries.len() == MOST_FILES {
                notes.push(Note {
                    place: name,
                    reason: Sentence::new(
                        format!("and everything after it was left out: more than {MOST_FILES} files"),
                        format!("y todo lo que sigue quedó fuera: más de {MOST_FILES} archivos"),
                    ),
                });
                break;
            }
            if is_of_broken_company(root, &name) {
                own += 1;
                continue;
            }
            entries.push(Entry { name, bytes: entry.metadata().map_or(0, |meta| meta.len()) });
        }
    }
    if own > 0 {
        notes.push(Note {
            place: "fixtures/companies/broken".to_owned(),
            reason: Sentence::new(
                format!("{} of the broken company that this program tries itself on, unchanged: left out", counted(own, "file", "files")),
                format!(
                    "{} de la empresa averiada con la que este programa se prueba, sin cambios: fuera del examen",
                    counted(own, "archivo", "archivos")
                ),
            ),
        });
    }
    entries.sort();
    (entries, notes)
}

fn is_foreign(path: &Path) -> bool {
    path.file_name().is_some_and(|name| FOREIGN.iter().any(|foreign| name == *foreign))
}

fn relative(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    // One file was named: its name is all there is.
    let inside = if inside.as_os_str().is_empty() { path.file_name().map_or(inside, Path::new) } else { inside };
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn strip_root(text: &str, root: &Path) -> String {
    text.replace(&format!("{}/", root.display()), "")
}
