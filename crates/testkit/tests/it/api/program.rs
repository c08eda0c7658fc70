//! A program that uses the interface by its description alone, and holds every answer against it.

use std::{collections::BTreeSet, sync::Mutex};

use boon::{Compiler, Draft, Schemas, ValidationError};
use serde_json::{Value, json};
use testkit::{Answer, Bench, Browser, Person};

pub(super) const JSON: (&str, &str) = ("content-type", "application/json");

pub(super) const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Formats are rules and no remarks.
pub(super) fn strict() -> Compiler {
    let mut compiler = Compiler::new();
    compiler.set_default_draft(Draft::V2020_12);
    compiler.enable_format_assertions();
    compiler
}

/// What is wrong with an instance, by the schema at a place. A schema that is none does not come so far.
pub(super) fn faults(mut compiler: Compiler, place: &str, instance: &Value) -> Vec<String> {
    fn leaves(error: &ValidationError<'_, '_>, found: &mut Vec<String>) {
        if error.causes.is_empty() {
            found.push(format!("{}: {}", error.instance_location, error.kind));
        }
        error.causes.iter().for_each(|cause| leaves(cause, found));
    }
    let mut schemas = Schemas::new();
    let schema = compiler.compile(place, &mut schemas).unwrap_or_else(|error| panic!("{place}: {error}"));
    let mut found = Vec::new();
    if let Err(error) = schemas.validate(instance, schema) {
        leaves(&error, &mut found);
    }
    found
}

/// The description, and which of its operations were seen to keep it.
pub(super) struct Description {
    pub(super) document: Value,
    pub(super) kept: Mutex<BTreeSet<String>>,
}

impl Description {
    pub(super) async fn of(bench: &Bench) -> Self {
        let answer = bench.browser().get("/api/v1/openapi.json").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
        let description = Self { document: serde_json::from_str(&answer.text).unwrap(), kept: Mutex::default() };
        description.check("GET", "/api/v1/openapi.json", &answer);
        description
    }
    pub(super) fn faults(&self, schema: &Value, instance: &Value) -> Vec<String> {
        let root = json!({ "$schema": DRAFT, "components": self.document["components"], "allOf": [schema] });
        let place = "https://sunward.example/description.json";
        let mut compiler = strict();
        compiler.add_resource(place, root).unwrap();
        faults(compiler, place, instance)
    }
    /// The operation that a request meets; literal parts of a path come before parameters.
    pub(super) fn operation(&self, method: &str, path: &str) -> &Value {
        let asked: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
        let fits = |template: &str| {
            let parts: Vec<&str> = template.split('/').collect();
            parts.len() == asked.len() && parts.iter().zip(&asked).all(|(part, asked)| part == asked || part.starts_with('{'))
        };
        let paths = self.document["paths"].as_object().unwrap();
        let found = paths.keys().filter(|template| fits(template)).min_by_key(|template| template.matches('{').count());
        let operation = &paths[found.unwrap_or_else(|| panic!("{path} is not described"))][method.to_lowercase()];
        assert!(operation.is_object(), "{method} {path} is not described");
        operation
    }
    /// Holds an answer against its description.
    pub(super) fn check(&self, method: &str, path: &str, answer: &Answer) {
        let operation = self.operation(method, path);
        let responses = &operation["responses"];
        let described = responses.get(answer.status.to_string()).unwrap_or(&responses["default"]);
        let described = match described["$ref"].as_str() {
            Some(reference) => self.document.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
            None => described,
        };
        let content = described["content"].as_object();
        let Some((media, content)) = content.and_then(|content| content.iter().next()) else {
            assert_eq!(answer.text, "", "{method} {path}");
            return self.keeps(operation, answer);
        };
        assert_eq!(answer.header("content-type"), media, "{method} {path}");
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        let faults = self.faults(&content["schema"], &body);
        assert!(faults.is_empty(), "{method} {path}: {faults:#?}\n{body:#}");
        self.keeps(operation, answer);
    }
    fn keeps(&self, operation: &Value, answer: &Answer) {
        if answer.status < 300 {
            self.kept.lock().unwrap().insert(operation["operationId"].as_str().unwrap().to_owned());
        }
    }
    pub(super) fn all(&self) -> BTreeSet<String> {
        let methods = self.document["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap().values());
        methods.map(|operation| operation["operationId"].as_str().unwrap().to_owned()).collect()
    }
}

/// A program that holds whatever it gets against the description.
pub(super) struct Program<'a> {
    pub(super) description: &'a Description,
    pub(super) browser: Browser,
}

impl Program<'_> {
    pub(super) async fn get(&self, path: &str) -> Value {
        let answer = self.browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        self.description.check("GET", path, &answer);
        serde_json::from_str(&answer.text).unwrap()
    }
    pub(super) async fn ask(&self, path: &str, key: Option<&str>, body: &Value) -> Answer {
        let mut headers = vec![JSON];
        headers.extend(key.map(|key| ("idempotency-key", key)));
        let answer = self.browser.send("POST", path, &headers, body.to_string()).await;
        self.description.check("POST", path, &answer);
        answer
    }
    pub(super) async fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Value {
        let answer = self.ask(path, key, body).await;
        assert!((200..300).contains(&answer.status), "{path}: {} {}", answer.status, answer.text);
        serde_json::from_str(&answer.text).unwrap_or_default()
    }
    /// Creates, and returns the id after a look at the address that the answer names.
    pub(super) async fn create(&self, path: &str, key: Option<&str>, body: &Value) -> String {
        let answer = self.ask(path, key, body).await;
        assert_eq!(answer.status, 201, "{path}: {}", answer.text);
        let id = serde_json::from_str::<Value>(&answer.text).unwrap()["id"].as_str().unwrap().to_owned();
        assert!(answer.header("location").ends_with(&id), "{path}: {}", answer.header("location"));
        assert_eq!(self.get(answer.header("location")).await["id"], id.as_str());
        id
    }
}

pub(super) async fn program<'a>(bench: &Bench, description: &'a Description, who: &Person) -> Program<'a> {
    Program { description, browser: bench.browser_of(who).await }
}
