//! What kustomizations say about other files.

use std::collections::BTreeSet;

use super::{File, Object};

/// The files that are pieces of objects: what kustomizations patch with.
pub(super) fn patches(files: &[File]) -> BTreeSet<String> {
    let mut patches = BTreeSet::new();
    for (file, object) in kustomizations(files) {
        let keys = ["patches", "patchesStrategicMerge", "patchesJson6902"];
        for patch in keys.iter().flat_map(|key| object.node.list(key)) {
            if let Some(path) = patch.text_of("path").or_else(|| patch.text())
                && let Some(path) = beside(&file.name, path)
            {
                patches.insert(path);
            }
        }
    }
    patches
}

/// The namespace that a kustomization gives to a file.
pub(super) fn namespace<'a>(files: &'a [File], name: &str) -> Option<&'a str> {
    kustomizations(files).find_map(|(file, object)| {
        let namespace = object.node.text_of("namespace")?;
        let covers = object
            .node
            .texts("resources")
            .into_iter()
            .chain(object.node.texts("bases"))
            .any(|resource| beside(&file.name, resource).is_some_and(|path| name == path || name.starts_with(&format!("{path}/"))));
        covers.then_some(namespace)
    })
}

fn kustomizations(files: &[File]) -> impl Iterator<Item = (&File, &Object)> {
    let all = files.iter().flat_map(|file| file.objects.iter().map(move |object| (file, object)));
    all.filter(|(_, object)| object.group() == "kustomize.config.k8s.io")
}

/// A path as seen from a file. Text that is no path, or leaves the tree, is none.
fn beside(file: &str, path: &str) -> Option<String> {
    if path.contains('\n') || path.contains("://") {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
