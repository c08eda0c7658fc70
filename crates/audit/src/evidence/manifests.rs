//! Kubernetes manifests.
//!
//! Every object with an `apiVersion` and a `kind` is kept as a tree whose nodes know their lines; lists are unrolled.
//! Helm templates are no manifests before they are rendered: they are refused by name. What a kustomization patches
//! is a piece of an object and is not looked at as a whole one.

mod access;
mod kustomize;
mod network;
mod node;
mod object;
mod workload;
mod yaml;

pub use access::{Binding, Rule};
pub use kustomize::{FilledImages, Namespaces};
pub use network::{Direction, Policies};
pub use node::{Entry, Node, Value};
pub use object::Object;
pub use workload::{Container, Role, Workload};
pub(in crate::evidence) use yaml::documents;

use std::collections::BTreeSet;

use super::Unreadable;
use crate::{
    finding::{Observations, Place, Severity, Verdict},
    words::Words,
};

/// The objects of one file.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the tree, with `/`.
    pub name: String,
    /// In the order of the file.
    pub objects: Vec<Object>,
}

/// All objects of a system.
#[derive(Clone, Debug, Default)]
pub struct Manifests {
    /// By file.
    pub files: Vec<File>,
}

/// An object and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// The object.
    pub object: &'a Object,
}

impl Located<'_> {
    /// Notes a line of the object.
    pub fn note(&self, line: usize, evidence: &str, seen: &mut Observations) {
        seen.line(self.file, line, &format!("{}: {evidence}", self.object.title()));
    }
    /// Notes a line of the object with a severity of its own.
    pub fn note_as(&self, severity: Severity, line: usize, evidence: &str, seen: &mut Observations) {
        let place = Place::Line { file: self.file.to_owned(), line };
        seen.note(place, &format!("{}: {evidence}", self.object.title()), Some(severity));
    }
}

const NO_WORKLOADS: Words = Words { en: "because the manifests run no containers", es: "porque los manifiestos no ejecutan contenedores" };
const NONE_OF_THE_KIND: Words =
    Words { en: "because the manifests have no object of this kind", es: "porque los manifiestos no tienen ningún objeto de este tipo" };

impl Manifests {
    /// Every whole object: patches of kustomizations are left out.
    #[must_use]
    pub fn objects(&self) -> Vec<Located<'_>> {
        let patches: BTreeSet<String> = kustomize::patches(&self.files);
        let whole = self.files.iter().filter(|file| !patches.contains(&file.name));
        whole.flat_map(|file| file.objects.iter().map(|object| Located { file: &file.name, object })).collect()
    }
    /// The objects of a kind. `group` is that of the `apiVersion`, empty for the core.
    #[must_use]
    pub fn of_kind(&self, group: &str, kind: &str) -> Vec<Located<'_>> {
        self.objects().into_iter().filter(|located| located.object.is(group, kind)).collect()
    }
    /// Everything that runs pods.
    #[must_use]
    pub fn workloads(&self) -> Vec<Workload<'_>> {
        self.objects().into_iter().filter_map(Workload::of).collect()
    }
    /// The verdict over all workloads.
    pub fn over_workloads(&self, look: impl FnMut(&Workload<'_>, &mut Observations)) -> Verdict {
        Verdict::over(&self.workloads(), NO_WORKLOADS, look)
    }
    /// The verdict over all containers.
    pub fn over_containers(&self, mut look: impl FnMut(&Container<'_>, &mut Observations)) -> Verdict {
        self.over_workloads(|workload, seen| workload.containers().iter().for_each(|container| look(container, seen)))
    }
    /// The verdict over all objects of some kinds, each a group and a kind.
    pub fn over_kinds(&self, kinds: &[(&str, &str)], look: impl FnMut(&Located<'_>, &mut Observations)) -> Verdict {
        let objects: Vec<_> =
            self.objects().into_iter().filter(|located| kinds.iter().any(|(group, kind)| located.object.is(group, kind))).collect();
        Verdict::over(&objects, NONE_OF_THE_KIND, look)
    }
    /// The names of images that a build or a kustomization replaces by a version.
    #[must_use]
    pub fn filled_images(&self) -> FilledImages<'_> {
        FilledImages::of_files(&self.files)
    }
    /// The namespaces that kustomizations give.
    #[must_use]
    pub fn kustomized_namespaces(&self) -> Namespaces<'_> {
        Namespaces::of_files(&self.files)
    }
}

/// Reads a file of manifests; `None` when it is none.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Result<File, Unreadable>> {
    let (stem, end) = name.rsplit('/').next()?.rsplit_once('.').unwrap_or((name, ""));
    let kustomization = stem == "kustomization" || name.ends_with("Kustomization");
    if !matches!(end, "yaml" | "yml" | "json") && !kustomization {
        return None;
    }
    if super::is_test_data(name) {
        return None;
    }
    // In the margin, or in a list: the values of a chart only speak of versions.
    let starts = |line: &str| line.trim_start_matches(['-', ' ', '{', '"']).starts_with("apiVersion");
    let says_what_it_is =
        text.contains("kind") && text.lines().any(|line| starts(line) || end == "json" && line.contains("\"apiVersion\""));
    if !kustomization && !says_what_it_is {
        return None;
    }
    if let Some(line) = template_line(name, text).filter(|_| end != "json") {
        let reason = "a Helm template: render it first (helm template)".to_owned();
        return Some(Err(Unreadable { line, reason }));
    }
    let documents = match yaml::documents(text) {
        Ok(documents) => documents,
        // Only what says in the margin that it is a manifest was meant to be one.
        Err(unreadable) => return text.lines().any(|line| line.starts_with("apiVersion:")).then_some(Err(unreadable)),
    };
    let mut objects = Vec::new();
    for document in documents {
        object::unroll(document, kustomization, &mut objects);
    }
    (!objects.is_empty()).then(|| Ok(File { name: name.to_owned(), objects }))
}

/// The first line that a template engine has yet to fill in. Braces in quoted text are other people's templates.
fn template_line(name: &str, text: &str) -> Option<usize> {
    let below = name.starts_with("templates/") || name.contains("/templates/");
    let is_action = |line: &str| {
        line.split("{{").skip(1).any(|rest| {
            let action = rest.trim_start_matches('-').trim_start();
            let helm = [".Values", ".Release", ".Chart", "include ", "template ", "define ", "toYaml"];
            let flow = ["if ", "range ", "with ", "end", "else", "$"];
            helm.iter().any(|start| action.starts_with(start)) || (below && flow.iter().any(|start| action.starts_with(start)))
        })
    };
    text.lines().position(is_action).map(|index| index + 1)
}

#[cfg(test)]
mod tests;
