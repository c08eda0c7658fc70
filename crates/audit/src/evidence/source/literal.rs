//! Literals and plain types, as written.

/// Types whose values can do no harm as text.
pub(super) fn is_plain_type(name: &str) -> bool {
    let name = name.trim().trim_start_matches(':').trim();
    matches!(
        name,
        "int"
            | "float"
            | "bool"
            | "number"
            | "boolean"
            | "UUID"
            | "uuid.UUID"
            | "Uuid"
            | "date"
            | "datetime"
            | "Decimal"
            | "datetime.date"
            | "datetime.datetime"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
            | "char"
            | "UUID4"
            | "PositiveInt"
            | "EmailStr"
            | "IpAddr"
    )
}

/// A literal without its quotes and prefixes.
pub(super) fn unquoted(text: &str) -> &str {
    let start = text
        .find(['"', '\'', '`'])
        .filter(|at| *at <= 8 && text.get(..*at).is_some_and(|prefix| prefix.bytes().all(|b| b.is_ascii_alphabetic() || b == b'#')));
    let Some(start) = start else { return text };
    let inner = text.get(start..).unwrap_or_default().trim_end_matches('#');
    for quote in ["\"\"\"", "'''", "\"", "'", "`"] {
        if let Some(inner) = inner.strip_prefix(quote) {
            return inner.strip_suffix(quote).unwrap_or(inner);
        }
    }
    text
}
