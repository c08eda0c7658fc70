//! Values that were worked out.

use super::section::{Section, Setting};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text. What could not be worked out within it stands as `${…}`.
    Text(String),
    /// A list or a set.
    List(Vec<Value>),
    /// A map or an object.
    Map(Vec<(String, Value)>),
    /// Something of another resource, by its address, such as `aws_kms_key.data.arn`.
    Reference(String),
    /// What only a run could tell.
    Unknown,
}

impl Value {
    /// The text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
    /// Yes or no, also as text.
    #[must_use]
    pub fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
    /// The number, also as text.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
    /// The texts of a list; a single text counts as a list of one.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::List(items) => items.iter().filter_map(Self::text).collect(),
            Self::Text(text) => vec![text],
            _ => Vec::new(),
        }
    }
    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
    /// Whether any part of it could not be worked out.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        match self {
            Self::Unknown | Self::Reference(_) => true,
            Self::Text(text) => text.contains("${"),
            Self::List(items) => items.iter().any(Self::has_unknown),
            Self::Map(entries) => entries.iter().any(|(_, value)| value.has_unknown()),
            _ => false,
        }
    }
    /// A map as the block that it stands for.
    pub(super) fn as_section(&self, kind: &str, line: usize) -> Option<Section> {
        let Self::Map(entries) = self else { return None };
        let settings = entries.iter().map(|(name, value)| Setting { name: name.clone(), line, value: value.clone() }).collect();
        Some(Section { kind: kind.to_owned(), labels: Vec::new(), line, settings, sections: Vec::new() })
    }
}
