//! What kustomizations, and builds, say about other files.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{File, Object, node::Node};
use crate::evidence::{image::Reference, path_from};

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

/// The namespaces that kustomizations give to files and folders.
#[derive(Clone, Debug)]
pub struct Namespaces<'a>(HashMap<String, &'a str>);

impl<'a> Namespaces<'a> {
    pub(super) fn of_files(files: &'a [File]) -> Self {
        let mut namespaces = HashMap::new();
        for (file, object) in kustomizations(files) {
            let Some(namespace) = object.node.text_of("namespace") else { continue };
            for resource in object.node.texts("resources").into_iter().chain(object.node.texts("bases")) {
                if let Some(path) = beside(&file.name, resource) {
                    namespaces.insert(path, namespace);
                }
            }
        }
        Self(namespaces)
    }
    /// The namespace of what stands in a file.
    #[must_use]
    pub fn of(&self, file: &str) -> Option<&'a str> {
        let folders = file.match_indices('/').filter_map(|(end, _)| file.get(..end));
        folders.chain([file]).find_map(|path| self.0.get(path).copied())
    }
}

/// The names of images that stand for another: Skaffold puts the image that it builds in their place, and a kustomization
/// the version that it names.
#[derive(Clone, Debug)]
pub struct FilledImages<'a> {
    /// What Skaffold builds, wherever it runs.
    built: HashSet<&'a str>,
    /// What kustomizations name a version for: the numbers of those that do, in the order of `reaches`.
    versioned: HashMap<&'a str, Vec<usize>>,
    /// The files and folders that each file of kustomizations counts for; empty text is the whole tree.
    reaches: Vec<HashSet<String>>,
}

impl<'a> FilledImages<'a> {
    pub(super) fn of_files(files: &'a [File]) -> Self {
        let mut versioned: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut reaches: Vec<HashSet<String>> = Vec::new();
        let mut last = None;
        for (file, object) in kustomizations(files) {
            if last != Some(file.name.as_str()) {
                // An example of somebody's says nothing of what others run: it counts for its own folder, and what it lists.
                reaches.push(HashSet::from([file.name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()]));
                last = Some(file.name.as_str());
            }
            let number = reaches.len() - 1;
            let listed = ["resources", "bases", "components"].into_iter().flat_map(|key| object.node.texts(key));
            if let Some(reach) = reaches.last_mut() {
                reach.extend(listed.filter_map(|path| beside(&file.name, path)));
            }
            for image in object.node.list("images").iter().filter(|image| names_version(image)) {
                let numbers = versioned.entry(image.text_of("name").unwrap_or_default()).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        Self { built: built_images(files), versioned, reaches }
    }
    /// Whether an image that a file names stands for another.
    #[must_use]
    pub fn holds(&self, file: &str, image: &str) -> bool {
        let covers = |reach: &HashSet<String>| {
            let folders = file.match_indices('/').filter_map(|(end, _)| file.get(..end));
            folders.chain(["", file]).any(|path| reach.contains(path))
        };
        let numbers = self.versioned.get(image).map_or(&[][..], Vec::as_slice);
        self.built.contains(image) || numbers.iter().filter_map(|number| self.reaches.get(*number)).any(covers)
    }
}

/// Whether an entry of `images` fixes what it stands for.
fn names_version(image: &Node) -> bool {
    let fixes = |tag: &str| !Reference::of(&format!("image:{tag}")).is_moving();
    image.get("digest").is_some() || image.text_of("newTag").is_some_and(fixes)
}

fn built_images(files: &[File]) -> HashSet<&str> {
    let objects = files.iter().flat_map(|file| &file.objects);
    let built = objects.filter(|object| object.group() == "skaffold").flat_map(|object| {
        let profiles = object.node.list("profiles").iter();
        let artifacts = std::iter::once(&object.node).chain(profiles).filter_map(|part| part.at(&["build", "artifacts"]));
        artifacts.flat_map(Node::items).filter_map(|artifact| artifact.text_of("image"))
    });
    built.collect()
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
    path_from(file.rsplit_once('/').map_or("", |(folder, _)| folder), path)
}
