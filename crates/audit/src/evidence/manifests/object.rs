//! Objects of Kubernetes.

use super::node::{Node, Value};

/// One object.
#[derive(Clone, Debug)]
pub struct Object {
    /// Such as `apps/v1`.
    pub api_version: String,
    /// Such as `Deployment`.
    pub kind: String,
    /// Its name; empty when it is generated.
    pub name: String,
    /// Its namespace, where the manifest says one.
    pub namespace: Option<String>,
    /// Where it begins, from 1.
    pub line: usize,
    /// All of it.
    pub node: Node,
}

impl Object {
    /// The group of its version, empty for the core.
    #[must_use]
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }
    /// Whether it is of a kind. Kinds of `apps` and `networking.k8s.io` once lived in `extensions`.
    #[must_use]
    pub fn is(&self, group: &str, kind: &str) -> bool {
        let moved = matches!(group, "apps" | "networking.k8s.io" | "policy") && self.group() == "extensions";
        self.kind == kind && (self.group() == group || moved)
    }
    /// Kind and name, for people.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}/{}", self.kind, self.name)
    }
    /// Its `spec`.
    #[must_use]
    pub fn spec(&self) -> Option<&Node> {
        self.node.get("spec")
    }
    /// Its namespace, or nothing.
    #[must_use]
    pub fn space(&self) -> &str {
        self.namespace.as_deref().unwrap_or_default()
    }
    /// The value of an annotation.
    #[must_use]
    pub fn annotation(&self, key: &str) -> Option<&Node> {
        self.node.at(&["metadata", "annotations"]).and_then(|annotations| annotations.get(key))
    }
}

/// The objects of a document: itself, or those of a list. A kustomization may leave out what it is.
pub(super) fn unroll(document: Node, kustomization: bool, objects: &mut Vec<Object>) {
    let text = |key: &str| document.text_of(key).map(ToOwned::to_owned);
    let (api_version, kind) = match (text("apiVersion"), text("kind")) {
        (Some(api_version), Some(kind)) => (api_version, kind),
        _ if kustomization => ("kustomize.config.k8s.io/v1beta1".to_owned(), "Kustomization".to_owned()),
        _ => return,
    };
    if kind.ends_with("List") && document.get("items").is_some() {
        let Value::Map(entries) = document.value else { return };
        let items = entries.into_iter().filter(|entry| entry.key == "items");
        for item in items.filter_map(|entry| if let Value::List(items) = entry.node.value { Some(items) } else { None }).flatten() {
            unroll(item, false, objects);
        }
        return;
    }
    let of_metadata = |key: &str| document.get("metadata").and_then(|metadata| metadata.text_of(key)).map(ToOwned::to_owned);
    objects.push(Object {
        api_version,
        kind,
        name: of_metadata("name").or_else(|| of_metadata("generateName")).unwrap_or_default(),
        namespace: of_metadata("namespace"),
        line: document.line,
        node: document,
    });
}
