//! From YAML (and so JSON) to trees, within bounds: anchors are unfolded as far as a budget goes, and depth is limited.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::node::{Entry, Node, Value};
use crate::evidence::Unreadable;

/// Deeper nesting is refused; Kubernetes' own schemas need 20 or so.
const DEEPEST: usize = 80;
/// Nodes that aliases may unfold to in one file.
const MOST_UNFOLDED: usize = 200_000;
/// Nodes of one file.
const MOST_NODES: usize = 1_500_000;

/// A collection that has begun.
struct Open {
    line: usize,
    anchor: usize,
    /// For a mapping: its entries and the key that waits for a value. For a sequence: its items.
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, usize)>),
}

#[derive(Default)]
struct Builder {
    documents: Vec<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    unfolded: usize,
    nodes: usize,
}

/// Every document of a text. An empty one is none.
///
/// # Errors
/// Where the text is no YAML, too deep, or unfolds to too much.
pub(in crate::evidence) fn documents(text: &str) -> Result<Vec<Node>, Unreadable> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let (event, span) = event.map_err(|error| unreadable(&error))?;
        let line = span.start.line();
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = Value::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                builder.add(Node { line, value }, anchor)?;
            }
            Event::SequenceStart(anchor, _) => builder.begin(line, anchor, Content::List(Vec::new()))?,
            Event::MappingStart(anchor, _) => builder.begin(line, anchor, Content::Map(Vec::new(), None))?,
            Event::SequenceEnd | Event::MappingEnd => builder.end()?,
            Event::Alias(anchor) => builder.alias(line, anchor)?,
            Event::DocumentStart(_) => builder.anchors.clear(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    Ok(builder.documents)
}

fn unreadable(error: &ScanError) -> Unreadable {
    Unreadable { line: error.marker().line(), reason: format!("no YAML: {}", error.info()) }
}

impl Builder {
    fn begin(&mut self, line: usize, anchor: usize, content: Content) -> Result<(), Unreadable> {
        if self.open.len() >= DEEPEST {
            return Err(Unreadable { line, reason: format!("nested deeper than {DEEPEST}") });
        }
        self.open.push(Open { line, anchor, content });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unreadable> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let value = match open.content {
            Content::List(items) => Value::List(items),
            Content::Map(entries, _) => Value::Map(merged(entries)),
        };
        self.add(Node { line: open.line, value }, open.anchor)
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Unreadable> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(Unreadable { line: node.line, reason: format!("more than {MOST_NODES} nodes") });
        }
        if anchor != 0 {
            // Anchors within anchors are copied once for each level, so copies count as well.
            self.unfold(&node, node.line)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => {
                if !node.is_null() {
                    self.documents.push(node);
                }
            }
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(entries, waiting)) => match waiting.take() {
                Some((key, line)) => entries.push(Entry { key, line, node }),
                // A key that is a collection has no name; its value is kept all the same.
                None => *waiting = Some((node.text().unwrap_or_default().to_owned(), node.line)),
            },
        }
        Ok(())
    }

    fn alias(&mut self, line: usize, anchor: usize) -> Result<(), Unreadable> {
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(Unreadable { line, reason: "an alias within its own anchor".to_owned() });
        };
        self.unfold(&node, line)?;
        self.add(node, 0)
    }

    fn unfold(&mut self, node: &Node, line: usize) -> Result<(), Unreadable> {
        self.unfolded += node.size();
        let too_many = self.unfolded > MOST_UNFOLDED;
        let depth = self.open.len() + depth(node);
        if too_many || depth > DEEPEST {
            return Err(Unreadable { line, reason: "aliases unfold to too much".to_owned() });
        }
        Ok(())
    }
}

fn depth(node: &Node) -> usize {
    match &node.value {
        Value::Scalar { .. } => 0,
        Value::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Map(entries) => 1 + entries.iter().map(|entry| depth(&entry.node)).max().unwrap_or(0),
    }
}

/// A mapping with what its merge keys (`<<`) bring; its own keys win.
fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.iter().any(|entry| entry.key == "<<") {
        return entries;
    }
    let (merges, own): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.key == "<<");
    let mut all = Vec::new();
    for merge in merges {
        match merge.node.value {
            Value::Map(entries) => all.extend(entries),
            // The first of several wins, so it comes last.
            Value::List(items) => all.extend(items.into_iter().rev().flat_map(|item| match item.value {
                Value::Map(entries) => entries,
                _ => Vec::new(),
            })),
            Value::Scalar { .. } => {}
        }
    }
    all.extend(own);
    all
}
