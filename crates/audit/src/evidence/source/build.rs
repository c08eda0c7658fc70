//! The model of a file, folded together from the leaves up while its syntax tree is walked.

use super::{
    Language, Module, flow,
    origin::Facts,
    scope::Scopes,
    shape::{Field, Shape},
    value::{Argument, Call, Function, Handler, Kind, Value, ValueId},
    walk::{Child, Frame},
};

/// The walk's state: frames of nodes that are open, and what was folded so far.
pub(super) struct Builder<'a> {
    pub(super) module: Module<'a>,
    pub(super) frames: Vec<Frame>,
    pub(super) children: Vec<Child>,
    pub(super) scopes: Scopes<'a>,
    pub(super) functions: Vec<usize>,
    pub(super) tests: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(module: Module<'a>) -> Self {
        Self { module, frames: Vec::new(), children: Vec::new(), scopes: Scopes::default(), functions: Vec::new(), tests: 0 }
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
        let children = if self.children.len() > frame.children { self.children.split_off(frame.children) } else { Vec::new() };
        let value = self.fold(&frame, &children);
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

    fn fold(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
        let valued = || children.iter().filter_map(|child| child.value);
        let by = |field: Field| children.iter().find(|child| child.field == field);
        match frame.shape {
            Shape::Skip | Shape::Operator | Shape::Separator | Shape::Type | Shape::Root | Shape::ModItem | Shape::Class => None,
            Shape::Comment => {
                let text = self.text(frame.start, frame.end);
                if text.contains("SAFETY") || text.contains("Safety") {
                    self.module.safety_notes.push(frame.line + text.matches('\n').count());
                }
                None
            }
            Shape::Import => {
                self.import(frame);
                None
            }
            Shape::Name => self.name(frame),
            Shape::Text => Some(self.string(frame, children)),
            Shape::Fragment => Some(self.add(Kind::Text(self.text(frame.start, frame.end)), frame, Facts::LITERAL)),
            Shape::Template | Shape::Concatenation => {
                if children.is_empty() {
                    return Some(self.add(Kind::Text(unquoted(self.text(frame.start, frame.end))), frame, Facts::LITERAL));
                }
                Some(self.built(frame, valued().collect()))
            }
            Shape::Interpolation => valued().next(),
            Shape::Pass | Shape::Decorated => valued().next_back(),
            Shape::Number => Some(self.add(Kind::Number(self.text(frame.start, frame.end)), frame, Facts::LITERAL)),
            Shape::True => Some(self.add(Kind::Bool(true), frame, Facts::LITERAL)),
            Shape::False => Some(self.add(Kind::Bool(false), frame, Facts::LITERAL)),
            Shape::Bool => Some(self.add(Kind::Bool(self.text(frame.start, frame.end) == "true"), frame, Facts::LITERAL)),
            Shape::Null => Some(self.add(Kind::Null, frame, Facts::LITERAL)),
            Shape::Pattern => Some(self.add(Kind::Pattern(self.text(frame.start, frame.end)), frame, Facts::LITERAL)),
            Shape::Member => {
                let object = valued().next()?;
                let name = children.last().map(|child| self.of_child(child)).unwrap_or_default();
                let facts = flow::of_member(&self.module, object, name);
                Some(self.add(Kind::Member { object, name }, frame, facts))
            }
            Shape::Index => {
                let mut ids = valued();
                let (object, key) = (ids.next()?, ids.next()?);
                drop(ids);
                let facts = match self.module.value(key).kind {
                    Kind::Text(name) => flow::of_member(&self.module, object, name),
                    _ => self.facts(object),
                };
                Some(self.add(Kind::Index { object, key }, frame, facts))
            }
            Shape::Call | Shape::New => self.call(frame, children),
            Shape::Macro => self.macro_call(frame, children),
            Shape::TokenTree => Some(self.token_tree(frame, children)),
            Shape::Arguments | Shape::List => {
                let ids: Vec<_> = valued().collect();
                let facts = self.joined(&ids);
                Some(self.add(Kind::List(ids), frame, facts))
            }
            Shape::Keyword | Shape::JsxAttribute | Shape::Pair => {
                let key = children.first()?;
                let name = unquoted(self.of_child(key));
                let value = match children.iter().rev().find_map(|child| child.value).filter(|_| children.len() > 1) {
                    Some(value) => value,
                    None => self.add(Kind::Bool(true), frame, Facts::LITERAL),
                };
                let facts = self.facts(value);
                Some(self.add(Kind::Named(name, value), frame, facts))
            }
            Shape::Spread => {
                let inner = valued().next()?;
                let facts = self.facts(inner);
                Some(self.add(Kind::Spread(inner), frame, facts))
            }
            Shape::Map => Some(self.map(frame, children)),
            Shape::Binary => self.binary(frame, children),
            Shape::Compare => {
                let operator =
                    children.iter().find(|child| child.shape == Shape::Operator).map(|child| self.of_child(child)).unwrap_or_default();
                let (left, right) = (valued().next()?, valued().next_back()?);
                Some(self.add(Kind::Compare { operator, left, right }, frame, Facts::LITERAL))
            }
            Shape::Ternary => {
                let mut ids: Vec<_> =
                    children.iter().filter(|child| child.field != Field::Condition).filter_map(|child| child.value).collect();
                if self.module.language == Language::Python && ids.len() == 3 {
                    ids.remove(1);
                }
                let facts = self.joined(&ids);
                Some(self.add(Kind::Choice(ids), frame, facts))
            }
            Shape::Cast => {
                let value = valued().next()?;
                let into = children.last().map(|child| self.of_child(child)).unwrap_or_default();
                let facts = if is_plain_type(into) { Facts::LITERAL } else { self.facts(value) };
                Some(self.add(Kind::Other(vec![value]), frame, facts))
            }
            Shape::Comprehension => {
                let body = by(Field::Body).and_then(|child| child.value)?;
                let source = children.iter().find(|child| child.shape == Shape::ForClause).and_then(|child| child.value);
                let source_facts = source.map_or(Facts::LITERAL, |source| self.facts(source));
                let facts = if source_facts.is_literal() || self.facts(body).is_literal() { Facts::LITERAL } else { source_facts };
                Some(self.add(Kind::Other(std::iter::once(body).chain(source).collect()), frame, facts))
            }
            Shape::ForClause => by(Field::Right).and_then(|child| child.value),
            Shape::Assign | Shape::AddAssign | Shape::Declare | Shape::LetCondition => self.assignment(frame, children),
            Shape::AsPattern => {
                let value = valued().next()?;
                if let Some(alias) = children.last().filter(|_| children.len() > 1).and_then(|child| child.value) {
                    self.bind(alias, value, self.facts(value), false);
                }
                Some(value)
            }
            Shape::Parameters => {
                let ids: Vec<_> = valued().collect();
                Some(self.add(Kind::List(ids), frame, Facts::UNKNOWN))
            }
            Shape::Parameter => Some(self.parameter(frame, children)),
            Shape::Function => self.close_function(frame),
            Shape::Decorator => {
                if self.module.language == Language::Rust {
                    return Some(self.add(Kind::Text(self.text(frame.start, frame.end)), frame, Facts::LITERAL));
                }
                valued().next_back()
            }
            Shape::Block => {
                self.scopes.leave_block(frame.outer_block);
                None
            }
            Shape::Return => {
                if let Some(value) = valued().next() {
                    let function = self.functions.last().copied();
                    if self.tests == 0 {
                        self.module.returns.push((value, function));
                    }
                }
                None
            }
            Shape::Assert => {
                if let Some(value) = valued().next().filter(|_| self.tests == 0) {
                    self.module.asserts.push(value);
                }
                None
            }
            Shape::Catch => {
                let body =
                    children.iter().rev().find(|child| child.shape == Shape::Block).map(|child| self.of_child(child)).unwrap_or_default();
                let text = self.text(frame.start, frame.end);
                self.module.handlers.push(Handler { line: frame.line, text, body, in_test: self.tests > 0 });
                None
            }
            Shape::Unsafe => {
                if self.tests == 0 {
                    self.module.unsafe_blocks.push(frame.line);
                }
                None
            }
            Shape::Element => Some(self.element(frame, children)),
            Shape::If | Shape::For | Shape::Statement => None,
            Shape::Other => {
                let ids: Vec<_> = valued().collect();
                match ids.as_slice() {
                    [] => None,
                    [one] => Some(*one),
                    several => {
                        let facts = self.joined(several);
                        Some(self.add(Kind::Other(ids), frame, facts))
                    }
                }
            }
        }
    }

    /// A text made of parts. Chains of `+` are one list of parts.
    pub(super) fn built(&mut self, frame: &Frame, parts: Vec<ValueId>) -> ValueId {
        let facts = self.joined(&parts);
        self.add(Kind::Built(parts), frame, facts)
    }

    fn string(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
        let parts: Vec<ValueId> = children.iter().filter_map(|child| child.value).collect();
        if children.iter().any(|child| child.shape == Shape::Interpolation) {
            return self.built(frame, parts);
        }
        self.add(Kind::Text(unquoted(self.text(frame.start, frame.end))), frame, Facts::LITERAL)
    }

    fn map(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
        let mut entries = Vec::new();
        let mut facts = Facts::LITERAL;
        for child in children {
            let Some(id) = child.value else { continue };
            facts = facts.join(self.facts(id));
            entries.push(match self.module.value(id).kind {
                Kind::Named(name, value) => (name, value),
                Kind::Spread(inner) => ("...", inner),
                Kind::Function(at) => (self.module.functions.get(at).map_or("", |function| function.name), id),
                _ => (self.of_child(child), id),
            });
        }
        self.add(Kind::Map(entries), frame, facts)
    }

    fn binary(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
        let operator = children.iter().find(|child| child.shape == Shape::Operator).map(|child| self.of_child(child)).unwrap_or_default();
        let ids: Vec<_> = children.iter().filter_map(|child| child.value).collect();
        let (left, right) = (*ids.first()?, *ids.last()?);
        if ids.len() < 2 {
            return Some(left);
        }
        let is_list = |id: ValueId| matches!(self.module.value(id).kind, Kind::List(_) | Kind::Number(_));
        let is_text = |id: ValueId| matches!(self.module.definition(id).kind, Kind::Text(_) | Kind::Built(_));
        let facts = self.joined(&ids);
        Some(match operator {
            "+" if !is_list(left) && !is_list(right) => {
                // The left side is this node's alone: its parts are moved, so that a long chain stays linear.
                let own = self.module.values.get_mut(left.0).filter(|value| value.span.0 == frame.start);
                let mut parts = match own.map(|value| &mut value.kind) {
                    Some(Kind::Built(parts)) => std::mem::take(parts),
                    _ => vec![left],
                };
                parts.push(right);
                self.add(Kind::Built(parts), frame, facts)
            }
            "%" if is_text(left) => self.add(Kind::Built(ids), frame, facts),
            "||" | "&&" | "??" | "or" | "and" => self.add(Kind::Choice(ids), frame, facts),
            "==" | "===" | "!=" | "!==" | "<" | ">" | "<=" | ">=" | "in" | "not in" | "is" | "is not" | "instanceof" => {
                self.add(Kind::Compare { operator, left, right }, frame, Facts::LITERAL)
            }
            "*" => {
                let facts = self.facts(left);
                self.add(Kind::Other(ids), frame, facts)
            }
            "-" => self.add(Kind::Other(ids), frame, Facts::LITERAL),
            _ => self.add(Kind::Other(ids), frame, facts),
        })
    }

    fn call(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
        let callee = children.first()?;
        let target = callee.value?;
        let mut arguments = Vec::new();
        let mut tagged = false;
        if let Some(child) = children.iter().rev().find(|child| child.field == Field::Arguments)
            && let Some(list) = child.value
        {
            match &self.module.value(list).kind {
                Kind::List(ids) if child.shape == Shape::Arguments => {
                    arguments = ids
                        .iter()
                        .map(|id| match self.module.value(*id).kind {
                            Kind::Named(name, value) => Argument { name: Some(name), value },
                            _ => Argument { name: None, value: *id },
                        })
                        .collect();
                }
                _ => {
                    tagged = child.shape == Shape::Template;
                    arguments.push(Argument { name: None, value: list });
                }
            }
        }
        let (method, receiver) = match self.module.value(target).kind {
            Kind::Member { object, name } => (name, Some(object)),
            Kind::Name { name, .. } => (name.rsplit("::").next().unwrap_or(name), None),
            _ => ("", None),
        };
        let path = self.module.path(target);
        let callee = match path.as_str() {
            // What a module exports is called by the module's name.
            "require" | "import" => match arguments.first().map(|argument| &self.module.value(argument.value).kind) {
                Some(Kind::Text(name)) => super::import::module_name(name).to_owned(),
                _ => path,
            },
            _ => path,
        };
        let facts = if tagged { Facts::LITERAL } else { flow::of_call(&self.module, &callee, method, receiver, target, &arguments) };
        self.push_call(frame, callee, method, receiver, arguments, facts, frame.shape == Shape::New, None)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one call, known only here")]
    pub(super) fn push_call(
        &mut self,
        frame: &Frame,
        callee: String,
        method: &'a str,
        receiver: Option<ValueId>,
        arguments: Vec<Argument<'a>>,
        facts: Facts,
        constructs: bool,
        kind: Option<Kind<'a>>,
    ) -> Option<ValueId> {
        self.changed_by(method, receiver, &arguments);
        self.vouched_by(method, receiver, &arguments);
        let value = self.add(kind.unwrap_or(Kind::Call(self.module.calls.len())), frame, facts);
        let function = self.functions.last().copied();
        let in_test = self.tests > 0;
        self.module.calls.push(Call { callee, method, receiver, arguments, value, in_test, function, constructs });
        Some(value)
    }

    fn open_function(&mut self, frame: &Frame, parent: Option<Frame>) -> usize {
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
    fn decorators(&self, parent: Option<Frame>) -> Vec<ValueId> {
        let siblings = parent.and_then(|parent| self.children.get(parent.children..)).unwrap_or_default();
        siblings.iter().rev().take_while(|child| child.shape == Shape::Decorator).filter_map(|child| child.value).collect()
    }

    fn is_marked_as_test(&self, parent: Option<Frame>) -> bool {
        self.module.language == Language::Rust
            && self.decorators(parent).iter().any(|id| match self.module.value(*id).kind {
                Kind::Text(text) => {
                    text.contains("cfg(test") || text.contains("cfg(all(test") || text.ends_with("test]") || text.contains("::test(")
                }
                _ => false,
            })
    }

    fn close_function(&mut self, frame: &Frame) -> Option<ValueId> {
        self.scopes.leave_function(frame.bindings);
        self.scopes.leave_block(frame.outer_block);
        self.functions.pop();
        let at = frame.function?;
        Some(self.add(Kind::Function(at), frame, Facts::LITERAL))
    }
}

/// Types whose values can do no harm as text.
pub(super) fn is_plain_type(name: &str) -> bool {
    let name = name.trim().trim_start_matches(':').trim();
    matches!(
        name,
        "int"
            | "float"
            | "bool"
            | "number"
            | "boolean"
            | "UUID"
            | "uuid.UUID"
            | "Uuid"
            | "date"
            | "datetime"
            | "Decimal"
            | "datetime.date"
            | "datetime.datetime"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
            | "char"
            | "UUID4"
            | "PositiveInt"
            | "EmailStr"
            | "IpAddr"
    )
}

/// A literal without its quotes and prefixes.
pub(super) fn unquoted(text: &str) -> &str {
    let start = text
        .find(['"', '\'', '`'])
        .filter(|at| *at <= 8 && text.get(..*at).is_some_and(|prefix| prefix.bytes().all(|b| b.is_ascii_alphabetic() || b == b'#')));
    let Some(start) = start else { return text };
    let inner = text.get(start..).unwrap_or_default().trim_end_matches('#');
    for quote in ["\"\"\"", "'''", "\"", "'", "`"] {
        if let Some(inner) = inner.strip_prefix(quote) {
            return inner.strip_suffix(quote).unwrap_or(inner);
        }
    }
    text
}
