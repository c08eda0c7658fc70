//! Files as text, whatever they are.

/// One file, as it stands or as it once stood in the history of the repository.
#[derive(Clone, Copy, Debug)]
pub struct TextFile<'a> {
    /// Relative to the tree, with `/`.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
    /// The commit that it stands in; none: it stands there now.
    pub commit: Option<&'a str>,
}
