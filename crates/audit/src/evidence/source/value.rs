//! Values, calls and functions of a file: what all languages have in common.

use super::origin::Facts;

/// A value within its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub(crate) usize);

/// What a value is.
#[derive(Clone, Debug)]
pub enum Kind<'a> {
    /// A literal text, as written between its quotes.
    Text(&'a str),
    /// A number, as written.
    Number(&'a str),
    /// True or false.
    Bool(bool),
    /// Nothing: `None`, `null`, `undefined`.
    Null,
    /// A regular expression, as written.
    Pattern(&'a str),
    /// A name, and what was last assigned to it.
    Name {
        /// As written; a Rust path whole.
        name: &'a str,
        /// Its last value within the function.
        definition: Option<ValueId>,
        /// The import that it stands for.
        import: Option<usize>,
    },
    /// A parameter of a function.
    Parameter {
        /// Its name, or the pattern that it is taken apart by.
        name: &'a str,
        /// Its type as written, or empty.
        annotation: &'a str,
        /// What it is when nothing is passed.
        default: Option<ValueId>,
        /// The pattern, where it is more than a name.
        pattern: Option<ValueId>,
    },
    /// Something under a name: an argument, a member, an attribute.
    Named(&'a str, ValueId),
    /// A member of an object.
    Member {
        /// Of which.
        object: ValueId,
        /// Which.
        name: &'a str,
    },
    /// An element.
    Index {
        /// Of what.
        object: ValueId,
        /// Which.
        key: ValueId,
    },
    /// A text made of parts: concatenation, template, format string.
    Built(Vec<ValueId>),
    /// A call, by its place in the list of calls.
    Call(usize),
    /// A list, a tuple, a set.
    List(Vec<ValueId>),
    /// A dictionary, an object, a struct. Spread members have the key `...`.
    Map(Vec<(&'a str, ValueId)>),
    /// One of several.
    Choice(Vec<ValueId>),
    /// A comparison.
    Compare {
        /// Such as `==` or `in`.
        operator: &'a str,
        /// Left of it.
        left: ValueId,
        /// Right of it.
        right: ValueId,
    },
    /// A function, by its place in the list of functions.
    Function(usize),
    /// Whatever a list or a map is opened into.
    Spread(ValueId),
    /// Something else, with the values in it.
    Other(Vec<ValueId>),
}

/// A value: what it is, where it stands, where it comes from.
#[derive(Clone, Debug)]
pub struct Value<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Where it begins and ends, bytes.
    pub span: (usize, usize),
    /// From 1.
    pub line: usize,
    pub(crate) facts: Facts,
}

/// An argument of a call.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    /// Its name, where it is passed by name.
    pub name: Option<&'a str>,
    /// What is passed.
    pub value: ValueId,
}

/// A call of a function, a method, a constructor or a macro.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// Who is called, imports and aliases resolved: `hashlib.md5`, `child_process.exec`, `sqlite3.connect().cursor().execute`.
    pub callee: String,
    /// The last part of it.
    pub method: &'a str,
    /// On what it is called.
    pub receiver: Option<ValueId>,
    /// What is passed.
    pub arguments: Vec<Argument<'a>>,
    /// The call as a value.
    pub value: ValueId,
    /// Whether it stands in a test of this file.
    pub in_test: bool,
    /// The innermost function around it.
    pub function: Option<usize>,
    /// Whether it is a `new` expression.
    pub constructs: bool,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    /// Its name, or the pattern that it is taken apart by.
    pub name: &'a str,
    /// Its type as written, or empty.
    pub annotation: &'a str,
    /// What it is when nothing is passed.
    pub default: Option<ValueId>,
}

/// A function, a method or a closure.
#[derive(Clone, Debug)]
pub struct Function<'a> {
    /// Empty for one without a name.
    pub name: &'a str,
    /// From 1.
    pub line: usize,
    /// Where it begins and ends, bytes.
    pub span: (usize, usize),
    /// In order.
    pub parameters: Vec<Parameter<'a>>,
    /// Decorators and attributes.
    pub decorators: Vec<ValueId>,
    /// Whether it stands in a test of this file.
    pub in_test: bool,
    /// The functions that stand around it: the innermost.
    pub outer: Option<usize>,
}

/// What is assigned to what.
#[derive(Clone, Copy, Debug)]
pub struct Assignment {
    /// A name, a member, an element, a pattern.
    pub target: ValueId,
    /// The new value.
    pub value: ValueId,
    /// From 1.
    pub line: usize,
    /// Whether it stands in a test of this file.
    pub in_test: bool,
    /// Whether the old value is kept and added to.
    pub adds: bool,
    /// The innermost function around it.
    pub function: Option<usize>,
}

/// A block that catches what was thrown.
#[derive(Clone, Copy, Debug)]
pub struct Handler<'a> {
    /// From 1.
    pub line: usize,
    /// The whole clause.
    pub text: &'a str,
    /// What stands in its block.
    pub body: &'a str,
    /// Whether it stands in a test of this file.
    pub in_test: bool,
}

/// An attribute of an element of a page.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    /// The element's name.
    pub element: &'a str,
    /// Which element, counted from the start of the file.
    pub number: usize,
    /// Its name.
    pub name: &'a str,
    /// Its value; none for one without.
    pub value: Option<ValueId>,
    /// From 1.
    pub line: usize,
}
