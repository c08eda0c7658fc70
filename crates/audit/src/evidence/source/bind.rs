//! What assignments, parameters, loops and checks do to names.

use super::{
    Language,
    build::{Builder, is_plain_type, unquoted},
    flow, handler, import,
    origin::{Context, Facts},
    shape::{Field, Shape},
    value::{Argument, Assignment, Attribute, Kind, Parameter, ValueId},
    walk::{Child, Frame},
};

/// How far a name is followed to where it came from.
const FUEL: usize = 48;

impl<'a> Builder<'a> {
    pub(super) fn import(&mut self, frame: &Frame) {
        let statement = self.text(frame.start, frame.end);
        let imports = match self.module.language {
            Language::Python => import::of_python(statement),
            Language::Rust => import::of_rust(statement),
            Language::JavaScript | Language::TypeScript => import::of_javascript(statement),
        };
        for (name, path) in imports {
            let facts = match path.as_str() {
                "flask.request" | "quart.request" | "bottle.request" => Facts::REQUEST,
                _ if flow::is_constant(name) => Facts::LITERAL,
                _ => Facts::UNKNOWN,
            };
            self.module.imports.push(path);
            self.scopes.declare(name, None, Some(self.module.imports.len() - 1), facts);
        }
    }

    pub(super) fn name(&mut self, frame: &Frame) -> Option<ValueId> {
        let name = self.text(frame.start, frame.end);
        let within = self.frames.last().map_or(Shape::Root, |parent| parent.shape);
        let is_label = match within {
            Shape::Member => matches!(frame.field, Field::Name | Field::Property),
            Shape::Keyword => frame.field == Field::Name,
            Shape::Pair => matches!(frame.field, Field::Key | Field::Name),
            Shape::JsxAttribute => true,
            Shape::Function | Shape::Class | Shape::ModItem => {
                if within == Shape::Function
                    && frame.field == Field::Name
                    && let Some(function) = self.functions.last().and_then(|at| self.module.functions.get_mut(*at))
                {
                    function.name = name;
                }
                // The only parameter of an arrow function stands without parentheses.
                frame.field != Field::Parameters && frame.field != Field::Body
            }
            _ => false,
        };
        if is_label {
            return None;
        }
        if self.module.language == Language::Rust && name.contains("::") {
            let first = name.split("::").next().unwrap_or_default();
            let rest = name.get(first.len()..).unwrap_or_default();
            let import = self.scopes.get(first).and_then(|binding| binding.import).and_then(|at| self.module.imports.get(at));
            let import = import.map(|path| format!("{path}{rest}")).map(|path| {
                self.module.imports.push(path);
                self.module.imports.len() - 1
            });
            let facts = if flow::is_constant(name.rsplit("::").next().unwrap_or(name)) { Facts::LITERAL } else { Facts::UNKNOWN };
            return Some(self.add(Kind::Name { name, definition: None, import }, frame, facts));
        }
        let (definition, import, facts) = match self.scopes.get(name) {
            Some(binding) => (binding.definition, binding.import, binding.facts),
            None => (None, None, flow::of_unbound(self.module.language, name)),
        };
        Some(self.add(Kind::Name { name, definition, import }, frame, facts))
    }

    pub(super) fn assignment(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
        let target = children.iter().find(|child| matches!(child.field, Field::Left | Field::Name | Field::Property))?;
        let value = children.iter().rev().find(|child| matches!(child.field, Field::Right | Field::Value)).and_then(|child| child.value);
        let declares = frame.shape == Shape::Declare || frame.shape == Shape::LetCondition;
        let Some(value) = value else {
            if let Some(name) = target.value.filter(|_| declares)
                && let Kind::Name { name, .. } = self.module.value(name).kind
            {
                self.scopes.declare(name, None, None, Facts::LITERAL);
            }
            return None;
        };
        let target_id = match target.value {
            Some(id) => id,
            // A field of a class has a name that stands for nothing in its scope.
            None => self.add(Kind::Name { name: self.of_child(target), definition: None, import: None }, frame, Facts::UNKNOWN),
        };
        let adds = frame.shape == Shape::AddAssign;
        let function = self.functions.last().copied();
        let in_test = self.tests > 0;
        self.module.assignments.push(Assignment { target: target_id, value, line: frame.line, in_test, adds, function });
        let annotation = children.iter().find(|child| child.shape == Shape::Type).map(|child| self.of_child(child)).unwrap_or_default();
        if adds {
            let whole = self.built(frame, vec![target_id, value]);
            self.bind(target_id, whole, self.facts(whole), false);
            return Some(whole);
        }
        let facts = if self.module.language == Language::Rust && is_plain_type(annotation) { Facts::LITERAL } else { self.facts(value) };
        self.bind(target_id, value, facts, declares);
        Some(value)
    }

    /// Gives the names of a pattern their values.
    pub(super) fn bind(&mut self, pattern: ValueId, value: ValueId, facts: Facts, declares: bool) {
        let mut open = vec![(pattern, value, facts)];
        let mut bound = 0;
        while let Some((pattern, value, facts)) = open.pop() {
            bound += 1;
            if bound > 256 {
                return;
            }
            match self.module.value(pattern).kind.clone() {
                Kind::Name { name, .. } => {
                    if declares {
                        self.scopes.declare(name, Some(value), None, facts);
                    } else {
                        self.scopes.assign(name, value, facts, self.module.language != Language::Python);
                    }
                }
                Kind::Map(entries) => {
                    for (key, inner) in entries {
                        let member = if key == "..." { facts } else { flow::of_member(&self.module, value, key) };
                        let member = if self.module.value(value).facts == facts { member } else { facts };
                        let frame = self.here(inner);
                        let taken = self.add(Kind::Member { object: value, name: key }, &frame, member);
                        open.push((inner, taken, member));
                    }
                }
                Kind::List(ids) | Kind::Other(ids) => {
                    let items = match &self.module.value(value).kind {
                        Kind::List(items) if items.len() == ids.len() => items.clone(),
                        _ => Vec::new(),
                    };
                    for (at, id) in ids.iter().enumerate() {
                        let item = items.get(at).copied();
                        open.push((*id, item.unwrap_or(value), item.map_or(facts, |item| self.facts(item))));
                    }
                }
                Kind::Call(at) => {
                    // A Rust pattern such as `Some(x)` reads like a call.
                    let arguments = self.module.calls.get(at).map(|call| call.arguments.clone()).unwrap_or_default();
                    open.extend(arguments.iter().map(|argument| (argument.value, value, facts)));
                }
                Kind::Parameter { pattern: Some(inner), .. } | Kind::Spread(inner) | Kind::Named(_, inner) => {
                    open.push((inner, value, facts))
                }
                // What is put into a thing may be taken out of it.
                Kind::Index { object, .. } | Kind::Member { object, .. } => {
                    if let Kind::Name { name, .. } = self.module.value(object).kind
                        && facts.is_input()
                    {
                        self.scopes.change(name, |old| old.join(facts));
                    }
                }
                _ => {}
            }
        }
    }

    fn here(&self, id: ValueId) -> Frame {
        let value = self.module.value(id);
        Frame {
            shape: Shape::Other,
            field: Field::None,
            start: value.span.0,
            end: value.span.1,
            line: value.line,
            children: 0,
            function: None,
            bindings: 0,
            outer_block: 0,
            opened_test: false,
        }
    }

    /// The variable of a loop is one of what it goes over.
    pub(super) fn bind_loop(&mut self, source: ValueId) {
        let Some(children) = self.frames.last().and_then(|parent| self.children.get(parent.children..)) else { return };
        if let Some(left) = children.iter().find(|child| matches!(child.field, Field::Left | Field::Name)).and_then(|child| child.value) {
            let element = match &self.module.value(source).kind {
                Kind::List(items) => items.first().copied().unwrap_or(source),
                _ => source,
            };
            self.bind(left, element, self.facts(source), false);
        }
    }

    pub(super) fn parameter(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
        let annotation = children.iter().find(|child| child.shape == Shape::Type).map(|child| self.of_child(child)).unwrap_or_default();
        let pattern = children.iter().find(|child| child.shape != Shape::Type);
        let default = children.iter().find(|child| matches!(child.field, Field::Value | Field::Right)).and_then(|child| child.value);
        let name = pattern.map(|child| self.of_child(child)).unwrap_or_default();
        let pattern = pattern.and_then(|child| child.value);
        self.add(Kind::Parameter { name, annotation, default, pattern }, frame, Facts::UNKNOWN)
    }

    /// All parameters are known: the body of the function begins.
    pub(super) fn open_body(&mut self) {
        let Some(frame) = self.frames.last().copied() else { return };
        let Some(at) = frame.function else { return };
        let mut listed = Vec::new();
        for child in self.children.get(frame.children..).unwrap_or_default() {
            let Some(id) = child.value else { continue };
            match (&self.module.value(id).kind, child.shape) {
                (Kind::List(ids), Shape::Parameters) => listed.extend(ids.iter().copied()),
                _ if child.field == Field::Parameters => listed.push(id),
                _ => {}
            }
        }
        let callback_of = self.callback_of();
        let mut parameters = Vec::new();
        for (place, id) in listed.iter().enumerate() {
            let (name, annotation, default, pattern) = match self.module.value(*id).kind {
                Kind::Parameter { name, annotation, default, pattern } => (name, annotation, default, pattern.unwrap_or(*id)),
                Kind::Name { name, .. } => (name, "", None, *id),
                _ => (self.text(self.module.value(*id).span.0, self.module.value(*id).span.1), "", None, *id),
            };
            let parameter = Parameter { name, annotation, default };
            let decorators = self.module.functions.get(at).map(|function| function.decorators.clone()).unwrap_or_default();
            let facts = handler::of_parameter(&self.module, &parameter, place, &decorators, callback_of.as_deref());
            let here = self.here(*id);
            let value = self.add(Kind::Parameter { name, annotation, default, pattern: None }, &here, facts);
            self.bind_parameter(pattern, value, facts);
            parameters.push(parameter);
        }
        if let Some(function) = self.module.functions.get_mut(at) {
            function.parameters = parameters;
        }
    }

    fn bind_parameter(&mut self, pattern: ValueId, value: ValueId, facts: Facts) {
        if let Kind::Map(entries) = self.module.value(pattern).kind.clone()
            && !facts.is_input()
            && !facts.request
        {
            for (key, inner) in entries {
                let of_key = handler::of_property(&self.module, key);
                self.bind(inner, value, of_key, true);
            }
            return;
        }
        self.bind(pattern, value, facts, true);
    }

    /// Who is handed the function that is being opened: `app.get`, `window.addEventListener message`.
    fn callback_of(&self) -> Option<String> {
        let count = self.frames.len();
        let arguments = self.frames.get(count.checked_sub(2)?)?;
        let call = self.frames.get(count.checked_sub(3)?)?;
        if arguments.shape != Shape::Arguments || call.shape != Shape::Call {
            return None;
        }
        let callee = self.children.get(call.children)?.value?;
        let mut path = self.module.path(callee);
        if let Some(Kind::Text(text)) =
            self.children.get(arguments.children).and_then(|child| child.value).map(|id| &self.module.value(id).kind)
        {
            path.push(' ');
            path.push_str(text);
        }
        Some(path)
    }

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

const EVERY: &[Context] =
    &[Context::Html, Context::Shell, Context::Path, Context::Url, Context::Query, Context::Pattern, Context::Line, Context::Code];

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
