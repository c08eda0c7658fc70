//! The description of the interface: OpenAPI 3.1, made from the route table and the types of the bodies.
//!
//! Nothing is written twice. Who may come, what can be refused and why, and what a path names follow from the route; the
//! rest is its [`Operation`].

mod refusals;

use axum::{extract::State, http::header::CONTENT_TYPE, response::IntoResponse};
use policy::{Action, Permit, Resource, act};
use schemars::{
    SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value, json};

use super::{Body, Key, Location, Operation, Parameter, Success, Tag};
use crate::{
    extract::Caller,
    problem::Problem,
    route::{Access, Area, Method, Route, SecureRouter},
    site::Site,
};

const ABOUT: &str = "\
The same use cases as the pages', for programs.

**Authentication.** The session cookie, as `POST /api/v1/sessions` sets it (and, for visitors, `POST /api/v1/estimates`). \
A call that brings a cookie and does more than look must also say that it comes from this site, as browsers do: \
`Sec-Fetch-Site: same-origin`, or `Origin` with the address of this server. Otherwise it is refused (403 `cross-site`).

**Requests** are `application/json` and nothing else (415), at most 64 KiB (413). Unknown fields and fields that come twice \
are refused by name (422).

**Answers** may gain fields; ignore those that you do not know. Money is `{minor, currency}` in whole cents, instants are \
RFC 3339 in UTC, days `YYYY-MM-DD` where the company is, ids are texts.

**Refusals** are problem details (RFC 9457). `type` never changes, `title` and `detail` are in the language of \
`Accept-Language`, `instance` names the request for our log. What somebody may not know to exist is *not found*.

**Lists** are `{items, next}`. As long as `next` is not `null`, ask again with `cursor` set to it.

**Sending twice.** With an `Idempotency-Key` a creating call that is sent again creates nothing again and answers with what \
it created. The same key with another request is refused (409 `conflict:key-reused`).";

const READ: Operation = Operation::new("describe", Tag::Description).gives::<Map<String, Value>>("OpenAPI 3.1.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let reads = Access::Action(Action::ApiDescribe);
    router.operation(Method::Get, "/api/v1/openapi.json", reads, "this description", READ, read)
}

async fn read(State(site): State<Site>, caller: Caller) -> Result<impl IntoResponse, Problem> {
    let _: Permit<act::ApiDescribe> = site.app().permit(&caller, Resource::Company).await?;
    Ok(([(CONTENT_TYPE, "application/json")], site.description()))
}

/// The description of `routes` for a server at `origin` whose session cookie is called `cookie`. `is_for_visitors` says of
/// an action whether policy can permit it to somebody without an account.
#[must_use]
pub fn document(routes: &[Route], origin: &str, cookie: &str, is_for_visitors: impl Fn(Action) -> bool) -> Value {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    for route in routes.iter().filter(|route| route.area == Area::Api) {
        let Some(operation) = route.operation else { continue };
        let described = schemas.operation(route, &operation, &is_for_visitors);
        let at = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(methods) = at.as_object_mut() {
            methods.insert(route.method.name().to_ascii_lowercase(), described);
        }
    }
    let tags: Vec<Value> = Tag::ALL.iter().map(|tag| json!({ "name": tag.name(), "description": tag.about() })).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sunward",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": origin }],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": cookie,
                    "description": "An opaque session; it ends when it is not used. API tokens are to come.",
                },
            },
            "responses": refusals::components(&mut schemas),
            "schemas": schemas.finish(),
        },
    })
}

/// Collects the schemas of all bodies. What is read and what is answered are two views of a type: a field that may be
/// missing in a request is always there, as `null`, in an answer.
struct Schemas {
    requests: SchemaGenerator,
    answers: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let generator = |contract: Contract| {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                // The dialect is that of OpenAPI 3.1 for the whole document.
                settings.meta_schema = None;
                settings.contract = contract;
            });
            settings.into_generator()
        };
        Self { requests: generator(Contract::Deserialize), answers: generator(Contract::Serialize) }
    }

    fn operation(&mut self, route: &Route, operation: &Operation, is_for_visitors: &impl Fn(Action) -> bool) -> Value {
        let mut described = Map::new();
        described.insert("operationId".into(), operation.id.into());
        described.insert("tags".into(), json!([operation.tag.name()]));
        described.insert("summary".into(), capitalised(route.summary).into());
        if !operation.description.is_empty() {
            described.insert("description".into(), operation.description.into());
        }
        if let Access::Action(action) = route.access {
            // What policy is asked; its matrix says which roles may.
            described.insert("x-action".into(), action.name().into());
        }
        described.insert("security".into(), Admission::of(route.access, is_for_visitors).requirement());
        let mut parameters: Vec<Value> = operation.parameters.iter().map(|parameter| self.parameter(parameter)).collect();
        parameters.extend(key(operation.key));
        if !parameters.is_empty() {
            described.insert("parameters".into(), parameters.into());
        }
        if let Some(body) = &operation.body {
            described.insert("requestBody".into(), self.body(body));
        }
        described.insert("responses".into(), self.responses(route, operation, is_for_visitors));
        Value::Object(described)
    }

    fn parameter(&mut self, parameter: &Parameter) -> Value {
        let (place, required) = match parameter.location {
            Location::Path => ("path", true),
            Location::Query => ("query", false),
            Location::NeededInQuery => ("query", true),
        };
        json!({
            "name": parameter.name,
            "in": place,
            "required": required,
            "description": parameter.description,
            "schema": (parameter.schema)(&mut self.requests),
            "example": example(parameter.example),
        })
    }

    fn body(&mut self, body: &Body) -> Value {
        let example: Value = serde_json::from_str(body.example).unwrap_or_default();
        let schema = (body.schema)(&mut self.requests);
        json!({ "required": true, "content": { "application/json": { "schema": schema, "example": example } } })
    }

    fn responses(&mut self, route: &Route, operation: &Operation, is_for_visitors: &impl Fn(Action) -> bool) -> Value {
        let facts = refusals::Facts::of(route, operation, is_for_visitors);
        let mut responses = Map::new();
        responses.insert(operation.success.status.to_string(), self.success(&operation.success));
        for refusal in refusals::REFUSALS.iter().filter(|refusal| (refusal.can_happen)(&facts)) {
            responses.insert(refusal.status.to_string(), json!({ "$ref": format!("#/components/responses/{}", refusal.name) }));
        }
        responses.insert("default".into(), json!({ "$ref": "#/components/responses/Other" }));
        Value::Object(responses)
    }

    fn success(&mut self, success: &Success) -> Value {
        let mut described = json!({ "description": success.description });
        let mut headers = Map::new();
        if success.locates {
            let schema = json!({ "type": "string", "format": "uri-reference" });
            headers.insert("Location".into(), json!({ "description": "Where what was created is.", "schema": schema }));
        }
        if success.sets_session {
            headers.insert("Set-Cookie".into(), json!({ "description": "The session, when it changes.", "schema": { "type": "string" } }));
        }
        if let Some(fields) = described.as_object_mut() {
            if !headers.is_empty() {
                fields.insert("headers".into(), headers.into());
            }
            if let Some(schema) = success.schema {
                let schema = schema(&mut self.answers);
                fields.insert("content".into(), json!({ "application/json": { "schema": schema } }));
            }
        }
        described
    }

    /// All schemas that were referred to. A type that is both read and answered looks the same in both; a test holds it.
    fn finish(mut self) -> Map<String, Value> {
        let mut all = self.answers.take_definitions(true);
        for (name, schema) in self.requests.take_definitions(true) {
            all.entry(name).or_insert(schema);
        }
        all
    }
}

/// Who is let in, as far as a session goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Admission {
    Everybody,
    /// A session is not needed, but it says whose things are meant.
    Visitors,
    SignedIn,
}

impl Admission {
    fn of(access: Access, is_for_visitors: &impl Fn(Action) -> bool) -> Self {
        match access {
            Access::Public(_) => Self::Everybody,
            Access::Action(action) if is_for_visitors(action) => Self::Visitors,
            Access::SignedIn | Access::Action(_) => Self::SignedIn,
        }
    }
    /// The security requirement: any one of the list is enough, and an empty one asks for nothing.
    fn requirement(self) -> Value {
        match self {
            Self::Everybody => json!([]),
            Self::Visitors => json!([{}, { "session": [] }]),
            Self::SignedIn => json!([{ "session": [] }]),
        }
    }
}

fn key(key: Key) -> Option<Value> {
    let required = match key {
        Key::NotRead => return None,
        Key::Optional => false,
        Key::Required => true,
    };
    Some(json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": required,
        "description": "A name for this attempt, best a random UUID. The same key with the same request is done once.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[!-~]+$" },
        "example": "0b9f7f0e-3f57-4c58-8d0a-0a4c2c8f1f37",
    }))
}

/// An example in an address is text; in the description it has the type that the text stands for.
fn example(text: &str) -> Value {
    match text.parse::<u64>() {
        Ok(number) => number.into(),
        Err(_) => text.parse::<bool>().map_or_else(|_| text.into(), Value::Bool),
    }
}

/// A line of the route table as a sentence's beginning.
fn capitalised(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
