//! The two languages that every page, mail and contract exists in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language that we speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Language {
    /// English, as in the United States.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Spanish, as in the United States.
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// BCP 47 tag: `en` or `es`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }
    /// The language of a tag, if we speak it; regions are ignored (`es-MX` is Spanish).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or(tag);
        if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else if primary.eq_ignore_ascii_case("es") {
            Some(Self::Spanish)
        } else {
            None
        }
    }
}
