//! The forms that all bodies share: instants, days, hashes, what was created.

use axum::{
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse as _, Response},
};
use domain::{Timestamp, calendar::iso_date};
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::{extract::Json, problem::Problem};

/// An instant: RFC 3339 in UTC.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instant(pub(super) Timestamp);

impl From<Timestamp> for Instant {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}
impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339())
    }
}
impl JsonSchema for Instant {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// A day of the calendar where the company is: `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Day(#[serde(with = "iso_date")] pub(super) Date);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}
impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// SHA-256 as 64 hexadecimal digits in lower case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Digest(pub(super) String);

impl From<String> for Digest {
    fn from(hexadecimal: String) -> Self {
        Self(hexadecimal)
    }
}
impl JsonSchema for Digest {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Digest".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
    }
}

/// The id of something that has no typed id here, such as any object of the trail: a UUID.
#[derive(Clone, Copy, Debug)]
pub(super) struct Universal(pub(super) Uuid);

impl Serialize for Universal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
impl JsonSchema for Universal {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Universal".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uuid" })
    }
}

/// What was created.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Created.{T}")]
pub(super) struct Created<T> {
    /// Its id.
    id: T,
}

/// 201 with the id of what is now under `folder`.
pub(super) fn created<T: std::fmt::Display + Serialize>(folder: &str, id: T) -> Result<Response, Problem> {
    let location = HeaderValue::from_str(&format!("{folder}/{id}")).map_err(Problem::broken)?;
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(Created { id })).into_response())
}
