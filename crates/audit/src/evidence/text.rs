//! Files as text, whatever they are.

pub mod dump;
mod entropy;
mod page;
pub mod place;
pub mod secret;
mod shown;

#[cfg(test)]
mod tests;

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

impl TextFile<'_> {
    /// Its name without the folder.
    #[must_use]
    pub fn base(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(self.name)
    }
    /// A line of evidence: in which commit it stands, where it stands in none of today's files.
    #[must_use]
    pub fn told(&self, evidence: &str) -> String {
        match self.commit {
            Some(commit) => format!("{evidence} (commit {})", commit.get(..12).unwrap_or(commit)),
            None => evidence.to_owned(),
        }
    }
}
