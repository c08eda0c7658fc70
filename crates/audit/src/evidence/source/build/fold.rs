//! A node that has been left becomes a value.

use super::Builder;
use crate::evidence::source::{
    Language, flow,
    literal::{is_plain_type, unquoted},
    origin::Facts,
    shape::{Field, Shape},
    value::{Handler, Kind, ValueId},
    walk::{Child, Frame},
};

impl<'a> Builder<'a> {
    pub(super) fn fold(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
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
                let mut facts = self.joined(&ids);
                if let (Some(condition), [yes, no]) = (by(Field::Condition).and_then(|child| child.value), ids.as_slice()) {
                    // `LIST.includes(x) ? x : 'other'`
                    facts = self.guarded(condition, *yes).join(self.facts(*no));
                }
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
}
