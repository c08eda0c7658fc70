//! A tree of YAML whose every node knows its line.

/// A node.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it begins, from 1.
    pub line: usize,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A scalar.
    Scalar {
        /// Its text, without quotes.
        text: String,
        /// Whether it stands without quotes, so that `true` is no text.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The line of the key, from 1.
    pub line: usize,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The entry of a key; the last, if it stands more than once.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rev().find(|entry| entry.key == key)
    }
    /// The value of a key; none when it is null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.node).filter(|node| !node.is_null())
    }
    /// The value at the end of a way of keys.
    #[must_use]
    pub fn at(&self, way: &[&str]) -> Option<&Self> {
        way.iter().try_fold(self, |node, key| node.get(key))
    }
    /// The entries of a mapping; none of anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }
    /// The nodes of a sequence; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }
    /// The nodes of a sequence below a key.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::items)
    }
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
    /// The text below a key.
    #[must_use]
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::text)
    }
    /// The scalars of a sequence below a key; a single scalar counts as a sequence of one.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<&str> {
        self.get(key).map_or_else(Vec::new, |node| {
            node.text().map_or_else(|| node.items().iter().filter_map(Self::text).collect(), |text| vec![text])
        })
    }
    /// A scalar that says yes or no.
    #[must_use]
    pub fn bool(&self) -> Option<bool> {
        match &self.value {
            Value::Scalar { text, plain: true } => match text.as_str() {
                "true" | "True" | "TRUE" | "yes" | "on" => Some(true),
                "false" | "False" | "FALSE" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
    /// Yes or no below a key.
    #[must_use]
    pub fn bool_of(&self, key: &str) -> Option<bool> {
        self.get(key).and_then(Self::bool)
    }
    /// A whole number below a key.
    #[must_use]
    pub fn int_of(&self, key: &str) -> Option<i64> {
        self.text_of(key).and_then(|text| text.parse().ok())
    }
    /// Whether it stands for nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
    /// The line of a key, or where the node begins.
    #[must_use]
    pub fn line_of(&self, key: &str) -> usize {
        self.entry(key).map_or(self.line, |entry| entry.line)
    }
    /// How many nodes it is made of.
    #[must_use]
    pub(super) fn size(&self) -> usize {
        1 + match &self.value {
            Value::Scalar { .. } => 0,
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(entries) => entries.iter().map(|entry| entry.node.size()).sum(),
        }
    }
}
