//! A value, as checks see it.

use super::{CallView, FUEL};
use crate::evidence::source::{
    Module,
    origin::{Context, Origin},
    value::{Kind, Value, ValueId},
};

/// How much is read of a text that is made of parts, bytes.
const LONGEST_TEXT: usize = 10_000;

/// How much is read of what a name stands for, bytes: it is read again wherever the name stands.
const LONGEST_SHOWN: usize = 2_000;

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
    /// What it, or what its name stands for, looks like where that is written; of a long one the beginning.
    #[must_use]
    pub fn shown(self) -> &'a str {
        let (start, end) = self.resolved().span;
        self.module.between(start, end.min(start.saturating_add(LONGEST_SHOWN)))
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
            if fuel == 0 || text.len() > LONGEST_TEXT {
                break;
            }
            fuel -= 1;
            match &self.module.value(id).kind {
                Kind::Text(part) | Kind::Number(part) => text.push_str(start_of(part, LONGEST_TEXT)),
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

/// The first so many bytes of a text, less where a character would be cut.
fn start_of(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}
