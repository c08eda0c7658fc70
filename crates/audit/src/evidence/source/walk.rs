//! One walk over a syntax tree, without recursion: children are folded into values when their parent is left.

use std::{cell::RefCell, ops::ControlFlow};

use tree_sitter::{ParseOptions, Parser, TreeCursor};

use super::{
    Language,
    build::Builder,
    shape::{Field, Grammar, Shape},
    value::ValueId,
};
use crate::evidence::Unreadable;

/// Trees deeper than this are not followed, nodes.
const DEEPEST: usize = 2000;
/// Brackets deeper than this are not even parsed.
const DEEPEST_BRACKETS: i64 = 1000;
/// The parser reports every hundred steps; sound source takes about one step a byte.
const STEPS_PER_BYTE: usize = 40;

/// A node that has been left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) shape: Shape,
    pub(super) field: Field,
    pub(super) value: Option<ValueId>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A node that is being walked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) shape: Shape,
    pub(super) field: Field,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) line: usize,
    /// Where its children begin among all that were left and not yet folded.
    pub(super) children: usize,
    /// The function that it opened.
    pub(super) function: Option<usize>,
    /// The bindings at its start.
    pub(super) bindings: usize,
    /// Whether it opened a block, and the one around it.
    pub(super) outer_block: usize,
    /// Whether it opened a test.
    pub(super) opened_test: bool,
}

pub(super) fn parse(language: Language, jsx: bool, text: &str) -> Result<tree_sitter::Tree, Unreadable> {
    refuse_deep_brackets(text)?;
    thread_local! {
        static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
    }
    let grammar = Grammar::of(language, jsx);
    let steps_allowed = 10_000 + text.len().saturating_mul(STEPS_PER_BYTE) / 100;
    let tree = PARSER.with_borrow_mut(|parser| {
        parser.reset();
        parser.set_language(&grammar.language).ok()?;
        let mut steps = 0_usize;
        let mut bounded = |_: &tree_sitter::ParseState| {
            steps += 1;
            if steps > steps_allowed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let options = ParseOptions::new().progress_callback(&mut bounded);
        parser.parse_with_options(&mut |at, _| text.as_bytes().get(at..).unwrap_or_default(), None, Some(options))
    });
    tree.ok_or_else(|| Unreadable { line: 0, reason: "takes too long to parse".to_owned() })
}

/// Brackets that are opened and never closed cost the parser most. Those within texts count too: nobody writes so many.
fn refuse_deep_brackets(text: &str) -> Result<(), Unreadable> {
    let (mut depth, mut line) = (0_i64, 1_usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = (depth - 1).max(0),
            b'\n' => line += 1,
            _ => continue,
        }
        if depth > DEEPEST_BRACKETS {
            return Err(too_deep(line));
        }
    }
    Ok(())
}

fn too_deep(line: usize) -> Unreadable {
    Unreadable { line, reason: "nests deeper than can be followed".to_owned() }
}

pub(super) fn walk(tree: &tree_sitter::Tree, grammar: &Grammar, builder: &mut Builder<'_>) -> Result<(), Unreadable> {
    let mut cursor = tree.walk();
    loop {
        // Brackets and keywords say nothing that their parents do not: most nodes are such.
        if grammar.shape(cursor.node().kind_id()) != Shape::Skip {
            if enter(&cursor, grammar, builder) && cursor.goto_first_child() {
                if builder.frames.len() > DEEPEST {
                    return Err(too_deep(builder.frames.last().map_or(0, |frame| frame.line)));
                }
                continue;
            }
            builder.leave();
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return Ok(());
            }
            builder.leave();
        }
    }
}

/// Opens a frame for a node. Whether what is in it matters.
fn enter(cursor: &TreeCursor<'_>, grammar: &Grammar, builder: &mut Builder<'_>) -> bool {
    let node = cursor.node();
    let shape = grammar.shape(node.kind_id());
    let field = grammar.field(cursor.field_id());
    // The type of a parameter or a variable is kept as text.
    let shape = if field == Field::Type { Shape::Type } else { shape };
    let range = node.byte_range();
    builder.enter(shape, field, range.start, range.end, node.start_position().row + 1)
        && !matches!(
            shape,
            Shape::Operator
                | Shape::Separator
                | Shape::Name
                | Shape::Number
                | Shape::Fragment
                | Shape::Pattern
                | Shape::Import
                | Shape::Comment
                | Shape::Type
        )
}
