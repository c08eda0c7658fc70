//! Expressions of Terraform, reduced to what can be worked out.

use hcl_edit::{
    expr::{BinaryOperator, Expression as Hcl, ObjectKey, TraversalOperator, UnaryOperator},
    template::Element,
};

use super::value::Value;

/// An expression.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A value as it stands.
    Literal(Value),
    /// A list.
    List(Vec<Self>),
    /// An object; keys may be expressions.
    Map(Vec<(Self, Self)>),
    /// A way to something else, such as `var`, `region`.
    Way(Vec<String>),
    /// Text with expressions in it.
    Template(Vec<Self>),
    /// A function and its arguments.
    Call(String, Vec<Self>),
    /// A condition, and what holds when it does and when it does not.
    Choice(Box<(Self, Self, Self)>),
    /// Two expressions compared: whether they must be the same.
    Same(Box<(Self, Self)>, bool),
    /// Two numbers compared.
    Compared(Box<(Self, Self)>, fn(&f64, &f64) -> bool),
    /// Two expressions that must both hold.
    Both(Box<(Self, Self)>),
    /// Two expressions one of which must hold.
    Either(Box<(Self, Self)>),
    /// The opposite.
    Not(Box<Self>),
    /// What is not worked out.
    Unknown,
}

impl From<&Hcl> for Expression {
    fn from(expression: &Hcl) -> Self {
        match expression {
            Hcl::Null(_) => Self::Literal(Value::Null),
            Hcl::Bool(value) => Self::Literal(Value::Bool(*value.value())),
            Hcl::Number(number) => number.value().as_f64().map_or(Self::Unknown, |number| Self::Literal(Value::Number(number))),
            Hcl::String(text) => Self::Literal(Value::Text(text.value().clone())),
            Hcl::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Hcl::Object(entries) => Self::Map(entries.iter().map(|(key, value)| (key_of(key), Self::from(value.expr()))).collect()),
            Hcl::StringTemplate(template) => template_of(template.iter()),
            Hcl::HeredocTemplate(heredoc) => template_of(heredoc.template.iter()),
            Hcl::Parenthesis(inner) => Self::from(inner.inner()),
            Hcl::Variable(name) => Self::Way(vec![name.value().as_str().to_owned()]),
            Hcl::Conditional(choice) => {
                let parts = (Self::from(&choice.cond_expr), Self::from(&choice.true_expr), Self::from(&choice.false_expr));
                Self::Choice(Box::new(parts))
            }
            Hcl::FuncCall(call) => {
                if call.name.is_namespaced() || call.args.expand_final() {
                    return Self::Unknown;
                }
                Self::Call(call.name.name.value().as_str().to_owned(), call.args.iter().map(Self::from).collect())
            }
            Hcl::Traversal(traversal) => way_of(&traversal.expr, &traversal.operators),
            Hcl::UnaryOp(operation) => match *operation.operator.value() {
                UnaryOperator::Not => Self::Not(Box::new(Self::from(&operation.expr))),
                UnaryOperator::Neg => match Self::from(&operation.expr) {
                    Self::Literal(Value::Number(number)) => Self::Literal(Value::Number(-number)),
                    _ => Self::Unknown,
                },
            },
            Hcl::BinaryOp(operation) => {
                let parts = || Box::new((Self::from(&operation.lhs_expr), Self::from(&operation.rhs_expr)));
                match *operation.operator.value() {
                    BinaryOperator::Eq => Self::Same(parts(), true),
                    BinaryOperator::NotEq => Self::Same(parts(), false),
                    BinaryOperator::Less => Self::Compared(parts(), f64::lt),
                    BinaryOperator::LessEq => Self::Compared(parts(), f64::le),
                    BinaryOperator::Greater => Self::Compared(parts(), f64::gt),
                    BinaryOperator::GreaterEq => Self::Compared(parts(), f64::ge),
                    BinaryOperator::And => Self::Both(parts()),
                    BinaryOperator::Or => Self::Either(parts()),
                    _ => Self::Unknown,
                }
            }
            Hcl::ForExpr(_) => Self::Unknown,
        }
    }
}

fn key_of(key: &ObjectKey) -> Expression {
    match key {
        ObjectKey::Ident(name) => Expression::Literal(Value::Text(name.value().as_str().to_owned())),
        ObjectKey::Expression(Hcl::Variable(name)) => Expression::Literal(Value::Text(name.value().as_str().to_owned())),
        ObjectKey::Expression(expression) => Expression::from(expression),
    }
}

/// A text with expressions in it. One that is nothing but an expression is that expression.
pub(super) fn template_of<'a>(elements: impl Iterator<Item = &'a Element>) -> Expression {
    let mut parts: Vec<Expression> = elements
        .map(|element| match element {
            Element::Literal(text) => Expression::Literal(Value::Text(text.value().clone())),
            Element::Interpolation(interpolation) => Expression::from(&interpolation.expr),
            Element::Directive(_) => Expression::Unknown,
        })
        .collect();
    if parts.len() == 1 { parts.pop().unwrap_or(Expression::Unknown) } else { Expression::Template(parts) }
}

/// A way to something else. Which of several things is meant plays no part: `aws_s3_bucket.logs[each.key].id` is
/// `aws_s3_bucket.logs.id`; but an element of a list that is known is found by its number or name.
fn way_of<'a>(start: &Hcl, operators: impl IntoIterator<Item = &'a hcl_edit::Decorated<TraversalOperator>>) -> Expression {
    let Hcl::Variable(root) = start else { return Expression::Unknown };
    let mut way = vec![root.value().as_str().to_owned()];
    for operator in operators {
        match operator.value() {
            TraversalOperator::GetAttr(name) => way.push(name.value().as_str().to_owned()),
            TraversalOperator::Index(Hcl::String(name)) => way.push(format!("[{}]", name.value())),
            TraversalOperator::Index(Hcl::Number(number)) => way.push(format!("[{}]", number.value())),
            TraversalOperator::LegacyIndex(number) => way.push(format!("[{}]", number.value())),
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) | TraversalOperator::Index(_) => way.push("[]".to_owned()),
        }
    }
    Expression::Way(way)
}
