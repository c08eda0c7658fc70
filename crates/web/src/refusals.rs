//! What was refused in a form: said on top and at its fields.

use app::Error;
use domain::{Invalid, Language};

use crate::{problem::Problem, text::explain};

/// The refused fields of a form in the order of the page, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals {
    language: Language,
    said: Vec<(String, String)>,
}

impl Refusals {
    /// Nothing was refused.
    #[must_use]
    pub fn none(language: Language) -> Self {
        Self { language, said: Vec::new() }
    }

    /// Fields whose names are the ids of their inputs.
    #[must_use]
    pub fn of(fields: &[Invalid], language: Language) -> Self {
        let mut refusals = Self::none(language);
        for invalid in fields {
            refusals.add(invalid.field, invalid);
        }
        refusals
    }

    /// What a use case refused by its fields; every other error is a problem.
    ///
    /// # Errors
    /// The error has no fields.
    pub fn by(error: Error, language: Language) -> Result<Self, Problem> {
        match error {
            Error::Invalid(fields) => Ok(Self::of(&fields, language)),
            other => Err(other.into()),
        }
    }

    /// Adds what is wrong with the input whose id is `at`.
    pub fn add(&mut self, at: impl Into<String>, invalid: &Invalid) {
        self.said.push((at.into(), explain(invalid, self.language)));
    }

    /// The value, or nothing and why at the input whose id is the field's name.
    pub fn keep<T>(&mut self, parsed: Result<T, Invalid>) -> Option<T> {
        parsed.map_err(|invalid| self.add(invalid.field, &invalid)).ok()
    }

    /// Nothing was refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// How many, for the heading.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.said.len()).unwrap_or(u64::MAX)
    }

    /// The id of each input and what is wrong with it.
    #[must_use]
    pub fn all(&self) -> &[(String, String)] {
        &self.said
    }

    /// What is wrong with the input whose id is `field`, the first thing if there are several.
    #[must_use]
    pub fn at(&self, field: impl AsRef<str>) -> Option<&str> {
        self.said.iter().find(|(at, _)| at == field.as_ref()).map(|(_, why)| why.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_stands_on_top_and_at_its_field() {
        let mut refusals = Refusals::of(&[Invalid::missing("town")], Language::English);
        refusals.add("length_1", &Invalid::out_of_range("length", "2 m", "100 m"));
        assert_eq!(refusals.count(), 2);
        assert_eq!(refusals.at("length_1"), Some("The length of the roof must be between 2 m and 100 m."));
        assert_eq!(refusals.at("length_0"), None);
        assert_eq!(refusals.keep::<()>(Err(Invalid::missing("zip"))), None);
        assert_eq!(refusals.all().len(), 3);
    }

    #[test]
    fn what_has_no_fields_is_a_problem() {
        assert!(Refusals::by(Error::NotFound, Language::English).is_err());
    }
}
