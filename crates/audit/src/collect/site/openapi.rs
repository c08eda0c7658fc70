//! What an interface is said to offer: an OpenAPI document.

use serde_json::Value;

use super::{Asking, client::Ask};
use crate::evidence::Unreadable;

/// Operations of an interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    pub(super) operations: Vec<Operation>,
    /// Whether anything at all is said to need signing in.
    pub(super) guarded: bool,
    /// Whether there are more operations than are kept.
    pub(super) is_cut: bool,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Operation {
    /// In capital letters.
    pub(super) method: String,
    /// With `{names}` in it.
    pub(super) path: String,
    /// Names of text parameters of the query.
    pub(super) query: Vec<String>,
    /// Whether it is said to need signing in.
    pub(super) secured: bool,
    /// Whether its path or a tag says that it is for administrators.
    pub(super) privileged: bool,
}

/// The largest document that is read, bytes.
const LARGEST: usize = 16 << 20;
/// More operations are not looked at.
const MOST: usize = 2000;

impl Description {
    /// Reads a document in JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable { line: 0, reason: "larger than 16 MiB".to_owned() });
        }
        let document: Value = serde_json::from_str(text).map_err(|error| Unreadable { line: error.line(), reason: error.to_string() })?;
        let paths = document.get("paths").and_then(Value::as_object);
        let paths = paths.ok_or_else(|| Unreadable { line: 1, reason: "no OpenAPI document: it has no `paths`".to_owned() })?;
        let prefix = prefix(&document);
        let everywhere = document.get("security").map(required);
        let mut description = Self::default();
        for (path, item) in paths {
            for method in ["get", "post", "put", "patch", "delete"] {
                let Some(operation) = item.get(method) else { continue };
                if description.operations.len() >= MOST {
                    description.is_cut = true;
                    break;
                }
                let secured = operation.get("security").map(required).or(everywhere).unwrap_or(false);
                description.guarded |= secured;
                description.operations.push(Operation {
                    method: method.to_ascii_uppercase(),
                    path: format!("{prefix}{path}"),
                    query: query(&document, item, operation),
                    secured,
                    privileged: privileged(path, operation),
                });
            }
        }
        Ok(description)
    }
}

/// An empty list, and an empty alternative in it, ask for nothing.
fn required(security: &Value) -> bool {
    security.as_array().is_some_and(|ways| !ways.is_empty() && ways.iter().all(|way| way.as_object().is_some_and(|way| !way.is_empty())))
}

/// The path of the first server.
fn prefix(document: &Value) -> String {
    let url = document.pointer("/servers/0/url").or_else(|| document.get("basePath")).and_then(Value::as_str).unwrap_or_default();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => url,
    };
    path.trim_end_matches('/').to_owned()
}

fn privileged(path: &str, operation: &Value) -> bool {
    let mut words = path.split(['/', '-', '_']).map(str::to_ascii_lowercase);
    let tags = operation.get("tags").and_then(Value::as_array);
    let tagged = tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_ascii_lowercase);
    let of_administrators = |word: String| {
        ["admin", "administration", "administrator", "internal", "management", "superuser", "backoffice", "root"].contains(&word.as_str())
    };
    words.any(of_administrators) || tagged.into_iter().any(of_administrators)
}

/// Names of parameters of the query that take text, of the path item and of the operation.
fn query(document: &Value, item: &Value, operation: &Value) -> Vec<String> {
    let lists = [item, operation].into_iter().filter_map(|of| of.get("parameters")?.as_array());
    let mut names = Vec::new();
    for parameter in lists.flatten() {
        let reference = parameter.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        let parameter = reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(parameter);
        let kind = parameter.pointer("/schema/type").or_else(|| parameter.get("type")).and_then(Value::as_str).unwrap_or("string");
        if parameter.get("in").and_then(Value::as_str) == Some("query")
            && kind == "string"
            && let Some(name) = parameter.get("name").and_then(Value::as_str)
        {
            names.push(name.to_owned());
        }
    }
    names
}

impl Asking<'_> {
    /// The document that was given, or the one that the site shows.
    pub(super) async fn description(&mut self) -> Option<Description> {
        if let Some(description) = &self.options.description {
            return Some(description.clone());
        }
        let shown = ["file/openapi.json", "file/swagger.json", "file/v3/api-docs"];
        let target = self
            .site
            .exchanges
            .iter()
            .find(|exchange| shown.contains(&exchange.probe.as_str()) && exchange.accepted() && exchange.body.contains("\"paths\""));
        let target = target.map(|exchange| exchange.target.clone())?;
        // The recorded body is a beginning only.
        let answer = self.client.ask(&Ask::get(target)).await.ok()?;
        Description::read(&answer.body).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::Description;

    #[test]
    fn operations_are_read_with_what_guards_them() {
        let text = r##"{"openapi":"3.1.0","servers":[{"url":"https://a.example/v1/"}],"security":[{"bearer":[]}],
            "components":{"parameters":{"q":{"in":"query","name":"q","schema":{"type":"string"}}}},
            "paths":{"/orders":{"get":{"parameters":[{"$ref":"#/components/parameters/q"},{"in":"query","name":"n","schema":{"type":"integer"}}]}},
            "/health":{"get":{"security":[]}},"/admin/users":{"delete":{}}}}"##;
        let description = Description::read(text).unwrap();
        let find = |path: &str| description.operations.iter().find(|operation| operation.path == path).unwrap();
        assert_eq!((find("/v1/orders").query.as_slice(), find("/v1/orders").secured), (["q".to_owned()].as_slice(), true));
        assert!(!find("/v1/health").secured && find("/v1/admin/users").privileged && !find("/v1/orders").privileged);
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in any::<String>(), inside in "[\\[\\]{}\":,a-z/]{0,60}") {
            let _ = Description::read(&text);
            let _ = Description::read(&format!("{{\"paths\":{inside}}}"));
        }
    }
}
