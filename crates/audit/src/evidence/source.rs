//! Source files, parsed.
//!
//! A file becomes a [`Module`]: calls with their callees and arguments, assignments, functions, attributes of elements, and
//! for every value where it comes from within its function ([`origin`]). The model is the same for all languages and is
//! made in one walk of the syntax tree.

mod asked;
mod bind;
mod build;
mod expand;
mod flow;
mod handed;
mod handler;
mod import;
mod literal;
pub mod origin;
mod parameter;
mod place;
mod scope;
mod shape;
pub mod sink;
pub mod value;
mod view;
mod vouch;
mod walk;

#[cfg(test)]
mod tests;

use value::{Assignment, Attribute, Call, Function, Handler, Value, ValueId};
pub use view::{CallView, View};

/// A language that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Rust.
    Rust,
    /// Python.
    Python,
    /// JavaScript, with JSX.
    JavaScript,
    /// TypeScript, with TSX.
    TypeScript,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::Rust, Self::Python, Self::JavaScript, Self::TypeScript];
    /// Python and what runs on Node.
    pub const WEB: &'static [Self] = &[Self::Python, Self::JavaScript, Self::TypeScript];
    /// What runs on Node and in browsers.
    pub const SCRIPT: &'static [Self] = &[Self::JavaScript, Self::TypeScript];
    /// The language of a file, by the end of its name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let end = name.rsplit_once('.')?.1;
        match end {
            "rs" => Some(Self::Rust),
            "py" | "pyi" | "pyw" => Some(Self::Python),
            "js" | "jsx" | "mjs" | "cjs" => Some(Self::JavaScript),
            "ts" | "tsx" | "mts" | "cts" => Some(Self::TypeScript),
            _ => None,
        }
    }
}

/// One parsed file.
#[derive(Debug)]
pub struct Module<'a> {
    /// Relative to the tree, with `/`.
    pub name: &'a str,
    /// Its language.
    pub language: Language,
    /// What stands in it.
    pub text: &'a str,
    /// Whether it is a test, an example or a fixture: most findings there harm nobody.
    pub is_test: bool,
    /// Whether a bound was reached before all of it was followed.
    pub(crate) is_cut: bool,
    pub(crate) values: Vec<Value<'a>>,
    pub(crate) calls: Vec<Call<'a>>,
    pub(crate) assignments: Vec<Assignment>,
    pub(crate) functions: Vec<Function<'a>>,
    pub(crate) handlers: Vec<Handler<'a>>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) imports: Vec<String>,
    pub(crate) returns: Vec<(ValueId, Option<usize>)>,
    pub(crate) asserts: Vec<ValueId>,
    pub(crate) unsafe_blocks: Vec<usize>,
    /// The last lines of comments that say why something is safe.
    pub(crate) safety_notes: Vec<usize>,
    asked: asked::Asked,
}

impl<'a> Module<'a> {
    /// Whether its developers alone run it: what reaches it from outside the file is theirs.
    #[must_use]
    pub fn is_tooling(&self) -> bool {
        // A task of Grunt is handed Grunt itself.
        let builds = || {
            place::BUILDERS.iter().any(|library| self.imports(library))
                || self.functions.iter().any(|function| function.parameters.iter().any(|parameter| parameter.name == "grunt"))
        };
        place::is_tooling(self.name) || place::may_be_tooling(self.name) && builds()
    }

    /// Parses a file.
    ///
    /// # Errors
    /// When it nests deeper than can be followed, or was written by a program.
    pub fn parse(name: &'a str, language: Language, text: &'a str) -> Result<Self, super::Unreadable> {
        if place::is_bundled(name, text) {
            return Err(super::Unreadable { line: 0, reason: "is minified: its source is to be examined instead".to_owned() });
        }
        let jsx = name.ends_with('x');
        let tree = walk::parse(language, jsx, text)?;
        let mut builder = build::Builder::new(Module::empty(name, language, text), handed::Handed::default());
        walk::walk(&tree, shape::Grammar::of(language, jsx), &mut builder)?;
        for _ in 0..handed::ROUNDS {
            let handed = handed::Handed::over(&builder.module);
            if handed == builder.handed {
                break;
            }
            builder = build::Builder::new(Module::empty(name, language, text), handed);
            walk::walk(&tree, shape::Grammar::of(language, jsx), &mut builder)?;
        }
        Ok(builder.module)
    }

    /// A file of which nothing is known yet.
    fn empty(name: &'a str, language: Language, text: &'a str) -> Self {
        Module {
            name,
            language,
            text,
            is_test: place::is_test(name),
            is_cut: false,
            values: Vec::new(),
            calls: Vec::new(),
            assignments: Vec::new(),
            functions: Vec::new(),
            handlers: Vec::new(),
            attributes: Vec::new(),
            imports: Vec::new(),
            returns: Vec::new(),
            asserts: Vec::new(),
            unsafe_blocks: Vec::new(),
            safety_notes: Vec::new(),
            asked: asked::Asked::default(),
        }
    }
}
