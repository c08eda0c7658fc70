//! From HCL to blocks.

use hcl_edit::{
    Span,
    structure::{Body as HclBody, Structure},
};

use super::{
    expression::Expression,
    section::{Assigned, Body, Written},
};
use crate::evidence::Unreadable;

/// The blocks of a text.
///
/// # Errors
/// Where the text is no HCL, or nests deeper than the parser follows.
pub(super) fn body(text: &str) -> Result<Body<Expression>, Unreadable> {
    let parsed = hcl_edit::parser::parse_body(text)
        .map_err(|error| Unreadable { line: error.location().line(), reason: format!("no HCL: {}", error.message()) })?;
    let lines = Lines::of(text);
    Ok(convert(&parsed, &lines))
}

/// Where lines begin, bytes.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index).collect())
    }
    /// The line of a byte, from 1.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|end| *end < byte) + 1
    }
}

fn convert(body: &HclBody, lines: &Lines) -> Body<Expression> {
    let (mut settings, mut blocks) = (Vec::new(), Vec::new());
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => settings.push(Assigned {
                name: attribute.key.value().as_str().to_owned(),
                line: attribute.key.span().or_else(|| attribute.span()).map_or(0, |span| lines.at(span.start)),
                value: Expression::from(&attribute.value),
            }),
            Structure::Block(block) => blocks.push(Written {
                kind: block.ident.value().as_str().to_owned(),
                labels: block.labels.iter().map(|label| label.as_str().to_owned()).collect(),
                line: block.ident.span().or_else(|| block.span()).map_or(0, |span| lines.at(span.start)),
                body: convert(&block.body, lines),
            }),
        }
    }
    Body { settings, blocks }
}
