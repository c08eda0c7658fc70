//! What checks look at. Every kind of evidence is a plain value with a reader of its own, so that a check is tried
//! without a network.

pub mod answers;
pub mod components;
pub mod credential;
pub mod database;
pub mod house;
pub mod image;
pub mod manifests;
pub mod mobile;
pub mod pipeline;
pub mod site;
pub mod source;
pub mod staff;
pub mod support;
pub mod terraform;
pub mod text;

/// Why a file could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Unreadable {
    /// From 1. 0: the file as a whole.
    pub line: usize,
    /// What was wrong, in the words of the format.
    pub reason: String,
}

/// What a file turned out to be, apart from source and text.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Manifests(manifests::File),
    Terraform(terraform::File),
    Image(image::Image),
    Components(components::File),
    Pipeline(pipeline::Pipeline),
    Mobile(mobile::File),
}

/// Which trees a file may be a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A repository: anything may be in it.
    Repository,
    /// A folder of Kubernetes manifests.
    Manifests,
    /// A folder of Terraform.
    Terraform,
}

/// Whether a file is what a program's tests compare their output with, by a folder that is called so.
fn is_test_data(name: &str) -> bool {
    name.split('/').any(|part| matches!(part, "testdata" | "test-fixtures"))
}

/// A path as seen from a folder; none when it leads out of the tree.
pub(crate) fn path_from(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
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

/// Reads a file as everything that it may be. A reader that says `None` has not been meant.
pub(crate) fn pieces(purpose: Purpose, name: &str, text: &str) -> Vec<Result<Piece, Unreadable>> {
    let every = purpose == Purpose::Repository;
    let manifests = (every || purpose == Purpose::Manifests).then(|| manifests::read(name, text)).flatten();
    let terraform = (every || purpose == Purpose::Terraform).then(|| terraform::read(name, text)).flatten();
    let image = image::read(name, text);
    let components = every.then(|| components::read(name, text)).flatten();
    let pipeline = every.then(|| pipeline::read(name, text)).flatten();
    let mobile = every.then(|| mobile::read(name, text)).flatten();
    [
        manifests.map(|read| read.map(Piece::Manifests)),
        terraform.map(|read| read.map(Piece::Terraform)),
        image.map(|read| read.map(Piece::Image)),
        components.map(|read| read.map(Piece::Components)),
        pipeline.map(|read| read.map(Piece::Pipeline)),
        mobile.map(|read| read.map(Piece::Mobile)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
