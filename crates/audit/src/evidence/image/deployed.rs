//! Which container files the manifests of the same tree run.

use std::collections::HashMap;

use super::{Deployed, Image, Reference};
use crate::evidence::manifests::Manifests;

/// Tells every container file how the manifests run it. What a build calls its image stands in neither of them: it is taken
/// to be called by the folder that it lies in, alone or behind the name of the project (`src/cart/Dockerfile` is `cart` and
/// `shop-cart`).
pub(crate) fn deploy(images: &mut [Image], manifests: &Manifests) {
    if images.is_empty() {
        return;
    }
    let mut by_name: HashMap<String, Deployed> = HashMap::new();
    for workload in manifests.workloads() {
        for container in workload.containers() {
            let reference = Reference::of(container.image().unwrap_or_default());
            let product = reference.product();
            let never_root = container.is_never_root();
            let ends = product.match_indices('-').filter_map(|(dash, _)| product.get(dash + 1..)).take(MOST_PARTS);
            for name in std::iter::once(product).chain(ends) {
                by_name.entry(name.to_owned()).or_insert(Deployed { never_root: true }).never_root &= never_root;
            }
        }
    }
    for image in images {
        let folders = image.name.split('/').rev().skip(1);
        image.deployed = folders.filter(|folder| !is_common(folder)).find_map(|folder| by_name.get(folder)).copied();
    }
}

/// Parts of a name, parted by `-`, that are looked at.
const MOST_PARTS: usize = 8;

/// Folders that say nothing of what is in them.
fn is_common(folder: &str) -> bool {
    matches!(folder, "src" | "source" | "docker" | "build" | "app" | "image" | "images")
}
