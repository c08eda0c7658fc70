//! From Terraform's JSON to blocks. JSON does not tell blocks from maps: only the top level is divided, the rest stays
//! settings, which checks may ask for as blocks.

use super::{
    expression::{Expression, template_of},
    section::{Assigned, Body, Written},
    value::Value,
};
use crate::evidence::{
    Unreadable,
    manifests::{Entry, Node, Value as Tree, documents},
};

/// The blocks of a text.
///
/// # Errors
/// Where the text is no JSON, or too deep.
pub(super) fn body(text: &str) -> Result<Body<Expression>, Unreadable> {
    let mut blocks = Vec::new();
    for document in documents(text)? {
        for entry in document.entries() {
            let labels = match entry.key.as_str() {
                "resource" | "data" => 2,
                "provider" | "variable" | "module" | "output" => 1,
                _ => 0,
            };
            divide(entry, &entry.key, &[], labels, &mut blocks);
        }
    }
    Ok(Body { settings: Vec::new(), blocks })
}

fn divide(entry: &Entry, kind: &str, labels: &[String], more: usize, blocks: &mut Vec<Written<Expression>>) {
    let single = std::slice::from_ref(&entry.node);
    let nodes = if entry.node.items().is_empty() { single } else { entry.node.items() };
    for node in nodes {
        if more > 0 {
            for inner in node.entries() {
                let labels: Vec<String> = labels.iter().cloned().chain([inner.key.clone()]).collect();
                divide(inner, kind, &labels, more - 1, blocks);
            }
        } else {
            let settings =
                node.entries().iter().map(|entry| Assigned { name: entry.key.clone(), line: entry.line, value: expression(&entry.node) });
            let body = Body { settings: settings.collect(), blocks: Vec::new() };
            blocks.push(Written { kind: kind.to_owned(), labels: labels.to_vec(), line: entry.line, body });
        }
    }
}

fn expression(node: &Node) -> Expression {
    match &node.value {
        Tree::List(items) => Expression::List(items.iter().map(expression).collect()),
        Tree::Map(entries) => {
            let pairs = entries.iter().map(|entry| (Expression::Literal(Value::Text(entry.key.clone())), expression(&entry.node)));
            Expression::Map(pairs.collect())
        }
        Tree::Scalar { .. } if node.is_null() => Expression::Literal(Value::Null),
        Tree::Scalar { text, plain } => {
            if let Some(value) = node.bool() {
                return Expression::Literal(Value::Bool(value));
            }
            if let (true, Ok(number)) = (*plain, text.parse()) {
                return Expression::Literal(Value::Number(number));
            }
            if text.contains("${") {
                return hcl_edit::parser::parse_template(text).map_or(Expression::Unknown, |template| template_of(template.iter()));
            }
            Expression::Literal(Value::Text(text.clone()))
        }
    }
}
