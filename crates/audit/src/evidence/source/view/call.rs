//! A call, as checks see it.

use super::View;
use crate::{
    evidence::source::{
        Module,
        value::{Argument, Call},
    },
    finding::{Observations, Place, Severity},
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
    /// Whether it only names a module, as `require('x')` does.
    pub(in crate::evidence::source) fn names_module(self) -> bool {
        matches!(self.call.method, "require" | "import") && self.call.callee != self.call.method
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
    /// The text of the function around it, or of the file, as far as it is near: what is asked of every call of a file may
    /// not read the whole file each time.
    #[must_use]
    pub fn around(self) -> &'a str {
        const NEAR: usize = 4_000;
        let (first, last) = self.span_around();
        let (start, end) = self.module.value(self.call.value).span;
        self.module.between(first.max(start.saturating_sub(NEAR)), last.min(end.saturating_add(NEAR)))
    }
    /// The same, as far as it stands so many lines before and after the call.
    #[must_use]
    pub fn around_lines(self, lines: usize) -> &'a str {
        let (first, last) = self.span_around();
        let near = self.module.span_near(self.module.value(self.call.value).span.0, lines, lines);
        self.module.between(first.max(near.0), last.min(near.1))
    }
    /// Where the function around it begins and ends, or the file.
    fn span_around(self) -> (usize, usize) {
        let function = self.call.function.and_then(|at| self.module.functions.get(at));
        function.map_or((0, self.module.text.len()), |function| function.span)
    }
    /// The line that it begins on, with so many lines before and after it.
    #[must_use]
    pub fn lines_near(self, before: usize, after: usize) -> &'a str {
        self.module.lines_near(self.module.value(self.call.value).span.0, before, after)
    }
    /// Notes the call by what is called: its arguments may hold a secret.
    pub fn note_callee(self, severity: Option<Severity>, seen: &mut Observations) {
        let place = Place::Line { file: self.module.name.to_owned(), line: self.line() };
        seen.note(place, &format!("{}(…)", self.callee()), severity);
    }
    /// Notes the call.
    pub fn note(self, severity: Option<Severity>, seen: &mut Observations) {
        self.module.note(self.call.value, severity, seen);
    }
}
