//! Apple's property lists.

use super::{Element, xml};
use crate::evidence::Unreadable;

/// A property list.
#[derive(Clone, Debug)]
pub struct Plist {
    /// What stands in it.
    pub root: Dictionary,
}

/// A dictionary of a property list.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Keys with their lines and values.
    pub entries: Vec<(String, usize, Element)>,
}

impl Dictionary {
    fn of(element: &Element) -> Self {
        let mut entries = Vec::new();
        let mut key: Option<(&str, usize)> = None;
        for child in &element.children {
            if child.tag == "key" {
                key = Some((&child.text, child.line));
            } else if let Some((name, line)) = key.take() {
                entries.push((name.to_owned(), line, child.clone()));
            }
        }
        Self { entries }
    }
    /// The value of a key, with the line of the key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<(&Element, usize)> {
        self.entries.iter().find(|(known, _, _)| known == key).map(|(_, line, value)| (value, *line))
    }
    /// The dictionary below a key.
    #[must_use]
    pub fn dictionary(&self, key: &str) -> Option<Self> {
        self.get(key).filter(|(value, _)| value.tag == "dict").map(|(value, _)| Self::of(value))
    }
    /// The line of a key that says yes.
    #[must_use]
    pub fn yes(&self, key: &str) -> Option<usize> {
        self.get(key).filter(|(value, _)| value.tag == "true").map(|(_, line)| line)
    }
    /// The text of a key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).filter(|(value, _)| value.tag == "string").map(|(value, _)| value.text.as_str())
    }
    /// The dictionaries of an array below a key.
    #[must_use]
    pub fn dictionaries(&self, key: &str) -> Vec<Self> {
        self.get(key).map_or_else(Vec::new, |(value, _)| value.all("dict").map(Self::of).collect())
    }
    /// The texts of an array below a key, with lines.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<(&str, usize)> {
        let texts = |(value, _)| Element::all(value, "string").map(|text| (text.text.as_str(), text.line)).collect();
        self.get(key).map_or_else(Vec::new, texts)
    }
}

/// Takes Apple's own document type out, when nothing is declared in it; lines stay where they are.
fn without_document_type(text: &str) -> String {
    let Some(start) = text.find("<!DOCTYPE plist") else { return text.to_owned() };
    let Some((declaration, _)) = text.get(start..).and_then(|rest| rest.split_once('>')) else { return text.to_owned() };
    if declaration.contains('[') {
        return text.to_owned();
    }
    let blank: String = declaration.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(start + declaration.len() + 1..).unwrap_or_default();
    format!("{before}{blank} {after}")
}

pub(super) fn read(text: &str) -> Result<Plist, Unreadable> {
    let root = xml::read(&without_document_type(text))?;
    Ok(Plist { root: root.first("dict").map(Dictionary::of).unwrap_or_default() })
}
