//! Source files, parsed.

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
}

impl<'a> Module<'a> {
    /// Parses a file.
    ///
    /// # Errors
    /// When it nests deeper than can be followed.
    pub fn parse(name: &'a str, language: Language, text: &'a str) -> Result<Self, super::Unreadable> {
        Ok(Self { name, language, text })
    }
}
