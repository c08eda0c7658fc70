//! Functions: opened with their decorators, closed with their names' scope.

use super::Builder;
use crate::evidence::source::{
    Language,
    origin::Facts,
    shape::Shape,
    value::{Function, Kind, ValueId},
    walk::Frame,
};

impl<'a> Builder<'a> {
    pub(super) fn open_function(&mut self, frame: &Frame, parent: Option<Frame>) -> usize {
        let decorators = self.decorators(parent);
        let outer = self.functions.last().copied();
        let at = self.module.functions.len();
        self.module.functions.push(Function {
            name: "",
            line: frame.line,
            span: (frame.start, frame.end),
            parameters: Vec::new(),
            decorators,
            in_test: self.tests > 0,
            outer,
        });
        self.functions.push(at);
        at
    }

    /// Decorators and attributes stand right before what they belong to.
    pub(super) fn decorators(&self, parent: Option<Frame>) -> Vec<ValueId> {
        let siblings = parent.and_then(|parent| self.children.get(parent.children..)).unwrap_or_default();
        siblings.iter().rev().take_while(|child| child.shape == Shape::Decorator).filter_map(|child| child.value).collect()
    }

    pub(super) fn is_marked_as_test(&self, parent: Option<Frame>) -> bool {
        self.module.language == Language::Rust
            && self.decorators(parent).iter().any(|id| match self.module.value(*id).kind {
                Kind::Text(text) => {
                    text.contains("cfg(test") || text.contains("cfg(all(test") || text.ends_with("test]") || text.contains("::test(")
                }
                _ => false,
            })
    }

    pub(super) fn close_function(&mut self, frame: &Frame) -> Option<ValueId> {
        self.scopes.leave_function(frame.bindings);
        self.scopes.leave_block(frame.outer_block);
        self.functions.pop();
        let at = frame.function?;
        Some(self.add(Kind::Function(at), frame, Facts::LITERAL))
    }
}
