//! What is said to people, in the languages of the product.

use std::borrow::Cow;

/// A language of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::English, Self::Spanish];
    /// Its tag by BCP 47, as in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }
}

/// A fixed text in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
}

impl Words {
    /// The text in a language.
    #[must_use]
    pub const fn of(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Spanish => self.es,
        }
    }
}

/// A text with something of the audited system in it, in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    en: Cow<'static, str>,
    es: Cow<'static, str>,
}

impl Sentence {
    /// A text made for the occasion.
    pub fn new(en: impl Into<Cow<'static, str>>, es: impl Into<Cow<'static, str>>) -> Self {
        Self { en: en.into(), es: es.into() }
    }
    /// The text in a language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Spanish => &self.es,
        }
    }
}

/// A number of things: `1 file`, `2 files`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

impl From<Words> for Sentence {
    fn from(words: Words) -> Self {
        Self { en: Cow::Borrowed(words.en), es: Cow::Borrowed(words.es) }
    }
}
