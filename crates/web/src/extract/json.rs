//! JSON bodies, strictly: one meaning or none.

use std::{collections::HashSet, fmt};

use axum::{
    extract::{FromRequest, Request},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{body, form::media_type};
use crate::problem::Problem;

/// Objects and arrays inside each other.
const MAX_DEPTH: u8 = 32;

/// A JSON body. In a request `Content-Type` must say so; keys that come twice and more than 32 levels are refused before the value is
/// read; a type that refuses unknown fields says so itself (`#[serde(deny_unknown_fields)]`). A refusal names the field.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !media_type(request.headers()).is_some_and(|media| media.eq_ignore_ascii_case("application/json")) {
            return Err(Problem::unsupported_media_type());
        }
        parse(&body::read(request.into_body()).await?).map(Self)
    }
}

/// As an answer.
impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
            Err(error) => Problem::broken(error).into_response(),
        }
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut shape = serde_json::Deserializer::from_slice(bytes);
    Shape { depth: MAX_DEPTH }.deserialize(&mut shape).and_then(|()| shape.end()).map_err(|error| refusal("", &error))?;
    let mut value = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut value).map_err(|error| refusal(&error.path().to_string(), error.inner()))
}

/// The place and what is expected there. What was sent is not said again: it may be a secret in the wrong field.
fn refusal(path: &str, error: &serde_json::Error) -> Problem {
    if error.is_syntax() || error.is_eof() {
        return Problem::malformed();
    }
    let text = error.to_string();
    // Without where in the bytes it was: the caller knows fields, not lines.
    let reason = text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(&text);
    Problem::field(if path.is_empty() { "." } else { path }, &expectation(reason))
}

/// What serde's reason says of us; the rest of it repeats the caller's value.
fn expectation(reason: &str) -> String {
    // Ours is the last: a value may contain the same words, what we expect does not.
    let expected = reason.rsplit_once(", expected ").map(|(_, expected)| expected);
    match (reason.split_once(['`', ':', ' ']).map_or(reason, |(first, _)| first), expected) {
        ("unknown", Some(known)) => format!("is not known here; expected {known}"),
        ("unknown", None) => "is not known here".to_owned(),
        ("invalid", Some(expected)) => format!("must be {}", noun(expected)),
        ("invalid", None) => "is not what is expected here".to_owned(),
        _ => reason.to_owned(),
    }
}

/// A type of this program in the words of JSON.
fn noun(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" => "a whole number within its bounds",
        "f64" => "a number",
        "a boolean" => "true or false",
        "a string" | "a borrowed string" => "a text",
        "a sequence" => "a list",
        "string or map" => "one of the choices",
        other if other.starts_with("struct ") || other == "a map" => "an object",
        other if other.starts_with("enum ") => "one of the choices",
        other => other,
    }
}

/// Walks a value and keeps nothing but the keys of the object it is in.
#[derive(Clone, Copy)]
struct Shape {
    depth: u8,
}

impl Shape {
    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("is nested more than 32 levels deep"))?;
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for Shape {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shape {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inner = self.inner()?;
        while items.next_element_seed(inner)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let inner = self.inner()?;
        let mut keys = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if keys.contains(&key) {
                let _ = entries.next_value::<IgnoredAny>();
                return Err(A::Error::custom(format_args!("has the key {key:?} twice")));
            }
            keys.insert(key);
            entries.next_value_seed(inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Roof {
        pitch: u8,
        planes: Vec<Plane>,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Plane {
        azimuth: u16,
    }

    fn refused(text: &str) -> (u16, Vec<(String, String)>) {
        let problem = parse::<Roof>(text.as_bytes()).unwrap_err();
        (problem.status().as_u16(), problem.fields(domain::Language::English))
    }

    #[test]
    fn a_refusal_names_the_field() {
        assert_eq!(parse::<Roof>(br#"{"pitch":25,"planes":[{"azimuth":180}]}"#).unwrap().planes, [Plane { azimuth: 180 }]);
        let (status, fields) = refused(r#"{"pitch":25,"planes":[{"azimuth":180},{"azimuth":"south"}]}"#);
        assert_eq!(status, 422);
        assert_eq!(fields, [("planes[1].azimuth".to_owned(), "must be a whole number within its bounds".to_owned())]);
        let unknown = ("x".to_owned(), "is not known here; expected `pitch` or `planes`".to_owned());
        assert_eq!(refused(r#"{"pitch":25,"planes":[],"x":1}"#).1, [unknown]);
        assert_eq!(refused(r#"{"pitch":25}"#), (422, vec![(".".to_owned(), "missing field `planes`".to_owned())]));
        assert_eq!(refused(r#"{"pitch":256,"planes":[]}"#).1[0].0, "pitch");
    }

    #[test]
    fn what_was_sent_is_not_said_again() {
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Shape {
            Gable,
            Hip,
        }
        #[derive(Debug, Deserialize)]
        struct Everything {
            number: u8,
            text: String,
            list: Vec<Plane>,
            choice: Shape,
            flag: bool,
            exact: f64,
        }
        let whole =
            serde_json::json!({ "number": 1, "text": "a", "list": [{ "azimuth": 1 }], "choice": "gable", "flag": true, "exact": 0.5 });
        let parsed = parse::<Everything>(whole.to_string().as_bytes()).unwrap();
        assert!(parsed.number == 1 && parsed.text == "a" && parsed.list.len() == 1 && parsed.flag && parsed.exact > 0.0);
        assert!(matches!(parsed.choice, Shape::Gable));
        assert!(matches!(parse::<Shape>(b"\"hip\"").unwrap(), Shape::Hip));
        for secret in ["hunter2", "hunter2, expected hunter2", "`hunter2", "hunter2 at line 1", "invalid hunter2"] {
            for field in ["number", "list", "choice", "flag", "exact"] {
                let mut body = whole.clone();
                body[field] = secret.into();
                let problem = parse::<Everything>(body.to_string().as_bytes()).unwrap_err();
                let said = problem.fields(domain::Language::English);
                assert_eq!(said[0].0, field);
                assert!(!said[0].1.contains("hunter2"), "{said:?}");
            }
        }
        let mut body = whole;
        body["list"][0] = serde_json::json!(["hunter2"]);
        let said = parse::<Everything>(body.to_string().as_bytes()).unwrap_err().fields(domain::Language::English);
        assert!(!said[0].1.contains("hunter2") && !said[0].1.contains("Plane"), "{said:?}");
    }

    #[test]
    fn a_key_that_comes_twice_is_refused_also_where_nobody_looks() {
        assert_eq!(refused(r#"{"pitch":1,"pitch":2,"planes":[]}"#).0, 422);
        assert!(parse::<serde_json::Value>(br#"{"a":{"b":1,"b":1}}"#).is_err());
        assert!(parse::<serde_json::Value>(br#"{"a":{"b":1},"c":{"b":1}}"#).is_ok());
        assert!(parse::<serde_json::Value>(br#"{"a":1,"\u0061":2}"#).is_err(), "the same key in another spelling");
    }

    #[test]
    fn depth_ends_at_32() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse::<serde_json::Value>(nested(32).as_bytes()).is_ok());
        assert!(parse::<serde_json::Value>(nested(33).as_bytes()).is_err());
        assert!(parse::<serde_json::Value>("[".repeat(60_000).as_bytes()).is_err());
    }

    #[test]
    fn what_is_not_json_is_a_bad_request() {
        for text in ["", "{", "{}{}", "nul", "{'a':1}", "{\"a\":1,}", "NaN"] {
            assert_eq!(parse::<serde_json::Value>(text.as_bytes()).unwrap_err().status().as_u16(), 400, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_can_upset_it(bytes in "[\\[\\]{}\",:a-c0-9\\\\u ]{0,200}") {
            let _ = parse::<serde_json::Value>(bytes.as_bytes());
        }
    }
}
