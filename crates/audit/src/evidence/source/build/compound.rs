//! Values that are made of others: texts, maps, sums and comparisons.

use super::Builder;
use crate::evidence::source::{
    literal::unquoted,
    origin::Facts,
    shape::Shape,
    value::{Kind, ValueId},
    walk::{Child, Frame},
};

impl<'a> Builder<'a> {
    /// A text made of parts. Chains of `+` are one list of parts.
    pub(in crate::evidence::source) fn built(&mut self, frame: &Frame, parts: Vec<ValueId>) -> ValueId {
        let facts = self.joined(&parts);
        self.add(Kind::Built(parts), frame, facts)
    }

    pub(super) fn string(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
        let parts: Vec<ValueId> = children.iter().filter_map(|child| child.value).collect();
        if children.iter().any(|child| child.shape == Shape::Interpolation) {
            return self.built(frame, parts);
        }
        self.add(Kind::Text(unquoted(self.text(frame.start, frame.end))), frame, Facts::LITERAL)
    }

    pub(super) fn map(&mut self, frame: &Frame, children: &[Child]) -> ValueId {
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

    pub(super) fn binary(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
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
}
