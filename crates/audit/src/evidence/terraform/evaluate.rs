//! Works out what can be known without a run.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap},
};

use super::{
    File,
    expression::Expression,
    is_variables,
    section::{Body, Section, Setting, Written},
    value::Value,
};

/// Expressions deeper than this are not worked out.
const DEEPEST: usize = 40;
/// Values that may be made for one folder: locals can double each other without end.
const MOST_VALUES: usize = 400_000;
/// So many bytes of text count as one value.
const BYTES_OF_VALUE: usize = 256;

/// What names mean within a folder.
pub(super) struct Scope<'a> {
    locals: HashMap<&'a str, &'a Expression>,
    variables: HashMap<&'a str, Variable<'a>>,
    /// Locals and variables that have been worked out.
    known: RefCell<HashMap<String, Value>>,
    left: Cell<usize>,
}

enum Variable<'a> {
    Written(&'a Expression),
    Known(Value),
}

/// What the variables of a folder are given.
pub(super) enum Given {
    /// Nothing: they are what they are by default.
    Nothing,
    /// What a caller hands in; what it leaves out is what it is by default.
    Arguments(HashMap<String, Value>),
    /// Something that is not known.
    Unknown,
}

impl<'a> Scope<'a> {
    pub(super) fn of(files: &[&'a File], given: Given) -> Self {
        let (mut locals, mut variables) = (HashMap::new(), HashMap::new());
        for written in files.iter().flat_map(|file| &file.body.blocks) {
            match (written.kind.as_str(), written.labels.first()) {
                ("locals", _) => locals.extend(written.body.settings.iter().map(|setting| (setting.name.as_str(), &setting.value))),
                ("variable", Some(name)) => {
                    let default = written.body.settings.iter().find(|setting| setting.name == "default");
                    variables.insert(
                        name.as_str(),
                        default.map_or(Variable::Known(Value::Unknown), |setting| Variable::Written(&setting.value)),
                    );
                }
                _ => {}
            }
        }
        for setting in files.iter().filter(|file| is_variables(&file.name)).flat_map(|file| &file.body.settings) {
            variables.insert(setting.name.as_str(), Variable::Written(&setting.value));
        }
        match given {
            Given::Nothing => {}
            Given::Arguments(arguments) => {
                let handed = arguments.into_iter().filter_map(|(name, value)| {
                    let (name, _) = variables.get_key_value(name.as_str())?;
                    Some((*name, Variable::Known(value)))
                });
                let handed: Vec<_> = handed.collect();
                variables.extend(handed);
            }
            Given::Unknown => variables.values_mut().for_each(|variable| *variable = Variable::Known(Value::Unknown)),
        }
        Self { locals, variables, known: RefCell::default(), left: Cell::new(MOST_VALUES) }
    }

    /// How many values have been made.
    pub(super) fn made(&self) -> usize {
        MOST_VALUES - self.left.get()
    }

    /// Whether a bound was reached: some values are not known for that reason alone.
    pub(super) fn is_cut(&self) -> bool {
        self.left.get() == 0
    }

    fn charge(&self, values: usize) {
        self.left.set(self.left.get().saturating_sub(values));
    }

    /// A block, worked out.
    pub(super) fn section(&self, written: &Written<Expression>, depth: usize) -> Section {
        self.charge(1 + written.labels.iter().map(String::len).sum::<usize>() / BYTES_OF_VALUE);
        let mut section = Section {
            kind: written.kind.clone(),
            labels: written.labels.clone(),
            line: written.line,
            settings: Vec::new(),
            sections: Vec::new(),
        };
        self.fill(&mut section, &written.body, depth);
        section
    }

    fn fill(&self, section: &mut Section, body: &Body<Expression>, depth: usize) {
        let settings = body.settings.iter().map(|setting| Setting {
            name: setting.name.clone(),
            line: setting.line,
            value: self.value(&setting.value, depth),
        });
        section.settings.extend(settings);
        for inner in &body.blocks {
            // `dynamic "ingress" { content { … } }` is an `ingress` whose values depend on a run.
            let dynamic = (inner.kind == "dynamic").then(|| inner.body.blocks.iter().find(|block| block.kind == "content")).flatten();
            match (dynamic, inner.labels.first()) {
                (Some(content), Some(name)) => {
                    let empty = inner
                        .body
                        .settings
                        .iter()
                        .find(|setting| setting.name == "for_each")
                        .map(|setting| self.value(&setting.value, depth));
                    if matches!(&empty, Some(Value::List(items)) if items.is_empty())
                        || matches!(&empty, Some(Value::Map(items)) if items.is_empty())
                    {
                        continue;
                    }
                    let mut section_of = self.section(content, depth + 1);
                    section_of.kind.clone_from(name);
                    section_of.line = inner.line;
                    section.sections.push(section_of);
                }
                _ => section.sections.push(self.section(inner, depth + 1)),
            }
        }
    }

    fn value(&self, expression: &Expression, depth: usize) -> Value {
        if self.left.get() == 0 || depth > DEEPEST {
            return Value::Unknown;
        }
        self.charge(1);
        let value = self.worked_out(expression, depth + 1);
        // A long text that many places name is kept by each of them.
        self.charge(bytes(&value) / BYTES_OF_VALUE);
        value
    }

    fn worked_out(&self, expression: &Expression, next: usize) -> Value {
        match expression {
            Expression::Literal(value) => value.clone(),
            Expression::List(items) => Value::List(items.iter().map(|item| self.value(item, next)).collect()),
            Expression::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|(key, value)| (text_of(&self.value(key, next)).unwrap_or_else(|| "${…}".to_owned()), self.value(value, next)))
                    .collect(),
            ),
            Expression::Way(way) => self.follow(way, next),
            Expression::Template(parts) => Value::Text(
                parts
                    .iter()
                    .map(|part| self.value(part, next))
                    .map(|value| text_of(&value).unwrap_or_else(|| placeholder(&value)))
                    .collect(),
            ),
            Expression::Call(name, arguments) => self.call(name, arguments, next),
            Expression::Choice(parts) => {
                let (condition, yes, no) = &**parts;
                match self.value(condition, next) {
                    Value::Bool(true) => self.value(yes, next),
                    Value::Bool(false) => self.value(no, next),
                    _ => {
                        let (yes, no) = (self.value(yes, next), self.value(no, next));
                        if yes == no { yes } else { Value::Unknown }
                    }
                }
            }
            Expression::Same(parts, same) => {
                let (left, right) = (self.value(&parts.0, next), self.value(&parts.1, next));
                if left.has_unknown() || right.has_unknown() { Value::Unknown } else { Value::Bool((left == right) == *same) }
            }
            Expression::Compared(parts, holds) => {
                let sides = [&parts.0, &parts.1].map(|side| self.value(side, next).number());
                if let [Some(left), Some(right)] = sides { Value::Bool(holds(&left, &right)) } else { Value::Unknown }
            }
            Expression::Both(parts) => self.decided(parts, false, next),
            Expression::Either(parts) => self.decided(parts, true, next),
            Expression::Not(inner) => self.value(inner, next).bool().map_or(Value::Unknown, |value| Value::Bool(!value)),
            Expression::Unknown => Value::Unknown,
        }
    }

    /// What two conditions come to, either of which decides alone when it is so.
    fn decided(&self, parts: &(Expression, Expression), deciding: bool, depth: usize) -> Value {
        let sides = [&parts.0, &parts.1].map(|side| self.value(side, depth).bool());
        if sides.contains(&Some(deciding)) {
            Value::Bool(deciding)
        } else if sides.contains(&None) {
            Value::Unknown
        } else {
            Value::Bool(!deciding)
        }
    }

    fn follow(&self, way: &[String], depth: usize) -> Value {
        let (root, name) = (way.first().map_or("", String::as_str), way.get(1).map(String::as_str));
        let (start, taken) = match (root, name) {
            ("var", Some(name)) => (self.variable(name, depth), 2),
            ("local", Some(name)) => (self.local(name, depth), 2),
            ("each" | "count" | "self" | "path" | "terraform", _) => return Value::Unknown,
            _ if way.len() >= 2 => {
                let parts: Vec<&str> = way.iter().map(String::as_str).filter(|part| !part.starts_with('[')).collect();
                return Value::Reference(parts.join("."));
            }
            _ => return Value::Unknown,
        };
        let steps = way.iter().skip(taken).map(|step| step.trim_matches(['[', ']']));
        steps.fold(start, |value, step| match &value {
            Value::Map(_) => value.get(step).cloned().unwrap_or(Value::Unknown),
            Value::List(items) => step.parse::<usize>().ok().and_then(|index| items.get(index).cloned()).unwrap_or(Value::Unknown),
            _ => Value::Unknown,
        })
    }

    fn variable(&self, name: &str, depth: usize) -> Value {
        match self.variables.get(name) {
            Some(Variable::Known(value)) => self.copied(value),
            Some(Variable::Written(expression)) => self.remembered(&format!("var.{name}"), expression, depth),
            None => Value::Unknown,
        }
    }

    fn local(&self, name: &str, depth: usize) -> Value {
        self.locals.get(name).map_or(Value::Unknown, |expression| self.remembered(&format!("local.{name}"), expression, depth))
    }

    fn remembered(&self, key: &str, expression: &Expression, depth: usize) -> Value {
        if let Some(value) = self.known.borrow().get(key) {
            return self.copied(value);
        }
        // What is being worked out is unknown to itself: circles end here.
        self.known.borrow_mut().insert(key.to_owned(), Value::Unknown);
        let value = self.value(expression, depth + 1);
        self.known.borrow_mut().insert(key.to_owned(), value.clone());
        value
    }

    /// A copy, as long as there is room for it.
    fn copied(&self, value: &Value) -> Value {
        let size = size(value);
        let left = self.left.get();
        if size > left {
            self.left.set(0);
            return Value::Unknown;
        }
        self.left.set(left - size);
        value.clone()
    }

    fn call(&self, name: &str, arguments: &[Expression], depth: usize) -> Value {
        let mut values: Vec<Value> = arguments.iter().map(|argument| self.value(argument, depth)).collect();
        match name {
            "jsonencode" | "tostring" | "tobool" | "tonumber" | "toset" | "tolist" | "tomap" | "sensitive" | "nonsensitive"
            | "base64encode" | "jsondecode" | "trimspace" | "chomp" | "base64gzip" => values.pop().unwrap_or(Value::Unknown),
            "concat" if values.iter().all(|value| matches!(value, Value::List(_))) => {
                Value::List(values.into_iter().flat_map(|value| if let Value::List(items) = value { items } else { Vec::new() }).collect())
            }
            "merge" if values.iter().all(|value| matches!(value, Value::Map(_))) => {
                let mut merged: BTreeMap<String, Value> = BTreeMap::new();
                merged.extend(values.into_iter().flat_map(|value| if let Value::Map(entries) = value { entries } else { Vec::new() }));
                Value::Map(merged.into_iter().collect())
            }
            "length" => match values.pop() {
                Some(Value::List(items)) => count(items.len()),
                Some(Value::Map(entries)) => count(entries.len()),
                _ => Value::Unknown,
            },
            "keys" => match values.pop() {
                Some(Value::Map(entries)) => Value::List(entries.into_iter().map(|(key, _)| Value::Text(key)).collect()),
                _ => Value::Unknown,
            },
            "lower" => values.pop().and_then(|value| value.text().map(|text| Value::Text(text.to_lowercase()))).unwrap_or(Value::Unknown),
            _ => Value::Unknown,
        }
    }
}

/// How long the texts of a value are, all together.
fn bytes(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(bytes).sum(),
        Value::Map(entries) => entries.iter().map(|(key, value)| key.len() + bytes(value)).sum(),
        _ => 0,
    }
}

fn count(things: usize) -> Value {
    u32::try_from(things).map_or(Value::Unknown, |things| Value::Number(things.into()))
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
        // Long texts weigh as much as many short ones.
        Value::Text(text) | Value::Reference(text) => text.len() / 64,
        _ => 0,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn placeholder(value: &Value) -> String {
    match value {
        Value::Reference(reference) => format!("${{{reference}}}"),
        _ => "${…}".to_owned(),
    }
}
