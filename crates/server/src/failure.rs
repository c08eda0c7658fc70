//! How the program ends when it cannot do what it was asked.

use std::{error::Error, fmt, process::ExitCode};

/// Why a command failed, as one line with its causes.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: Kind,
    what: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It was tried and did not succeed: exit code 1.
    Failed,
    /// The command line, the configuration or a file that was given cannot be used: exit code 2.
    Unusable,
}

impl Failure {
    /// It was tried and did not succeed.
    pub(crate) fn failed(what: impl Into<String>) -> Self {
        Self { kind: Kind::Failed, what: what.into(), source: None }
    }
    /// What was given cannot be used; nothing was tried.
    pub(crate) fn unusable(what: impl Into<String>) -> Self {
        Self { kind: Kind::Unusable, what: what.into(), source: None }
    }
    /// The same, because of `source`.
    pub(crate) fn because(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }
    /// What the process answers with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            Kind::Failed => 1,
            Kind::Unusable => 2,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        let mut said = self.what.clone();
        let mut next: Option<&dyn Error> = match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        };
        while let Some(cause) = next {
            let text = cause.to_string();
            // An error that says its cause's words would say them twice.
            if !said.contains(&text) {
                write!(f, ": {text}")?;
            }
            said = text;
            next = cause.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn a_failure_is_one_line_with_its_causes() {
        let failure = Failure::failed("cannot write x").because(Outer(std::io::Error::other("the disk is full")));
        assert_eq!(failure.to_string(), "cannot write x: outer: the disk is full");
    }

    #[test]
    fn what_was_said_is_not_said_again() {
        let failure = Failure::failed("cannot start: the disk is full").because(std::io::Error::other("the disk is full"));
        assert_eq!(failure.to_string(), "cannot start: the disk is full");
    }
}
