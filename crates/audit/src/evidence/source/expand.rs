//! Macros of Rust and elements of pages.

use super::{
    Language,
    build::Builder,
    flow,
    literal::unquoted,
    shape::Shape,
    value::{Argument, Attribute, Kind, ValueId},
    walk::{Child, Frame},
};

impl<'a> Builder<'a> {
    pub(super) fn macro_call(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
        let name = children.first().map(|child| self.of_child(child))?;
        let list = children.last().and_then(|child| child.value)?;
        let mut ids = match &self.module.value(list).kind {
            Kind::List(ids) => ids.clone(),
            _ => Vec::new(),
        };
        // A format string may name what it holds.
        let captured: Vec<&'a str> = ids
            .iter()
            .filter_map(|id| match self.module.value(*id).kind {
                Kind::Text(text) => Some(text),
                _ => None,
            })
            .flat_map(captures)
            .collect();
        for capture in captured {
            let (definition, import, facts) = match self.scopes.get(capture) {
                Some(binding) => (binding.definition, binding.import, binding.facts),
                None => (None, None, flow::of_unbound(Language::Rust, capture)),
            };
            ids.push(self.add(Kind::Name { name: capture, definition, import }, frame, facts));
        }
        let last = name.rsplit("::").next().unwrap_or(name);
        let facts = self.joined(&ids);
        let arguments = ids.iter().map(|id| Argument { name: None, value: *id }).collect();
        let kind = matches!(last, "format" | "format_args" | "concat").then(|| Kind::Built(ids.clone()));
        self.push_call(frame, format!("{name}!"), last, None, arguments, facts, false, kind)
    }

    pub(super) fn token_tree(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
        let mut items = Vec::new();
        for group in children.split(|child| child.shape == Shape::Separator) {
            let ids: Vec<_> = group.iter().filter_map(|child| child.value).collect();
            match ids.as_slice() {
                [] => {}
                [one] => items.push(*one),
                several => {
                    let facts = self.joined(several);
                    items.push(self.add(Kind::Other(ids), frame, facts));
                }
            }
        }
        let facts = self.joined(&items);
        self.add(Kind::List(items), frame, facts)
    }

    pub(super) fn element(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
        let element = children.first().map(|child| self.of_child(child)).unwrap_or_default();
        let ids: Vec<_> = children.iter().filter_map(|child| child.value).collect();
        for id in &ids {
            if let Kind::Named(name, value) = self.module.value(*id).kind {
                let line = self.module.value(*id).line;
                let number = frame.start;
                self.module.attributes.push(Attribute { element: unquoted(element), number, name, value: Some(value), line });
            }
        }
        let facts = self.joined(&ids);
        self.add(Kind::Other(ids), frame, facts)
    }
}

/// The names within the braces of a format string.
fn captures(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let name = rest.split(['}', ':']).next()?;
        (!name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && !name.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(name)
    })
}
