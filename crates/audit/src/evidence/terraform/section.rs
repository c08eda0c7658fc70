//! Blocks with their settings, as written and worked out.

use super::value::Value;

/// What stands between the braces of a block.
#[derive(Clone, Debug)]
pub(super) struct Body<V> {
    pub(super) settings: Vec<Assigned<V>>,
    pub(super) blocks: Vec<Written<V>>,
}

/// A name with a value.
#[derive(Clone, Debug)]
pub(super) struct Assigned<V> {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) value: V,
}

/// A block, as written.
#[derive(Clone, Debug)]
pub(super) struct Written<V> {
    pub(super) kind: String,
    pub(super) labels: Vec<String>,
    pub(super) line: usize,
    pub(super) body: Body<V>,
}

/// A setting of a block, worked out.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its value.
    pub value: Value,
}

/// A block, worked out.
#[derive(Clone, Debug)]
pub struct Section {
    /// The word it begins with, such as `resource` or `ingress`.
    pub kind: String,
    /// The names after that word.
    pub labels: Vec<String>,
    /// Its line, from 1.
    pub line: usize,
    /// Its settings.
    pub settings: Vec<Setting>,
    /// The blocks in it. `dynamic` blocks stand here under their own name.
    pub sections: Vec<Self>,
}

impl Section {
    /// A setting; one that is `null` counts as not there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name && !matches!(setting.value, Value::Null))
    }
    /// The text of a setting.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(|setting| setting.value.text())
    }
    /// Yes or no of a setting; none when it is not there or not known.
    #[must_use]
    pub fn bool(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(|setting| setting.value.bool())
    }
    /// The number of a setting.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name).and_then(|setting| setting.value.number())
    }
    /// Whether a setting is a certain whole number.
    #[must_use]
    pub fn is(&self, name: &str, number: i32) -> bool {
        self.number(name) == Some(f64::from(number))
    }
    /// The texts of a setting that is a list.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<&str> {
        self.get(name).map_or_else(Vec::new, |setting| setting.value.texts())
    }
    /// Whether a setting is not there, or known to be off. Unknown is neither.
    #[must_use]
    pub fn lacks(&self, name: &str) -> bool {
        self.get(name).is_none_or(|setting| setting.value.bool() == Some(false))
    }
    /// The blocks of a kind in it. A list of maps counts as blocks: JSON and old files write them so.
    #[must_use]
    pub fn blocks(&self, kind: &str) -> Vec<Self> {
        let written = self.sections.iter().filter(|section| section.kind == kind).cloned();
        let maps = self.settings.iter().filter(|setting| setting.name == kind).flat_map(|setting| {
            let items: Vec<&Value> = match &setting.value {
                Value::List(items) => items.iter().collect(),
                map @ Value::Map(_) => vec![map],
                _ => Vec::new(),
            };
            items.into_iter().filter_map(|item| item.as_section(kind, setting.line)).collect::<Vec<_>>()
        });
        written.chain(maps).collect()
    }
    /// The first block of a kind in it.
    #[must_use]
    pub fn block(&self, kind: &str) -> Option<Self> {
        self.blocks(kind).into_iter().next()
    }
    /// Whether there is a block of a kind, or a setting in its place that cannot be known.
    #[must_use]
    pub fn has(&self, kind: &str) -> bool {
        self.sections.iter().any(|section| section.kind == kind) || self.get(kind).is_some()
    }
    /// The line of a setting, or of the block itself.
    #[must_use]
    pub fn line_of(&self, name: &str) -> usize {
        self.get(name).map_or(self.line, |setting| setting.line)
    }
}
