//! Parameters of functions, and what is handed to them.

use super::{
    Language,
    build::Builder,
    handler,
    origin::Facts,
    shape::{Field, Shape},
    value::{Kind, Parameter, ValueId},
    walk::{Child, Frame},
};

impl<'a> Builder<'a> {
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
        let decorators = self.module.functions.get(at).map(|function| function.decorators.as_slice()).unwrap_or_default();
        let route = handler::route_of(&self.module, decorators).map(|route| route.arguments.first().map(|path| path.value));
        let mut parameters = Vec::new();
        for (place, id) in listed.iter().enumerate() {
            let (name, annotation, default, pattern) = match self.module.value(*id).kind {
                Kind::Parameter { name, annotation, default, pattern } => (name, annotation, default, pattern.unwrap_or(*id)),
                Kind::Name { name, .. } => (name, "", None, *id),
                _ => (self.text(self.module.value(*id).span.0, self.module.value(*id).span.1), "", None, *id),
            };
            let parameter = Parameter { name, annotation, default };
            let facts = handler::of_parameter(&self.module, &parameter, place, route, callback_of.as_deref());
            let facts = handler::of_decorated(self.module.text_of(*id)).unwrap_or(facts);
            let facts = if place == 1 && self.resolves(&listed) { Facts::INPUT } else { facts };
            let facts = match self.handed.to_parameter(at, place) {
                Some(handed) if !facts.is_literal() && !facts.request => facts.join(handed),
                _ => facts,
            };
            let here = self.here(*id);
            let value = self.add(Kind::Parameter { name, annotation, default, pattern: None }, &here, facts);
            self.bind_parameter(pattern, value, facts);
            parameters.push(parameter);
        }
        if let Some(function) = self.module.functions.get_mut(at) {
            function.parameters = parameters;
        }
    }

    /// Whether a function answers a field of GraphQL: its first parameter goes by the name of the parent, its second are the arguments.
    fn resolves(&self, listed: &[ValueId]) -> bool {
        let first = listed.first().map(|id| self.module.text_of(*id).split(':').next().unwrap_or_default().trim()).unwrap_or_default();
        matches!(first, "_" | "__" | "parent" | "root" | "obj" | "_parent" | "_root" | "_obj")
            && !matches!(self.module.language, Language::Rust)
            && ["graphql", "GraphQL", "resolvers", "gql"].iter().any(|word| self.module.says(word))
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
}
