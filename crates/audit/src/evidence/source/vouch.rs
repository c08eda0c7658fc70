//! What conditions and calls say about the values that they are given.

use super::{
    build::Builder,
    handler,
    origin::{Context, Facts},
    value::{Argument, Kind, ValueId},
};

/// How far a name is followed to where it came from.
const FUEL: usize = 48;

impl<'a> Builder<'a> {
    /// A condition may be what makes a value harmless: an allow-list, a pattern, a comparison of paths.
    pub(super) fn guard(&mut self, condition: ValueId) {
        let mut open = vec![condition];
        let mut fuel = FUEL;
        while let Some(id) = open.pop() {
            fuel = match fuel.checked_sub(1) {
                Some(fuel) => fuel,
                None => return,
            };
            match self.module.value(id).kind.clone() {
                Kind::Choice(ids) | Kind::Other(ids) => open.extend(ids),
                Kind::Compare { operator: "in" | "not in", left, right } => {
                    if matches!(self.module.value(left).kind, Kind::Text("..")) {
                        self.vouch(right, &[Context::Path]);
                    } else if !self.facts(right).is_input() {
                        self.vouch(left, EVERY);
                    }
                }
                Kind::Compare { left, right, .. } => {
                    open.push(left);
                    open.push(right);
                    // Compared with something of ours: an origin, a host.
                    if let Kind::Member { name: "origin" | "host" | "hostname" | "netloc", .. } = self.module.definition(left).kind
                        && !self.facts(right).is_input()
                    {
                        self.vouch(left, &[Context::Url, Context::Html]);
                    }
                }
                Kind::Call(at) => {
                    if let Some(call) = self.module.calls.get(at).cloned() {
                        open.extend(call.receiver);
                        let (values, contexts) = handler::vouched(&self.module, &call);
                        for value in values {
                            self.vouch(value, contexts);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Where a value comes from when a condition has let it through: the condition asks the very same expression.
    pub(super) fn guarded(&self, condition: ValueId, value: ValueId) -> Facts {
        let facts = self.facts(value);
        let Kind::Call(at) = self.module.value(condition).kind else { return facts };
        let Some(call) = self.module.calls.get(at) else { return facts };
        let (values, contexts) = handler::vouched(&self.module, call);
        let asked = self.module.text_of(value);
        if values.iter().any(|vouched| self.module.text_of(*vouched) == asked) { facts.fit_for(contexts) } else { facts }
    }

    /// A call that raises unless its argument is sound: `validate_url(url)`.
    pub(super) fn vouched_by(&mut self, method: &str, receiver: Option<ValueId>, arguments: &[Argument<'a>]) {
        if handler::is_validator(method) {
            for argument in arguments {
                self.vouch(argument.value, EVERY);
            }
        } else if method == "relative_to"
            && let Some(receiver) = receiver
        {
            self.vouch(receiver, &[Context::Path]);
        }
    }

    /// Names that a value was made from are fit for these contexts from here on.
    fn vouch(&mut self, value: ValueId, contexts: &[Context]) {
        let mut open = vec![value];
        let mut fuel = FUEL;
        while let Some(id) = open.pop() {
            fuel = match fuel.checked_sub(1) {
                Some(fuel) => fuel,
                None => return,
            };
            match self.module.value(id).kind.clone() {
                Kind::Name { name, definition, .. } => {
                    self.scopes.change(name, |facts| facts.fit_for(contexts));
                    open.extend(definition);
                }
                Kind::Member { object, .. } | Kind::Index { object, .. } | Kind::Named(_, object) | Kind::Spread(object) => {
                    open.push(object)
                }
                Kind::Built(ids) | Kind::Choice(ids) | Kind::Other(ids) | Kind::List(ids) => open.extend(ids),
                Kind::Call(at) => {
                    if let Some(call) = self.module.calls.get(at) {
                        open.extend(call.receiver);
                        open.extend(call.arguments.iter().map(|argument| argument.value));
                    }
                }
                _ => {}
            }
        }
    }

    /// A call may put its arguments into what it is called on.
    pub(super) fn changed_by(&mut self, method: &str, receiver: Option<ValueId>, arguments: &[Argument<'a>]) {
        const FILLS: &[&str] = &["append", "push", "push_str", "add", "extend", "insert", "update", "unshift", "concat", "set"];
        if let Some(receiver) = receiver
            && FILLS.contains(&method)
            && let Kind::Name { name, .. } = self.module.value(receiver).kind
        {
            let ids: Vec<_> = arguments.iter().map(|argument| argument.value).collect();
            let facts = self.joined(&ids);
            self.scopes.change(name, |old| old.join(facts));
        }
    }
}

const EVERY: &[Context] =
    &[Context::Html, Context::Shell, Context::Path, Context::Url, Context::Query, Context::Pattern, Context::Line, Context::Code];
