//! How checks look at a module.

mod call;
mod value;

pub use call::CallView;
pub use value::View;

use super::{
    Module,
    origin::Facts,
    value::{Assignment, Function, Handler, Kind, Value, ValueId},
};
use crate::finding::{Observations, Place, Severity};

/// How far a value is followed.
const FUEL: usize = 64;
/// The longest callee that is kept, bytes.
const LONGEST_PATH: usize = 160;

impl<'a> Module<'a> {
    /// A value. One that is not of this module is nothing.
    #[must_use]
    pub fn value(&self, id: ValueId) -> &Value<'a> {
        const NOTHING: &Value<'static> = &Value { kind: Kind::Null, span: (0, 0), line: 0, facts: Facts::UNKNOWN };
        self.values.get(id.0).unwrap_or(NOTHING)
    }

    /// The text of a value, as written.
    #[must_use]
    pub fn text_of(&self, id: ValueId) -> &'a str {
        let (start, end) = self.value(id).span;
        self.text.get(start..end).unwrap_or_default()
    }

    /// A value, or what its name stands for.
    #[must_use]
    pub fn definition(&self, id: ValueId) -> &Value<'a> {
        let mut value = self.value(id);
        for _ in 0..FUEL {
            match value.kind {
                Kind::Name { definition: Some(id), .. } => value = self.value(id),
                _ => break,
            }
        }
        value
    }

    /// A text that stands in the source, here or where its name was given it.
    #[must_use]
    pub fn literal(&self, id: ValueId) -> Option<&'a str> {
        match self.definition(id).kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a value is called, imports resolved: `flask.request.args`. Calls on the way end in `()`.
    #[must_use]
    pub fn path(&self, id: ValueId) -> String {
        let mut parts: Vec<&str> = Vec::new();
        let mut at = id;
        for _ in 0..FUEL {
            // Parts are read from the last to the first, and only the end of a long path is kept.
            if parts.last().is_some_and(|part| part.len() > LONGEST_PATH) {
                break;
            }
            match &self.value(at).kind {
                Kind::Name { import: Some(import), .. } => {
                    parts.push(self.imports.get(*import).map_or("", String::as_str));
                    break;
                }
                Kind::Name { name, definition, .. } => {
                    match definition {
                        Some(next) if matches!(self.value(*next).kind, Kind::Call(_) | Kind::Name { .. } | Kind::Member { .. }) => {
                            at = *next;
                            continue;
                        }
                        _ => parts.push(name),
                    }
                    break;
                }
                Kind::Member { object, name } => {
                    parts.push(name);
                    parts.push(".");
                    at = *object;
                }
                Kind::Call(call) => {
                    let callee = self.calls.get(*call).map_or("", |call| call.callee.as_str());
                    // `require('x')` is the module itself.
                    let method = self.calls.get(*call).map_or("", |call| call.method);
                    if !matches!(method, "require" | "import") {
                        parts.push("()");
                    }
                    parts.push(callee);
                    break;
                }
                Kind::Index { object, .. } => {
                    parts.push("[]");
                    at = *object;
                }
                Kind::Parameter { name, .. } => {
                    parts.push(name);
                    break;
                }
                _ => break,
            }
        }
        parts.reverse();
        if let Some(first) = parts.first_mut() {
            *first = end_of(first, LONGEST_PATH + 1);
        }
        let path = parts.concat();
        let path = path.strip_prefix("window.").or_else(|| path.strip_prefix("globalThis.")).map(str::to_owned).unwrap_or(path);
        if path.len() <= LONGEST_PATH {
            return path;
        }
        end_of(&path, LONGEST_PATH).to_owned()
    }

    /// A value with its module.
    #[must_use]
    pub fn view(&self, id: ValueId) -> View<'_, 'a> {
        View { module: self, id }
    }

    /// Every call that runs in production: none of tests, examples and fixtures.
    pub fn calls(&self) -> impl Iterator<Item = CallView<'_, 'a>> {
        self.every_call().filter(|call| !self.is_test && !call.call.in_test)
    }

    /// Every call but those that only name a module.
    pub fn every_call(&self) -> impl Iterator<Item = CallView<'_, 'a>> {
        self.calls.iter().map(move |call| CallView { module: self, call }).filter(|call| !call.names_module())
    }

    /// Every assignment that runs in production: target and value.
    pub fn assignments(&self) -> impl Iterator<Item = (View<'_, 'a>, View<'_, 'a>, &Assignment)> {
        let shown = self.assignments.iter().filter(|assignment| !self.is_test && !assignment.in_test);
        shown.map(|assignment| (self.view(assignment.target), self.view(assignment.value), assignment))
    }

    /// Every function that runs in production.
    pub fn functions(&self) -> impl Iterator<Item = (usize, &Function<'a>)> {
        self.functions.iter().enumerate().filter(|(_, function)| !self.is_test && !function.in_test)
    }

    /// Every block that catches exceptions in production.
    pub fn handlers(&self) -> impl Iterator<Item = &Handler<'a>> {
        self.handlers.iter().filter(|handler| !self.is_test && !handler.in_test)
    }

    /// The innermost function around a place.
    #[must_use]
    pub fn function_around(&self, (start, end): (usize, usize)) -> Option<usize> {
        // Functions are numbered in the order in which they begin, and know which one they stand in.
        let mut inner = self.functions.partition_point(|function| function.span.0 <= start).checked_sub(1);
        while let Some(function) = inner.and_then(|at| self.functions.get(at)) {
            if end <= function.span.1 {
                return inner;
            }
            inner = function.outer;
        }
        None
    }

    /// The decorators of a function that are calls.
    pub fn decorators(&self, function: &Function<'a>) -> impl Iterator<Item = View<'_, 'a>> {
        function.decorators.iter().map(|id| self.view(*id))
    }

    /// Whether a web framework of Python is imported: what happens here may happen at the wish of a stranger.
    #[must_use]
    pub fn serves(&self) -> bool {
        const FRAMEWORKS: &[&str] = &[
            "flask",
            "django.http",
            "django.shortcuts",
            "django.views",
            "django.contrib.auth",
            "rest_framework",
            "fastapi",
            "starlette",
            "aiohttp.web",
            "tornado.web",
            "bottle",
            "sanic",
            "falcon",
            "pyramid",
            "quart",
            "cherrypy",
            "litestar",
            "webapp2",
            "web",
        ];
        FRAMEWORKS.iter().any(|framework| self.imports(framework))
    }

    /// Whether a program of Python reads the arguments that it was started with: comments and texts that name them do not.
    #[must_use]
    pub fn reads_arguments(&self) -> bool {
        self.once(None, "reads arguments", || {
            self.imports("sys.argv")
                || self.values.iter().any(|value| match value.kind {
                    Kind::Member { object, name: "argv" } => self.path(object) == "sys",
                    _ => false,
                })
        })
    }

    /// Text from one place to another, both moved to where characters begin.
    #[must_use]
    pub fn between(&self, mut first: usize, mut last: usize) -> &'a str {
        first = first.min(self.text.len());
        while !self.text.is_char_boundary(first) {
            first += 1;
        }
        while last < self.text.len() && !self.text.is_char_boundary(last) {
            last += 1;
        }
        self.text.get(first..last.min(self.text.len())).unwrap_or_default()
    }
    /// The line of a place, with so many lines before and after it. A line that is far longer than people write is cut.
    #[must_use]
    pub fn lines_near(&self, at: usize, before: usize, after: usize) -> &'a str {
        let (first, last) = self.span_near(at, before, after);
        self.between(first, last)
    }
    /// Where these lines begin and end.
    fn span_near(&self, at: usize, before: usize, after: usize) -> (usize, usize) {
        const LONGEST: usize = 2_000;
        let head = self.between(at.saturating_sub(LONGEST * (before + 1)).min(self.text.len()), at.min(self.text.len()));
        let first = head.rmatch_indices('\n').nth(before).map_or(at.saturating_sub(head.len()), |(line, _)| at - head.len() + line + 1);
        let tail = self.between(at.min(self.text.len()), at.saturating_add(LONGEST * (after + 1)).min(self.text.len()));
        let last = tail.match_indices('\n').nth(after).map_or(at + tail.len(), |(line, _)| at + line);
        (first, last)
    }
    /// Notes a value: its line, quoted.
    pub fn note(&self, id: ValueId, severity: Option<Severity>, seen: &mut Observations) {
        let place = Place::Line { file: self.name.to_owned(), line: self.value(id).line };
        seen.note(place, self.text_of(id), severity);
    }
}

/// The last so many bytes of a text, less where a character would be cut.
fn end_of(text: &str, most: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(most))..).unwrap_or_default()
}
