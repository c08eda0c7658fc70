//! XML as plain trees whose elements know their lines.

use roxmltree::{Document, Node, ParsingOptions};

use crate::evidence::Unreadable;

/// Deeper trees are refused.
const DEEPEST: usize = 64;
/// Larger trees are refused.
const MOST_NODES: u32 = 200_000;

/// An element.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its name without the namespace.
    pub tag: String,
    /// From 1.
    pub line: usize,
    /// Names without namespaces, and values.
    pub attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// Whether an attribute is `true`.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }
    /// The elements in it with a name.
    pub fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.tag == tag)
    }
    /// The first of them.
    #[must_use]
    pub fn first(&self, tag: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.tag == tag)
    }
}

pub(super) fn read(text: &str) -> Result<Element, Unreadable> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    // Trees that are too deep are refused before they are built.
    let mut depth = 0_usize;
    for (index, line) in text.lines().enumerate() {
        for tag in line.split('<').skip(1) {
            match tag.as_bytes().first() {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(b'?' | b'!') | None => {}
                Some(_) if tag.contains("/>") => {}
                Some(_) => depth += 1,
            }
            // Attributes on lines of their own close elements that this count does not see: it is generous.
            if depth > DEEPEST * 64 {
                return Err(Unreadable { line: index + 1, reason: "nested too deep".to_owned() });
            }
        }
    }
    let document = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|error| {
        let line = usize::try_from(error.pos().row).unwrap_or(0);
        Unreadable { line, reason: format!("no plain XML: {error}") }
    })?;
    // Lines are counted once, and looked up.
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    element(document.root_element(), &starts, 0)
}

fn element(node: Node<'_, '_>, starts: &[usize], depth: usize) -> Result<Element, Unreadable> {
    let line = starts.partition_point(|start| *start <= node.range().start);
    if depth > DEEPEST {
        return Err(Unreadable { line, reason: format!("nested deeper than {DEEPEST}") });
    }
    let mut children = Vec::new();
    for child in node.children().filter(Node::is_element) {
        children.push(element(child, starts, depth + 1)?);
    }
    Ok(Element {
        tag: node.tag_name().name().to_owned(),
        line,
        attributes: node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect(),
        text: node.text().unwrap_or_default().trim().to_owned(),
        children,
    })
}
