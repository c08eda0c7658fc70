//! Where a value may come from, and in which places it could still do harm.

/// Where a value comes from, the least dangerous first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Written in the source, or made harmless for the place that it goes to.
    Literal,
    /// From whoever starts the program: arguments, environment, configuration.
    Local,
    /// Not known within this function.
    Unknown,
    /// From a request, or from another page.
    Input,
}

/// A place where a value does harm unless it is made fit for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Text of a page.
    Html,
    /// A command line.
    Shell,
    /// The name of a file.
    Path,
    /// An address that is requested or redirected to.
    Url,
    /// A query.
    Query,
    /// A regular expression.
    Pattern,
    /// A line of a log or a header.
    Line,
    /// A program, a template, a serialized object.
    Code,
}

impl Context {
    const fn bit(self) -> u8 {
        match self {
            Self::Html => 1,
            Self::Shell => 2,
            Self::Path => 4,
            Self::Url => 8,
            Self::Query => 16,
            Self::Pattern => 32,
            Self::Line => 64,
            Self::Code => 128,
        }
    }
}

/// For each context, where a value may come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    input: u8,
    unknown: u8,
    local: u8,
    /// It is the request itself: what is taken from it is input.
    pub(crate) request: bool,
}

impl Facts {
    pub(crate) const LITERAL: Self = Self { input: 0, unknown: 0, local: 0, request: false };
    pub(crate) const LOCAL: Self = Self { input: 0, unknown: 0, local: u8::MAX, request: false };
    pub(crate) const UNKNOWN: Self = Self { input: 0, unknown: u8::MAX, local: 0, request: false };
    pub(crate) const INPUT: Self = Self { input: u8::MAX, unknown: 0, local: 0, request: false };
    pub(crate) const REQUEST: Self = Self { input: 0, unknown: u8::MAX, local: 0, request: true };

    /// Of a value that holds both.
    pub(crate) const fn join(self, other: Self) -> Self {
        Self {
            input: self.input | other.input,
            unknown: self.unknown | other.unknown,
            local: self.local | other.local,
            request: self.request || other.request,
        }
    }
    /// Of the same value, made fit for some contexts.
    pub(crate) fn fit_for(self, contexts: &[Context]) -> Self {
        let mask = contexts.iter().fold(u8::MAX, |mask, context| mask & !context.bit());
        Self { input: self.input & mask, unknown: self.unknown & mask, local: self.local & mask, request: false }
    }
    /// Where a value may come from when it arrives in a context.
    pub(crate) const fn origin(self, context: Context) -> Origin {
        let bit = context.bit();
        if self.input & bit != 0 {
            Origin::Input
        } else if self.unknown & bit != 0 {
            Origin::Unknown
        } else if self.local & bit != 0 {
            Origin::Local
        } else {
            Origin::Literal
        }
    }
    /// Whether anything of it is input.
    pub(crate) const fn is_input(self) -> bool {
        self.input != 0
    }
    /// What of it is input, and nothing else.
    pub(crate) const fn only_input(self) -> Self {
        Self { input: self.input, unknown: 0, local: 0, request: false }
    }
    pub(crate) const fn is_literal(self) -> bool {
        self.input == 0 && self.unknown == 0 && self.local == 0
    }
}
