//! The description of the interface: OpenAPI 3.1, made from the route table and the types of the bodies.
//!
//! Nothing is written twice. Who may come, what can be refused and why, and what a path names follow from the route; the
//! rest is its [`Operation`].

use app::Conflict;
use axum::{extract::State, http::header::CONTENT_TYPE, response::IntoResponse};
use domain::{Invalid, Language};
use policy::{Action, Permit, Resource, act};
use schemars::{
    SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Body, Key, Location, Operation, Parameter, Success, Tag};
use crate::{
    extract::Caller,
    problem::{Problem, ProblemBody},
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
            "responses": refusals(&mut schemas),
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
        let facts = Facts::of(route, operation, is_for_visitors);
        let mut responses = Map::new();
        responses.insert(operation.success.status.to_string(), self.success(&operation.success));
        for refusal in REFUSALS.iter().filter(|refusal| (refusal.can_happen)(&facts)) {
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

/// What decides which refusals an operation can meet.
struct Facts {
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
    fn of(route: &Route, operation: &Operation, is_for_visitors: &impl Fn(Action) -> bool) -> Self {
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
struct Refusal {
    status: u16,
    name: &'static str,
    description: &'static str,
    can_happen: fn(&Facts) -> bool,
    example: fn() -> Problem,
}

const REFUSALS: [Refusal; 11] = [
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
fn refusals(schemas: &mut Schemas) -> Value {
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
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn described() -> Value {
        document(&crate::routes(), "https://solar.example", "__Host-sunward", |action| {
            matches!(action, Action::EstimateCreate | Action::EstimateRead | Action::SignIn)
        })
    }

    /// Method, path and description of every operation.
    fn operations(document: &Value) -> Vec<(String, String, &Value)> {
        let paths = document["paths"].as_object().unwrap();
        let methods = |(path, methods): (&String, &'_ Value)| (path.clone(), methods.as_object().unwrap().clone());
        let found: Vec<(String, Map<String, Value>)> = paths.iter().map(methods).collect();
        let names = found.iter().flat_map(|(path, methods)| methods.keys().map(|method| (method.clone(), path.clone())));
        names.map(|(method, path)| (method.clone(), path.clone(), &document["paths"][&path][&method])).collect()
    }

    /// Every value of `key`, wherever it is.
    fn all<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get(key));
                fields.values().for_each(|inner| all(inner, key, found));
            }
            Value::Array(items) => items.iter().for_each(|inner| all(inner, key, found)),
            _ => {}
        }
    }

    #[test]
    fn every_route_of_the_interface_is_described_and_nothing_else_is() {
        let routes = crate::routes();
        for route in &routes {
            assert_eq!(route.operation.is_some(), route.area == Area::Api, "{} {}", route.method.name(), route.path);
            assert_eq!(route.path.starts_with("/api/v1/"), route.area == Area::Api, "{}", route.path);
        }
        let table: BTreeSet<(String, String)> = routes
            .iter()
            .filter(|route| route.area == Area::Api)
            .map(|route| (route.method.name().to_ascii_lowercase(), route.path.to_owned()))
            .collect();
        let document = described();
        let told: BTreeSet<(String, String)> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
        assert_eq!(told, table);
        assert!(table.len() >= 30, "{}", table.len());
    }

    #[test]
    fn it_keeps_the_rules_of_openapi() {
        let document = described();
        assert_eq!(document["openapi"], "3.1.0");
        let tags: BTreeSet<&str> = document["tags"].as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
        let mut ids = BTreeSet::new();
        for (method, path, operation) in operations(&document) {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id), "{id} comes twice");
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{id}");
            assert!(tags.contains(operation["tags"][0].as_str().unwrap()), "{id}");
            let nothing = Vec::new();
            let parameters = operation["parameters"].as_array().unwrap_or(&nothing);
            let mut names = BTreeSet::new();
            for parameter in parameters {
                assert!(names.insert((parameter["in"].as_str(), parameter["name"].as_str())), "{id}");
                assert!(parameter["in"] != "path" || parameter["required"] == true, "{id}");
                assert!(parameter["schema"].is_object(), "{id}");
            }
            let declared: BTreeSet<&str> = parameters
                .iter()
                .filter(|parameter| parameter["in"] == "path")
                .filter_map(|parameter| parameter["name"].as_str())
                .collect();
            let in_path: BTreeSet<&str> = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            assert_eq!(declared, in_path, "{id}");
            assert!(method != "get" || operation["requestBody"].is_null(), "{id}");
            let responses = operation["responses"].as_object().unwrap();
            assert_eq!(responses.keys().filter(|status| status.starts_with('2')).count(), 1, "{id}");
            assert!(responses.contains_key("default") && responses.contains_key("429"), "{id}");
            assert_eq!(responses.contains_key("415"), operation["requestBody"].is_object(), "{id}");
            assert!(responses.values().all(|response| response["$ref"].is_string() || response["description"].is_string()), "{id}");
        }
        let mut refs = Vec::new();
        all(&document, "$ref", &mut refs);
        assert!(refs.len() > 100, "{}", refs.len());
        for reference in refs {
            let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        let is_name = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        let schemas = document["components"]["schemas"].as_object().unwrap();
        assert!(schemas.keys().all(is_name));
        // A digit at the end is how two types of one name are told apart: give one of them another name.
        let doubled: Vec<_> = schemas.keys().filter(|name| name.ends_with(|last: char| last.is_ascii_digit())).collect();
        assert!(doubled.is_empty(), "{doubled:?}");
    }

    #[test]
    fn every_operation_says_who_may_come() {
        let document = described();
        let by_id: BTreeMap<String, Value> = operations(&document)
            .into_iter()
            .map(|(_, _, operation)| (operation["operationId"].as_str().unwrap().to_owned(), operation["security"].clone()))
            .collect();
        assert!(by_id.values().all(Value::is_array));
        assert_eq!(by_id["look_up_place"], json!([]));
        assert_eq!(by_id["preview_estimate"], json!([{}, { "session": [] }]));
        assert_eq!(by_id["read_order"], json!([{ "session": [] }]));
        assert_eq!(document["components"]["securitySchemes"]["session"]["name"], "__Host-sunward");
        let unauthorised =
            |id: &str| operations(&document).into_iter().any(|(_, _, o)| o["operationId"] == id && o["responses"]["401"].is_object());
        assert!(unauthorised("sign_in") && unauthorised("read_order") && !unauthorised("preview_estimate"));
    }

    #[test]
    fn what_is_read_and_answered_looks_the_same_in_both() {
        let mut schemas = Schemas::new();
        for operation in crate::routes().iter().filter_map(|route| route.operation) {
            operation.body.map(|body| schemas.body(&body));
            schemas.success(&operation.success);
            for parameter in operation.parameters {
                schemas.parameter(parameter);
            }
        }
        let (read, answered) = (schemas.requests.take_definitions(true), schemas.answers.take_definitions(true));
        let shared: Vec<&String> = read.keys().filter(|name| answered.contains_key(*name)).collect();
        assert!(shared.iter().any(|name| *name == "Money"), "{shared:?}");
        for name in shared {
            assert_eq!(read[name], answered[name], "{name}");
        }
    }

    #[test]
    fn every_example_is_accepted_and_what_is_read_is_closed() {
        let document = described();
        for operation in crate::routes().iter().filter_map(|route| route.operation) {
            let Some(body) = operation.body else { continue };
            assert_eq!((body.reads)(body.example), Ok(()), "{}", operation.id);
            let mut wider: Value = serde_json::from_str(body.example).unwrap();
            wider["surplus"] = json!(1);
            let refused = (body.reads)(&wider.to_string()).unwrap_err();
            assert!(refused.starts_with("unknown field `surplus`"), "{}: {refused}", operation.id);
        }
        let mut bodies = Vec::new();
        all(&document["paths"], "requestBody", &mut bodies);
        for body in bodies {
            let reference = body["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
            let schema = document.pointer(reference.strip_prefix('#').unwrap()).unwrap();
            assert_eq!(schema["additionalProperties"], false, "{reference}");
        }
    }
}
