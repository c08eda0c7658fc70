//! Where values come from: members, calls, and names that nothing in the file binds.

mod call;
mod cast;
mod fit;
mod member;
mod pass;
mod role;

pub(super) use call::of_call;
pub(super) use member::of_member;

use super::{Language, origin::Facts};

/// A name in capitals is a constant, wherever it is written.
pub(super) fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.bytes().any(|b| b.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

pub(super) fn of_unbound(language: Language, name: &str) -> Facts {
    let script = matches!(language, Language::JavaScript | Language::TypeScript);
    match name {
        _ if is_constant(name) => Facts::LITERAL,
        "config" | "settings" | "conf" => Facts::LOCAL,
        "__file__" | "__name__" | "__dirname" | "__filename" | "undefined" | "NaN" | "Infinity" if name.starts_with("__") || script => {
            Facts::LITERAL
        }
        _ => Facts::UNKNOWN,
    }
}
