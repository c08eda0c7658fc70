//! What a route of the interface says about itself: data beside the handler, built in constants.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

/// A route of the interface as its description tells it. What can be read off the route itself (path, access, the
/// refusals that follow from them) is not repeated here.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name for generated clients; part of the interface, so it never changes.
    pub id: &'static str,
    /// The chapter.
    pub tag: Tag,
    /// What a caller has to know beyond the route's summary; may be empty.
    pub description: &'static str,
    /// Of path and query.
    pub parameters: &'static [Parameter],
    /// Whether it reads an `Idempotency-Key`.
    pub key: Key,
    /// What it reads.
    pub body: Option<Body>,
    /// What it answers with when it did it.
    pub success: Success,
    /// The present state may refuse it (409).
    pub conflicts: bool,
}

/// The chapters of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// What solar costs and saves, without an account.
    Estimates,
    /// Locked prices and the contract before it is signed.
    Quotes,
    /// Who calls.
    Account,
    /// Signed orders, for everybody who has to do with one.
    Orders,
    /// Changes that need a second person.
    Changes,
    /// Work that is offered to crews.
    Offers,
    /// What employees see.
    Staff,
    /// The interface itself.
    Description,
}

impl Tag {
    /// All chapters, in the order of the description.
    pub const ALL: [Self; 8] =
        [Self::Estimates, Self::Quotes, Self::Account, Self::Orders, Self::Changes, Self::Offers, Self::Staff, Self::Description];
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Estimates => "estimates",
            Self::Quotes => "quotes",
            Self::Account => "account",
            Self::Orders => "orders",
            Self::Changes => "changes",
            Self::Offers => "offers",
            Self::Staff => "staff",
            Self::Description => "description",
        }
    }
    /// What it is about.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Estimates => "What solar costs and saves on a roof. No account is needed.",
            Self::Quotes => "Locked prices, their receipts, and the contract before it is signed.",
            Self::Account => "Signing up, signing in and out, and who is signed in.",
            Self::Orders => "Signed orders: following, working on them, leaving them.",
            Self::Changes => "Changes that one person proposes and another agrees to.",
            Self::Offers => "Work that is offered to one crew at a time.",
            Self::Staff => "What employees see, each role its own.",
            Self::Description => "This document.",
        }
    }
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path, always there.
    Path,
    /// In the query, may be missing.
    Query,
    /// In the query, always there.
    NeededInQuery,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub location: Location,
    /// What it is.
    pub description: &'static str,
    /// What it looks like.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    /// One that is accepted, as it is written in the address.
    pub example: &'static str,
}

impl Parameter {
    /// A parameter of type `T`.
    #[must_use]
    pub const fn new<T: JsonSchema>(name: &'static str, location: Location, description: &'static str, example: &'static str) -> Self {
        Self { name, location, description, schema: schema_of::<T>, example }
    }
}

/// Whether a call may be sent twice under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// It creates nothing, or nothing twice.
    NotRead,
    /// `Idempotency-Key` counts if it is there.
    Optional,
    /// Without one it is refused (422).
    Required,
}

/// What an operation reads.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// What it looks like.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    /// A body as JSON text.
    pub example: &'static str,
    /// Whether a JSON text is such a body; what is wrong with it otherwise.
    pub reads: fn(&str) -> Result<(), String>,
}

/// What an operation answers with when it did it.
#[derive(Clone, Copy, Debug)]
pub struct Success {
    /// 200 to 204.
    pub status: u16,
    /// What it is, in a sentence.
    pub description: &'static str,
    /// What its JSON looks like; without one there is no body.
    pub schema: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// It names what was created in `Location`.
    pub locates: bool,
    /// It may begin, change or end the session (`Set-Cookie`).
    pub sets_session: bool,
}

impl Operation {
    /// An operation that does something and answers without a body (204).
    #[must_use]
    pub const fn new(id: &'static str, tag: Tag) -> Self {
        Self {
            id,
            tag,
            description: "",
            parameters: &[],
            key: Key::NotRead,
            body: None,
            success: Success { status: 204, description: "Done.", schema: None, locates: false, sets_session: false },
            conflicts: false,
        }
    }
    /// With what a caller has to know.
    #[must_use]
    pub const fn describe(self, description: &'static str) -> Self {
        Self { description, ..self }
    }
    /// With parameters.
    #[must_use]
    pub const fn with(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }
    /// That reads a `T`, for example `example`.
    #[must_use]
    pub const fn takes<T: JsonSchema + DeserializeOwned>(self, example: &'static str) -> Self {
        Self { body: Some(Body { schema: schema_of::<T>, example, reads: reads::<T> }), ..self }
    }
    /// That answers with a `T` (200).
    #[must_use]
    pub const fn gives<T: JsonSchema>(self, description: &'static str) -> Self {
        Self { success: Success { status: 200, description, schema: Some(schema_of::<T>), ..self.success }, ..self }
    }
    /// That answers with the `T` it created (201).
    #[must_use]
    pub const fn creates<T: JsonSchema>(self, description: &'static str) -> Self {
        Self { success: Success { status: 201, description, schema: Some(schema_of::<T>), ..self.success }, ..self }
    }
    /// That only says that it was told (202).
    #[must_use]
    pub const fn accepts(self, description: &'static str) -> Self {
        Self { success: Success { status: 202, description, ..self.success }, ..self }
    }
    /// Whose answer has a `Location`.
    #[must_use]
    pub const fn located(self) -> Self {
        Self { success: Success { locates: true, ..self.success }, ..self }
    }
    /// Whose answer may set the session cookie.
    #[must_use]
    pub const fn sets_session(self) -> Self {
        Self { success: Success { sets_session: true, ..self.success }, ..self }
    }
    /// That reads an `Idempotency-Key`.
    #[must_use]
    pub const fn keyed(self, key: Key) -> Self {
        Self { key, conflicts: true, ..self }
    }
    /// That the present state may refuse.
    #[must_use]
    pub const fn may_conflict(self) -> Self {
        Self { conflicts: true, ..self }
    }
}

// Two operations with one id would be a mistake that the description's tests find.
impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
impl Eq for Operation {}

fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

fn reads<T: DeserializeOwned>(text: &str) -> Result<(), String> {
    serde_json::from_str::<T>(text).map(|_| ()).map_err(|error| error.to_string())
}
