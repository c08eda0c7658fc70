//! Which container files the manifests of the same tree run.

use std::collections::{BTreeMap, HashMap};

use super::{Deployed, Image, Reference};
use crate::evidence::manifests::Manifests;

/// Tells every container file how the manifests run it. What a build calls its image stands in neither of them: it is taken
/// to be called by the folder that it lies in, alone or behind the name of the project (`src/cart/Dockerfile` is `cart`, and
/// `shop-cart` beside `shop-web`).
pub(crate) fn deploy(images: &mut [Image], manifests: &Manifests) {
    if images.is_empty() {
        return;
    }
    // By publisher and product.
    let mut never_root: BTreeMap<(String, String), bool> = BTreeMap::new();
    for workload in manifests.workloads() {
        for container in workload.containers() {
            let reference = Reference::of(container.image().unwrap_or_default());
            let key = (reference.publisher().to_owned(), reference.product().to_owned());
            *never_root.entry(key).or_insert(true) &= container.is_never_root();
        }
    }
    let mut shared: HashMap<(&str, &str), usize> = HashMap::new();
    for (publisher, product) in never_root.keys() {
        for prefix in prefixes(product) {
            *shared.entry((publisher.as_str(), prefix)).or_default() += 1;
        }
    }
    let mut by_name: HashMap<&str, Deployed> = HashMap::new();
    for ((publisher, product), never_root) in &never_root {
        // The prefix of most images is the project's; what one image alone begins with is a part of its own name.
        let images_with = |prefix: &&str| shared.get(&(publisher.as_str(), *prefix)).copied().unwrap_or_default();
        let project = prefixes(product).filter(|prefix| images_with(prefix) > 1).max_by_key(images_with);
        let behind = project.and_then(|project| product.strip_prefix(project));
        for name in std::iter::once(product.as_str()).chain(behind) {
            by_name.entry(name).or_insert(Deployed { never_root: true }).never_root &= never_root;
        }
    }
    for image in images {
        let nearest = image.name.split('/').rev().skip(1).find(|folder| !is_common(folder));
        image.deployed = nearest.and_then(|folder| by_name.get(folder)).copied();
    }
}

/// Parts of a name, parted by `-`, that are looked at.
const MOST_PARTS: usize = 8;

/// What a name begins with, to the end of each of its first parts, the shortest first.
fn prefixes(product: &str) -> impl Iterator<Item = &str> {
    product.match_indices('-').filter_map(|(dash, _)| product.get(..=dash)).take(MOST_PARTS)
}

/// Folders that say nothing of what is in them.
fn is_common(folder: &str) -> bool {
    matches!(folder, "src" | "source" | "docker" | "build" | "app" | "image" | "images")
}
