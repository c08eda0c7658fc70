//! A call, as checks see it.

use super::View;
use crate::{
    evidence::source::{
        Module,
        value::{Argument, Call},
    },
    finding::{Observations, Severity},
};

/// A call of a module.
#[derive(Clone, Copy, Debug)]
pub struct CallView<'m, 'a> {
    /// Of which module.
    pub module: &'m Module<'a>,
    /// Which call.
    pub call: &'m Call<'a>,
}

impl<'m, 'a> CallView<'m, 'a> {
    /// Who is called, imports resolved.
    #[must_use]
    pub fn callee(self) -> &'m str {
        &self.call.callee
    }
    /// Whether it is one of these, by the whole name.
    #[must_use]
    pub fn is(self, names: &[&str]) -> bool {
        names.contains(&self.call.callee.as_str())
    }
    /// Whether its callee ends in one of these.
    #[must_use]
    pub fn ends(self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.call.callee.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with(['.', ':'])))
    }
    /// Whether its callee begins with this.
    #[must_use]
    pub fn begins(self, start: &str) -> bool {
        self.call.callee.starts_with(start)
    }
    /// On what it is called.
    #[must_use]
    pub fn receiver(self) -> Option<View<'m, 'a>> {
        self.call.receiver.map(|id| self.module.view(id))
    }
    /// An argument by its place, those by name not counted.
    #[must_use]
    pub fn argument(self, place: usize) -> Option<View<'m, 'a>> {
        self.call.arguments.iter().filter(|argument| argument.name.is_none()).nth(place).map(|argument| self.module.view(argument.value))
    }
    /// An argument by its name, or an entry of an object among the arguments.
    #[must_use]
    pub fn named(self, name: &str) -> Option<View<'m, 'a>> {
        let view = |argument: &Argument<'a>| self.module.view(argument.value);
        let by_name = self.call.arguments.iter().find(|argument| argument.name == Some(name)).map(view);
        by_name.or_else(|| self.call.arguments.iter().find_map(|argument| view(argument).entry(name)))
    }
    /// An argument by its place or its name.
    #[must_use]
    pub fn either(self, place: usize, name: &str) -> Option<View<'m, 'a>> {
        self.named(name).or_else(|| self.argument(place))
    }
    /// Every argument.
    pub fn arguments(self) -> impl Iterator<Item = View<'m, 'a>> {
        self.call.arguments.iter().map(move |argument| self.module.view(argument.value))
    }
    /// As written.
    #[must_use]
    pub fn source(self) -> &'a str {
        self.module.text_of(self.call.value)
    }
    /// From 1.
    #[must_use]
    pub fn line(self) -> usize {
        self.module.value(self.call.value).line
    }
    /// The text of the function around it, or of the file.
    #[must_use]
    pub fn around(self) -> &'a str {
        let function = self.call.function.and_then(|at| self.module.functions.get(at));
        function.and_then(|function| self.module.text.get(function.span.0..function.span.1)).unwrap_or(self.module.text)
    }
    /// Notes the call.
    pub fn note(self, severity: Option<Severity>, seen: &mut Observations) {
        self.module.note(self.call.value, severity, seen);
    }
}
