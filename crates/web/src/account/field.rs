//! A field of a form as it is shown: what was typed, and what is wrong with it.

use domain::{Invalid, Language};

use crate::{extract::Typed, text};

/// One field.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    pub(super) value: String,
    pub(super) error: Option<String>,
}

impl Field {
    /// The field with what was typed and what was refused.
    pub(super) fn of(name: &'static str, typed: &Typed, refused: &[Invalid], language: Language) -> Self {
        Self { value: typed.text(name).to_owned(), ..Self::secret(name, refused, language) }
    }
    /// The same without what was typed: a password is never sent back.
    pub(super) fn secret(name: &'static str, refused: &[Invalid], language: Language) -> Self {
        let error = refused.iter().find(|invalid| invalid.field == name).map(|invalid| text::explain(invalid, language));
        Self { value: String::new(), error }
    }
}

/// What stands on top of a form that was refused.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// How many things there are to correct.
    pub(super) heading: String,
    /// Name of the field and sentence.
    pub(super) items: Vec<(&'static str, String)>,
}

/// The summary of the refused fields.
pub(super) fn summary(refused: &[Invalid], language: Language) -> Summary {
    Summary {
        heading: text::texts(language).shared.problems(u64::try_from(refused.len()).unwrap_or(u64::MAX)),
        items: refused.iter().map(|invalid| (invalid.field, text::explain(invalid, language))).collect(),
    }
}
