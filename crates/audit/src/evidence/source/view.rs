//! How checks look at a module.

use super::{
    Module,
    origin::{Context, Facts, Origin},
    value::{Argument, Assignment, Call, Function, Handler, Kind, Value, ValueId},
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
        let path = parts.concat();
        let path = path.strip_prefix("window.").or_else(|| path.strip_prefix("globalThis.")).map(str::to_owned).unwrap_or(path);
        if path.len() <= LONGEST_PATH {
            return path;
        }
        let cut = (path.len() - LONGEST_PATH..path.len()).find(|at| path.is_char_boundary(*at)).unwrap_or(path.len());
        path.get(cut..).unwrap_or_default().to_owned()
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
        let acts = |call: &&Call<'a>| !matches!(call.method, "require" | "import") || call.callee == call.method;
        self.calls.iter().filter(acts).map(move |call| CallView { module: self, call })
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

    /// The decorators of a function that are calls.
    pub fn decorators(&self, function: &Function<'a>) -> impl Iterator<Item = View<'_, 'a>> {
        function.decorators.iter().map(|id| self.view(*id))
    }

    /// Whether a module, or something of it, is imported.
    #[must_use]
    pub fn imports(&self, module: &str) -> bool {
        let of = |path: &str| path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', ':']));
        self.imports.iter().any(|path| of(path)) || self.calls.iter().any(|call| call.method == "require" && call.callee == module)
    }

    /// Notes a value: its line, quoted.
    pub fn note(&self, id: ValueId, severity: Option<Severity>, seen: &mut Observations) {
        let place = Place::Line { file: self.name.to_owned(), line: self.value(id).line };
        seen.note(place, self.text_of(id), severity);
    }
}

/// A value of a module.
#[derive(Clone, Copy, Debug)]
pub struct View<'m, 'a> {
    /// Of which module.
    pub module: &'m Module<'a>,
    /// Which value.
    pub id: ValueId,
}

impl<'m, 'a> View<'m, 'a> {
    /// The value itself.
    #[must_use]
    pub fn value(self) -> &'m Value<'a> {
        self.module.value(self.id)
    }
    /// The value, or what its name stands for.
    #[must_use]
    pub fn resolved(self) -> &'m Value<'a> {
        self.module.definition(self.id)
    }
    /// Where it comes from when it arrives in a context.
    #[must_use]
    pub fn origin(self, context: Context) -> Origin {
        self.value().facts.origin(context)
    }
    /// A literal text, here or where its name was given it.
    #[must_use]
    pub fn literal(self) -> Option<&'a str> {
        self.module.literal(self.id)
    }
    /// A number as written.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self.resolved().kind {
            Kind::Number(text) => text.replace('_', "").parse().ok(),
            _ => None,
        }
    }
    /// A literal true or false.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        match self.resolved().kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }
    /// What it is called, imports resolved.
    #[must_use]
    pub fn path(self) -> String {
        self.module.path(self.id)
    }
    /// As written.
    #[must_use]
    pub fn source(self) -> &'a str {
        self.module.text_of(self.id)
    }
    /// The name that it ends in: of a variable, a member, a key.
    #[must_use]
    pub fn last_name(self) -> &'a str {
        match self.value().kind {
            Kind::Name { name, .. } => name.rsplit("::").next().unwrap_or(name),
            Kind::Member { name, .. } | Kind::Parameter { name, .. } => name,
            Kind::Index { key, .. } => self.module.literal(key).unwrap_or_default(),
            _ => "",
        }
    }
    /// An entry of a dictionary or an object.
    #[must_use]
    pub fn entry(self, name: &str) -> Option<View<'m, 'a>> {
        match &self.resolved().kind {
            Kind::Map(entries) => entries.iter().find(|(key, _)| *key == name).map(|(_, id)| self.module.view(*id)),
            _ => None,
        }
    }
    /// The entries of a dictionary or an object.
    #[must_use]
    pub fn entries(self) -> Vec<(&'a str, View<'m, 'a>)> {
        match &self.resolved().kind {
            Kind::Map(entries) => entries.iter().map(|(key, id)| (*key, self.module.view(*id))).collect(),
            _ => Vec::new(),
        }
    }
    /// The items of a list.
    #[must_use]
    pub fn items(self) -> Vec<View<'m, 'a>> {
        match &self.resolved().kind {
            Kind::List(ids) => ids.iter().map(|id| self.module.view(*id)).collect(),
            _ => Vec::new(),
        }
    }
    /// The call that it is, here or where its name was given it.
    #[must_use]
    pub fn call(self) -> Option<CallView<'m, 'a>> {
        match self.resolved().kind {
            Kind::Call(at) => self.module.calls.get(at).map(|call| CallView { module: self.module, call }),
            _ => None,
        }
    }
    /// Whether it is a text made of parts of which one at least is not written in the source.
    #[must_use]
    pub fn is_built(self) -> bool {
        match self.resolved().kind {
            Kind::Built(_) => self.texts().1,
            Kind::Call(_) => {
                let (text, built) = self.texts();
                built && text != "{}"
            }
            _ => false,
        }
    }
    /// The literal pieces of a text made of parts, with `{}` where something else stands, and whether something does.
    #[must_use]
    pub fn texts(self) -> (String, bool) {
        let (mut text, mut built) = (String::new(), false);
        let mut open = vec![self.id];
        let mut fuel = FUEL * 4;
        while let Some(id) = open.pop() {
            if fuel == 0 || text.len() > 10_000 {
                break;
            }
            fuel -= 1;
            match &self.module.value(id).kind {
                Kind::Text(part) => text.push_str(part),
                Kind::Number(part) => text.push_str(part),
                Kind::Built(parts) => open.extend(parts.iter().rev()),
                Kind::Name { definition: Some(next), .. }
                    if matches!(
                        self.module.value(*next).kind,
                        Kind::Text(_) | Kind::Built(_) | Kind::Name { .. } | Kind::Number(_) | Kind::Call(_)
                    ) =>
                {
                    open.push(*next);
                }
                Kind::Call(at) => {
                    let call = self.module.calls.get(*at);
                    // The text of `"…".format(x)` and of `text("…")` is that of what they are given.
                    let receiver = call
                        .and_then(|call| call.receiver)
                        .filter(|id| matches!(self.module.value(*id).kind, Kind::Text(_) | Kind::Built(_)));
                    let last = call.map_or("", |call| call.callee.rsplit(['.', ':']).next().unwrap_or_default());
                    match (receiver, call) {
                        (Some(receiver), Some(call)) if matches!(call.method, "format" | "join" | "replace" | "strip" | "concat") => {
                            if call.method == "format" || call.method == "concat" {
                                built |= call.arguments.iter().any(|argument| !self.module.value(argument.value).facts.is_literal());
                            } else if !self.module.value(id).facts.is_literal() {
                                built = true;
                            }
                            open.push(receiver);
                        }
                        (_, Some(call)) if matches!(last, "text" | "dedent" | "SQL" | "sql_query" | "raw" | "literal") => {
                            open.extend(call.arguments.first().map(|argument| argument.value));
                        }
                        (Some(_) | None, _) => {
                            built |= !self.module.value(id).facts.is_literal();
                            text.push_str("{}");
                        }
                    }
                }
                _ => {
                    built |= !self.module.value(id).facts.is_literal();
                    text.push_str("{}");
                }
            }
        }
        (text, built)
    }
}

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
