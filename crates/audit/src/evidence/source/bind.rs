//! What imports, assignments and loops do to names.

use super::{
    Language,
    build::Builder,
    flow, import,
    literal::is_plain_type,
    origin::Facts,
    shape::{Field, Shape},
    value::{Assignment, Kind, ValueId},
    walk::{Child, Frame},
};

/// The most names of one pattern that are given their values: each is looked up among those of the value.
const MOST: usize = 1_000;

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
            if bound > MOST {
                self.module.is_cut = true;
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

    pub(super) fn here(&self, id: ValueId) -> Frame {
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
}
