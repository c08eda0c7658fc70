//! What is wrong with an input, in a form that a page can say in either language.

use serde::Serialize;

/// One field that was refused. `field` is the name the caller used for it (form field or JSON key).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Invalid {
    /// Form field or JSON key, in snake case.
    pub field: &'static str,
    /// Why it was refused.
    pub reason: Reason,
}

/// Why a field was refused. Bounds are carried as text in the unit the person typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Nothing was given.
    #[error("is required")]
    Missing,
    /// Longer than allowed.
    #[error("is longer than {max} characters")]
    TooLong {
        /// Allowed number of characters.
        max: u32,
    },
    /// Shorter than allowed.
    #[error("needs at least {min} characters")]
    TooShort {
        /// Required number of characters.
        min: u32,
    },
    /// Not a number, date, id or address of the expected shape.
    #[error("is not {expected}")]
    Malformed {
        /// What was expected, as an English noun phrase; pages translate by it.
        expected: &'static str,
    },
    /// A number or date outside its bounds.
    #[error("must be between {min} and {max}")]
    OutOfRange {
        /// Smallest accepted value.
        min: String,
        /// Largest accepted value.
        max: String,
    },
    /// Contains a character that is never part of such a value (control, direction override, line break).
    #[error("contains a character that is not allowed")]
    ForbiddenCharacter,
    /// None of the offered choices.
    #[error("is not one of the choices")]
    UnknownChoice,
    /// A password that attackers try first.
    #[error("is among the passwords that attackers try first")]
    CommonPassword,
    /// A password that is easy to guess.
    #[error("is too easy to guess")]
    GuessablePassword,
    /// The roof, place or date is one that we cannot serve.
    #[error("{why}")]
    NotServed {
        /// Why, as an English sentence; pages translate by it.
        why: &'static str,
    },
}

impl Invalid {
    /// A refusal of `field`.
    #[must_use]
    pub fn new(field: &'static str, reason: Reason) -> Self {
        Self { field, reason }
    }
    /// The field was left empty.
    #[must_use]
    pub fn missing(field: &'static str) -> Self {
        Self::new(field, Reason::Missing)
    }
    /// The field has not the shape of `expected`.
    #[must_use]
    pub fn malformed(field: &'static str, expected: &'static str) -> Self {
        Self::new(field, Reason::Malformed { expected })
    }
    /// The field is outside `min..=max`.
    pub fn out_of_range(field: &'static str, min: impl ToString, max: impl ToString) -> Self {
        Self::new(field, Reason::OutOfRange { min: min.to_string(), max: max.to_string() })
    }
}
