//! The model of a file, folded together from the leaves up while its syntax tree is walked.

mod call;
mod compound;
mod fold;
mod function;

use super::{
    Language, Module,
    handed::Handed,
    origin::Facts,
    scope::Scopes,
    shape::{Field, Shape},
    value::{Kind, Value, ValueId},
    walk::{Child, Frame},
};

/// The walk's state: frames of nodes that are open, and what was folded so far.
pub(super) struct Builder<'a> {
    pub(super) module: Module<'a>,
    /// What an earlier walk saw its functions hand to each other.
    pub(super) handed: Handed,
    pub(super) frames: Vec<Frame>,
    pub(super) children: Vec<Child>,
    /// The children of the node that is being folded.
    folding: Vec<Child>,
    pub(super) scopes: Scopes<'a>,
    pub(super) functions: Vec<usize>,
    pub(super) tests: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(module: Module<'a>, handed: Handed) -> Self {
        Self {
            module,
            handed,
            frames: Vec::new(),
            children: Vec::new(),
            folding: Vec::new(),
            scopes: Scopes::default(),
            functions: Vec::new(),
            tests: 0,
        }
    }

    pub(super) fn text(&self, start: usize, end: usize) -> &'a str {
        self.module.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn of_child(&self, child: &Child) -> &'a str {
        self.text(child.start, child.end)
    }

    pub(super) fn add(&mut self, kind: Kind<'a>, frame: &Frame, facts: Facts) -> ValueId {
        self.module.values.push(Value { kind, span: (frame.start, frame.end), line: frame.line, facts });
        ValueId(self.module.values.len() - 1)
    }

    pub(super) fn facts(&self, id: ValueId) -> Facts {
        self.module.value(id).facts
    }

    pub(super) fn joined(&self, ids: &[ValueId]) -> Facts {
        ids.iter().fold(Facts::LITERAL, |facts, id| facts.join(self.facts(*id)))
    }

    /// Opens a node. Whether to look into it.
    pub(super) fn enter(&mut self, shape: Shape, field: Field, start: usize, end: usize, line: usize) -> bool {
        let parent = self.frames.last().copied();
        if field == Field::Body && parent.is_some_and(|parent| parent.shape == Shape::Function) {
            self.open_body();
        }
        let mut frame = Frame {
            shape,
            field,
            start,
            end,
            line,
            children: self.children.len(),
            function: None,
            bindings: 0,
            outer_block: 0,
            opened_test: false,
        };
        let mut descend = true;
        match shape {
            Shape::Function | Shape::ModItem => {
                frame.opened_test = self.is_marked_as_test(parent);
                self.tests += usize::from(frame.opened_test);
                if shape == Shape::Function {
                    frame.function = Some(self.open_function(&frame, parent));
                    frame.bindings = self.scopes.enter_function();
                    frame.outer_block = self.scopes.enter_block();
                }
            }
            Shape::Block => frame.outer_block = self.scopes.enter_block(),
            // Of strings only the templates and Python's f-strings have anything in them.
            Shape::Text => {
                let text = self.text(start, end.min(start + 4));
                descend = self.module.language == Language::Python
                    && text.split(['"', '\'']).next().is_some_and(|prefix| prefix.contains(['f', 'F', 't']));
            }
            Shape::Template => descend = self.text(start, end).contains("${"),
            Shape::Decorator => descend = self.module.language != Language::Rust,
            _ => {}
        }
        self.frames.push(frame);
        descend
    }

    /// Closes the innermost node.
    pub(super) fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        // One buffer serves every node: most have few children, and there are many nodes.
        let mut children = std::mem::take(&mut self.folding);
        children.extend(self.children.drain(frame.children.min(self.children.len())..));
        let value = self.fold(&frame, &children);
        children.clear();
        self.folding = children;
        if frame.opened_test {
            self.tests -= 1;
        }
        let parent = self.frames.last().copied();
        let within = parent.map_or(Shape::Root, |parent| parent.shape);
        let kept = match frame.shape {
            Shape::Skip | Shape::Comment | Shape::Import => false,
            Shape::Separator => within == Shape::TokenTree,
            Shape::Operator => matches!(within, Shape::Binary | Shape::Compare),
            Shape::Block => within == Shape::Catch,
            Shape::Type | Shape::Name | Shape::Decorator => true,
            _ => value.is_some(),
        } && !matches!(within, Shape::Block | Shape::Root) | matches!(frame.shape, Shape::Decorator);
        if !matches!(frame.shape, Shape::Decorator | Shape::Comment | Shape::Skip) {
            // Decorators belong to what they stand before, and to nothing behind it.
            let from = parent.map_or(0, |parent| parent.children);
            while self.children.len() > from && self.children.last().is_some_and(|child| child.shape == Shape::Decorator) {
                self.children.pop();
            }
        }
        if kept {
            let Frame { shape, field, start, end, .. } = frame;
            self.children.push(Child { shape, field, value, start, end });
        }
        match (within, frame.field, value) {
            (Shape::For | Shape::ForClause, Field::Right | Field::Value, Some(value)) => self.bind_loop(value),
            (Shape::If, Field::Condition, Some(condition)) => self.guard(condition),
            (Shape::Catch, Field::Alias | Field::Parameters, Some(_)) => {
                let name = self.text(frame.start, frame.end);
                self.scopes.declare(name, None, None, Facts::UNKNOWN);
            }
            _ => {}
        }
    }
}
