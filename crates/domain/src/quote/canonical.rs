//! One text for one value: RFC 8785 (JCS) for documents whose numbers are all integers.
//!
//! Keys are sorted by UTF-16 code units, nothing is between tokens, strings are escaped in the one way of
//! ECMAScript. Fractions and integers beyond ±(2⁵³ − 1) are refused, because programs disagree about them;
//! a key that appears twice is refused, because programs pick different ones.

use std::collections::BTreeMap;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// The largest integer that every JSON program reads alike.
const MAX_SAFE: i64 = 9_007_199_254_740_991;

/// A document whose numbers are all integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<Key, Json>),
}

/// A key, ordered as RFC 8785 orders keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key(pub(super) String);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.encode_utf16().cmp(other.0.encode_utf16())
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The value has no canonical text, or the text is not JSON of this kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no canonical JSON: {0}")]
pub struct NotCanonical(String);

impl From<serde_json::Error> for NotCanonical {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// The canonical text of `value`.
///
/// # Errors
/// When it contains a fraction or an integer beyond ±(2⁵³ − 1).
pub fn bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    Ok(tree(value)?.to_text().into_bytes())
}

/// SHA-256 of the canonical text of `value`, 64 hexadecimal digits.
///
/// # Errors
/// Those of [`bytes`].
pub fn sha256<T: Serialize>(value: &T) -> Result<String, NotCanonical> {
    Ok(hex(&bytes(value)?))
}

/// SHA-256 of `bytes`, 64 hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The tree of `value`.
pub(super) fn tree<T: Serialize>(value: &T) -> Result<Json, NotCanonical> {
    read(&serde_json::to_vec(value)?)
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Json, NotCanonical> {
    Ok(serde_json::from_slice(bytes)?)
}

impl Json {
    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Integer(value) => out.push_str(&value.to_string()),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(entries) => {
                out.push('{');
                for (i, (key, value)) in entries.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    write_text(&key.0, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A string with the escapes of ECMAScript's `JSON.stringify`.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Where two documents differ first: path, value in `stated`, value in `computed`.
pub(super) fn first_difference(path: &str, stated: &Json, computed: &Json) -> Option<(String, String, String)> {
    match (stated, computed) {
        (Json::Object(left), Json::Object(right)) if left.keys().eq(right.keys()) => {
            left.iter().zip(right.values()).find_map(|((key, left), right)| {
                let path = if path.is_empty() { key.0.clone() } else { format!("{path}.{}", key.0) };
                first_difference(&path, left, right)
            })
        }
        (Json::List(left), Json::List(right)) if left.len() == right.len() => {
            left.iter().zip(right).enumerate().find_map(|(i, (left, right))| first_difference(&format!("{path}[{i}]"), left, right))
        }
        _ if stated == computed => None,
        _ => Some((path.to_owned(), stated.to_text(), computed.to_text())),
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON whose numbers are integers within ±(2^53 - 1)")
    }
    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }
    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        if (-MAX_SAFE..=MAX_SAFE).contains(&value) { Ok(Json::Integer(value)) } else { Err(E::custom("an integer beyond 2^53 - 1")) }
    }
    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        self.visit_i64(i64::try_from(value).unwrap_or(i64::MAX))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some((key, value)) = access.next_entry::<String, Json>()? {
            if entries.insert(Key(key), value).is_some() {
                return Err(A::Error::custom("a key that appears twice"));
            }
        }
        Ok(Json::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_and_strings_are_written_as_rfc_8785_shows() {
        // Section 3.2.3 of the RFC: keys sorted by UTF-16 code units.
        let text = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
        let sorted: Vec<String> = match read(text.as_bytes()).unwrap() {
            Json::Object(entries) => entries.values().map(Json::to_text).collect(),
            other => panic!("{other:?}"),
        };
        let expected = [
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh",
        ];
        assert_eq!(sorted, expected.map(|name| format!("\"{name}\"")));
        // Section 3.2.2.2: strings.
        let escaped = read(br#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/""#).unwrap().to_text();
        assert_eq!(escaped, r#""€$\u000f\nA'B\"\\\\\"/""#);
    }

    #[test]
    fn what_programs_read_differently_is_refused() {
        for bad in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":{"b":1,"b":2}}"#,
            "1.0",
            "1e2",
            "-0",
            "9007199254740992",
            "-9007199254740992",
            "18446744073709551616",
            "NaN",
            "[1,]",
            "1 2",
            "\"\\ud800\"",
            "",
        ] {
            assert!(read(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(read("[".repeat(100_000).as_bytes()).is_err());
        assert_eq!(
            read(b" [ 9007199254740991 , -9007199254740991, null, true ] ").unwrap().to_text(),
            "[9007199254740991,-9007199254740991,null,true]"
        );
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    fn documents() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            (-MAX_SAFE..=MAX_SAFE).prop_map(Json::Integer),
            any::<String>().prop_map(Json::Text)
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
                prop::collection::btree_map(any::<String>().prop_map(Key), inner, 0..6).prop_map(Json::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_canonical_text_is_read_back_and_written_alike(document in documents()) {
            let text = document.to_text();
            prop_assert_eq!(&read(text.as_bytes()).unwrap(), &document);
            prop_assert_eq!(first_difference("", &document, &document), None);
        }
    }
}
