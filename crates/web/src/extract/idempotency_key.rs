//! The caller's name for an attempt.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, request::Parts},
};

use super::Typed;
use crate::problem::Problem;

/// `Idempotency-Key`: the same key with the same request is done once. Once in a request, 1 to 64 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(pub app::IdempotencyKey);

const HEADER: &str = "idempotency-key";

/// The hidden field of forms that create something.
const FIELD: &str = "idempotency_key";

impl IdempotencyKey {
    /// A name for the attempt that a form will make.
    ///
    /// # Errors
    /// No randomness.
    pub fn fresh(app: &app::App) -> Result<String, Problem> {
        let token = vault::Token::generate(app.store().random()).map_err(app::Error::from)?;
        Ok(token.text().as_str().to_owned())
    }

    /// The name that a form carries, if it has one.
    ///
    /// # Errors
    /// It is none.
    pub fn of_form(typed: &Typed) -> Result<Option<app::IdempotencyKey>, domain::Invalid> {
        typed.optional(FIELD).map(app::IdempotencyKey::parse).transpose()
    }
}

fn read(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Problem> {
    let mut values = headers.get_all(HEADER).iter();
    let text = match (values.next(), values.next()) {
        (None, _) => return Ok(None),
        (Some(value), None) => value.to_str().unwrap_or_default(),
        (Some(_), Some(_)) => "",
    };
    Ok(Some(IdempotencyKey(app::IdempotencyKey::parse(text)?)))
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(&parts.headers)?.ok_or_else(|| domain::Invalid::missing("idempotency_key").into())
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        read(&parts.headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn is_accepted(values: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HEADER, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        read(&headers).is_ok()
    }

    #[test]
    fn a_key_is_short_visible_and_alone() {
        assert!(is_accepted(&[]) && is_accepted(&["a1-~"]) && is_accepted(&[&"k".repeat(64)]));
        for refused in ["", "a b", "é", "a\tb", &"k".repeat(65)] {
            assert!(!is_accepted(&[refused]), "{refused:?}");
        }
        assert!(!is_accepted(&["a", "a"]));
    }
}
