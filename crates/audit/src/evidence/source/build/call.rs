//! Calls: who is called, on what, with what.

use super::Builder;
use crate::evidence::source::{
    flow, import,
    origin::Facts,
    shape::{Field, Shape},
    value::{Argument, Call, Kind, ValueId},
    walk::{Child, Frame},
};

impl<'a> Builder<'a> {
    pub(super) fn call(&mut self, frame: &Frame, children: &[Child]) -> Option<ValueId> {
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
                Some(Kind::Text(name)) => import::module_name(name).to_owned(),
                _ => path,
            },
            _ => path,
        };
        let facts = if tagged { Facts::LITERAL } else { flow::of_call(&self.module, &callee, method, receiver, target, &arguments) };
        let facts = self.handed.of_function(&self.module, &callee, method, receiver).map_or(facts, |handed| facts.join(handed));
        self.push_call(frame, callee, method, receiver, arguments, facts, frame.shape == Shape::New, None)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one call, known only here")]
    pub(in crate::evidence::source) fn push_call(
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
}
