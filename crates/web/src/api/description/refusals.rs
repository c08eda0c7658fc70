//! What an operation can refuse: written once, and told of an operation where its route says that it can happen.

use app::Conflict;
use domain::{Invalid, Language};
use policy::Action;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Admission, Schemas};
use crate::{
    api::{Key, Location, Operation},
    problem::{Problem, ProblemBody},
    route::{Access, Method, Route},
};

/// What decides which refusals an operation can meet.
pub(super) struct Facts {
    reads_body: bool,
    /// A query, a key, or a body.
    reads: bool,
    has_path: bool,
    needs_session: bool,
    asks_policy: bool,
    changes: bool,
    conflicts: bool,
}

impl Facts {
    pub(super) fn of(route: &Route, operation: &Operation, is_for_visitors: &impl Fn(Action) -> bool) -> Self {
        let reads_body = operation.body.is_some();
        let has_query = operation.parameters.iter().any(|parameter| parameter.location != Location::Path);
        // Signing in needs no session, and wrong credentials are the same 401.
        let signs_in = route.access == Access::Action(Action::SignIn);
        Self {
            reads_body,
            reads: reads_body || has_query || operation.key != Key::NotRead,
            has_path: route.path.contains('{'),
            needs_session: signs_in || Admission::of(route.access, is_for_visitors) == Admission::SignedIn,
            asks_policy: matches!(route.access, Access::Action(_)),
            changes: route.method != Method::Get,
            conflicts: operation.conflicts,
        }
    }
}

/// A refusal that many operations share: status, name, what it means, when it can happen, and one such problem.
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) name: &'static str,
    description: &'static str,
    pub(super) can_happen: fn(&Facts) -> bool,
    example: fn() -> Problem,
}

pub(super) const REFUSALS: [Refusal; 11] = [
    Refusal {
        status: 400,
        name: "Malformed",
        description: "The body is no JSON, or the query no query.",
        can_happen: |facts| facts.reads,
        example: Problem::malformed,
    },
    Refusal {
        status: 401,
        name: "SignInNeeded",
        description: "Nobody is signed in, or the credentials do not count.",
        can_happen: |facts| facts.needs_session,
        example: Problem::sign_in_needed,
    },
    Refusal {
        status: 403,
        name: "Denied",
        description: "Policy says no to this caller, or the call did not say that it comes from this site.",
        can_happen: |facts| facts.asks_policy || facts.changes,
        example: || app::Error::Denied.into(),
    },
    Refusal {
        status: 404,
        name: "NotFound",
        description: "There is no such thing for this caller.",
        can_happen: |facts| facts.has_path || facts.asks_policy && facts.conflicts,
        example: Problem::not_found,
    },
    Refusal {
        status: 409,
        name: "Conflict",
        description: "It cannot be done in the present state; `type` says why.",
        can_happen: |facts| facts.conflicts,
        example: || app::Error::Conflict(Conflict::Changed).into(),
    },
    Refusal {
        status: 413,
        name: "TooLarge",
        description: "The body is longer than 64 KiB.",
        can_happen: |facts| facts.reads_body,
        example: Problem::too_large,
    },
    Refusal {
        status: 415,
        name: "UnsupportedMediaType",
        description: "The body is not `application/json`.",
        can_happen: |facts| facts.reads_body,
        example: Problem::unsupported_media_type,
    },
    Refusal {
        status: 422,
        name: "Invalid",
        description: "Fields were refused; `errors` names them.",
        can_happen: |facts| facts.reads,
        example: || Problem::from(Invalid::out_of_range("pitch", "0°", "60°")).renamed(|_| Some("sections[0].pitch_deg".to_owned())),
    },
    Refusal {
        status: 429,
        name: "TooMany",
        description: "Too often. `Retry-After` says how many seconds to wait.",
        can_happen: |_| true,
        example: || Problem::too_many(2),
    },
    Refusal {
        status: 500,
        name: "Broken",
        description: "Our fault. `instance` names the request in our log.",
        can_happen: |_| true,
        example: || Problem::broken("an example"),
    },
    Refusal {
        status: 503,
        name: "Busy",
        description: "Nothing is wrong with the request. `Retry-After` says how many seconds to wait.",
        can_happen: |_| true,
        example: || Problem::busy(5),
    },
];

/// The components to which the operations' refusals refer.
pub(super) fn components(schemas: &mut Schemas) -> Value {
    let schema = schemas.answers.subschema_for::<ProblemBody<'_>>();
    let mut all = Map::new();
    for refusal in &REFUSALS {
        let example = (refusal.example)().body(Language::English, Uuid::nil());
        let example = serde_json::to_value(&example).unwrap_or_default();
        let mut described = json!({
            "description": refusal.description,
            "content": { "application/problem+json": { "schema": schema, "example": example } },
        });
        if let (429 | 503, Some(fields)) = (refusal.status, described.as_object_mut()) {
            let seconds = json!({ "description": "Seconds.", "required": true, "schema": { "type": "integer", "minimum": 1 } });
            fields.insert("headers".into(), json!({ "Retry-After": seconds }));
        }
        all.insert(refusal.name.into(), described);
    }
    let other = json!({ "description": "Any other refusal.", "content": { "application/problem+json": { "schema": schema } } });
    all.insert("Other".into(), other);
    Value::Object(all)
}
