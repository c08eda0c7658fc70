//! The description keeps the rules of OpenAPI, leaves nothing out, and its examples are accepted.

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
        let declared: BTreeSet<&str> =
            parameters.iter().filter(|parameter| parameter["in"] == "path").filter_map(|parameter| parameter["name"].as_str()).collect();
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
