//! What another scanner said, brought to our shape: places relative to what was named, secrets masked.

use std::path::{Component, Path, PathBuf};

use crate::{
    evidence::credential::{has_secret_shape, is_secret_name},
    finding::{Place, Severity, brief},
    report::{Finding, Rule},
    standard::owasp_of,
    tree::{FOREIGN, is_of_broken_company},
};

/// One thing that a scanner saw, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The scanner's name of the rule.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// How to mend it; may be empty.
    pub fix: String,
    /// How bad.
    pub severity: Severity,
    /// Weaknesses, the most fitting first.
    pub cwe: Vec<u16>,
    /// The category of 2021 where no weakness tells one.
    pub category: u8,
    /// Where.
    pub spot: Spot,
    /// What stands there.
    pub evidence: String,
}

/// Where a scanner saw something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Lines of a file, as the scanner names it; from 1, 0 for the whole file.
    Lines {
        /// The file.
        file: String,
        /// Where it begins.
        first: usize,
        /// Where it ends, inclusive.
        last: usize,
    },
    /// An address.
    Url(String),
    /// A named thing.
    Name(String),
}

/// What the output of a scanner came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it saw.
    pub sightings: Vec<Sighting>,
    /// What it could not look at.
    pub troubles: Vec<String>,
    /// How many entries of its output are not of the format that is known.
    pub strange: usize,
}

impl Reading {
    /// Keeps an entry that was understood, and counts one that was not.
    pub(super) fn take(&mut self, entry: Option<Sighting>) {
        match entry {
            Some(sighting) => self.sightings.push(sighting),
            None => self.strange += 1,
        }
    }
}

/// Where a scanner looked.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// The tree that it was shown, as named and as the system names it; empty where it was shown none.
    pub roots: Vec<PathBuf>,
    /// Prefixes that were left out.
    pub left_out: Vec<String>,
}

/// What became of a sighting.
#[derive(Clone, Debug)]
pub enum Brought {
    /// It is a finding. Boxed: it is far larger than the rest.
    Finding(Box<Finding>),
    /// It is about what was left out, or about what others wrote.
    NotAsked,
    /// It is about the broken company that the audit tries itself on.
    Own,
    /// It names a file outside of what was named.
    Outside,
}

impl Sighting {
    /// The finding, by a scanner's name.
    #[must_use]
    pub fn bring(self, source: &'static str, ground: &Ground) -> Brought {
        let speaks_of_secrets = self.cwe.iter().any(|cwe| SECRETS.contains(cwe));
        let mask = |text: &str| masked(text, speaks_of_secrets);
        let (place, last) = match self.spot {
            Spot::Url(url) => (Place::Url(brief(&masked(&url, false))), None),
            Spot::Name(name) => (Place::Variable(brief(&masked(&name, false))), None),
            Spot::Lines { file, first, last } => {
                let Some(file) = ground.relative(&file) else { return Brought::Outside };
                if ground.is_left_out(&file) {
                    return Brought::NotAsked;
                }
                if ground.roots.iter().any(|root| is_of_broken_company(root, &file)) {
                    return Brought::Own;
                }
                (Place::Line { file, line: first }, Some(last.max(first)))
            }
        };
        let rule = Rule::Foreign {
            id: format!("{source}/{}", self.rule),
            title: mask(&self.title),
            fix: mask(&self.fix),
            owasp: owasp_of(&self.cwe, self.category),
            cwe: self.cwe,
        };
        Brought::Finding(Box::new(Finding::foreign(rule, self.severity, place, &mask(&self.evidence), source).to_line(last)))
    }
}

impl Ground {
    /// A file's name relative to the tree; none when it is not in it.
    fn relative(&self, file: &str) -> Option<String> {
        let path = Path::new(file);
        let inside = if path.is_absolute() { self.roots.iter().find_map(|root| path.strip_prefix(root).ok())? } else { path };
        let mut parts = Vec::new();
        for part in inside.components() {
            match part {
                Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        if parts.is_empty() {
            // One file was named, or the tree as a whole is meant.
            parts.push(self.roots.first()?.file_name()?.to_string_lossy().into_owned());
        }
        let name = parts.join("/");
        // A name with commands for the terminal is told without them.
        Some(if name.chars().any(char::is_control) || name.len() > LONGEST_NAME { brief(&name) } else { name })
    }

    fn is_left_out(&self, name: &str) -> bool {
        let asked = self
            .left_out
            .iter()
            .any(|prefix| name.strip_prefix(prefix.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        asked || name.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(|part| FOREIGN.contains(&part)))
    }
}

/// Longer names are cut, bytes.
const LONGEST_NAME: usize = 1024;

/// Weaknesses whose evidence is a secret.
const SECRETS: [u16; 10] = [256, 259, 260, 312, 321, 522, 540, 547, 615, 798];

/// What stands for a secret.
const HIDDEN: &str = "***";

/// A text without the secrets in it. Where the finding is about a secret, whatever stands in quotes is one.
#[must_use]
pub fn masked(text: &str, speaks_of_secrets: bool) -> String {
    // More is never shown.
    let end = (0..=text.len().min(8192)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = text.get(..end).unwrap_or_default();
    if text.contains("PRIVATE KEY-----") {
        return format!("-----BEGIN PRIVATE KEY----- {HIDDEN}");
    }
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = Before::Nothing;
    let mut begins = true;
    while let Some(first) = rest.chars().next() {
        let token = if begins { rest.split(|c: char| c.is_whitespace() || is_quote(c)).next().unwrap_or_default() } else { "" };
        begins = first.is_whitespace() || is_quote(first);
        if !token.is_empty() && has_secret_shape(token) {
            told.push_str(HIDDEN);
            rest = rest.get(token.len()..).unwrap_or_default();
            before = Before::Nothing;
        } else if is_quote(first) {
            let inner = rest.get(first.len_utf8()..).unwrap_or_default();
            let (quoted, after, closed) = inner.split_once(first).map_or((inner, "", false), |(quoted, after)| (quoted, after, true));
            // `'password': 'x'`: the first is a name.
            let is_name = before != Before::Sign && !quoted.contains(char::is_whitespace) && is_secret_name(quoted);
            let hide = !is_name && !quoted.is_empty() && (speaks_of_secrets || before == Before::Sign || has_secret_shape(quoted));
            told.push(first);
            told.push_str(if hide { HIDDEN } else { quoted });
            if closed {
                told.push(first);
            }
            before = if is_name { Before::Name } else { Before::Nothing };
            rest = after;
        } else if is_of_word(first) {
            let (word, after) = rest.split_at(rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len()));
            let hide = before == Before::Sign || (speaks_of_secrets && is_dense(word));
            told.push_str(if hide { HIDDEN } else { word });
            before = if !hide && is_secret_name(word) { Before::Name } else { Before::Nothing };
            rest = after;
        } else {
            before = match (before, first) {
                (Before::Nothing, _) => Before::Nothing,
                (_, '=' | ':') => Before::Sign,
                (kept, ' ' | '\t' | '>') => kept,
                _ => Before::Nothing,
            };
            told.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    told
}

/// What stands before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// A secret's name.
    Name,
    /// A secret's name and a sign of assignment.
    Sign,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '@' | '%' | '~' | '#' | '!' | '$' | '{' | '}')
}

/// Long and mixed as keys are.
fn is_dense(word: &str) -> bool {
    word.len() >= 12 && word.bytes().any(|byte| byte.is_ascii_digit()) && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}
