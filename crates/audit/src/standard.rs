//! Numbers of the standards: OWASP Top 10 categories and ASVS 5.0 requirements.

mod weakness;

use std::fmt;

pub use weakness::owasp_of;

/// An edition of the OWASP Top 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// The one that the company's audit goes by.
    Of2021,
    /// The one after it.
    Of2025,
}

impl Edition {
    fn year(self) -> &'static str {
        match self {
            Self::Of2021 => "2021",
            Self::Of2025 => "2025",
        }
    }
}

/// A category of the OWASP Top 10, such as `A03:2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Category {
    edition: Edition,
    number: u8,
}

impl Category {
    /// Every category of an edition, A01 to A10.
    pub fn all(edition: Edition) -> impl Iterator<Item = Self> {
        (1..=10).map(move |number| Self { edition, number })
    }
    /// Parses exactly `A01:2021` to `A10:2021`, or the same of 2025.
    #[must_use]
    pub fn parse(edition: Edition, text: &str) -> Option<Self> {
        Self::all(edition).find(|category| category.to_string() == text)
    }
    /// Its edition.
    #[must_use]
    pub fn edition(self) -> Edition {
        self.edition
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "A{:02}:{}", self.number, self.edition.year())
    }
}

/// The level of an ASVS requirement: from whom it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// From every application.
    L1,
    /// From those with data worth protecting.
    L2,
    /// From those on which much depends.
    L3,
}

impl Level {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "L1" => Some(Self::L1),
            "L2" => Some(Self::L2),
            "L3" => Some(Self::L3),
            _ => None,
        }
    }
}

/// A requirement of ASVS 5.0, such as `V1.2.4`, and its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Requirement {
    chapter: u8,
    section: u8,
    number: u8,
    /// From whom it is asked.
    pub level: Level,
}

/// Chapters of ASVS 5.0.
const CHAPTERS: u8 = 17;

impl Requirement {
    pub(crate) fn parse(text: &str, level: Level) -> Option<Self> {
        let mut parts = text.strip_prefix('V')?.split('.').map(|part| part.parse::<u8>().ok().filter(|number| *number > 0));
        let (chapter, section, number) = (parts.next()??, parts.next()??, parts.next()??);
        let found = Self { chapter, section, number, level };
        // One spelling only: no sign, no leading zero, nothing after the third number.
        (chapter <= CHAPTERS && found.to_string() == text).then_some(found)
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V{}.{}.{}", self.chapter, self.section, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Category, Edition, Level, Requirement};

    #[test]
    fn a_category_has_one_spelling() {
        for text in ["A01:2021", "A10:2021"] {
            assert_eq!(Category::parse(Edition::Of2021, text).unwrap().to_string(), text);
        }
        for text in ["A00:2021", "A11:2021", "A1:2021", "a01:2021", "A01:2025", "A01", ""] {
            assert_eq!(Category::parse(Edition::Of2021, text), None, "{text}");
        }
    }

    #[test]
    fn a_requirement_has_one_spelling() {
        assert_eq!(Requirement::parse("V13.2.10", Level::L2).unwrap().to_string(), "V13.2.10");
        for text in ["V18.1.1", "V0.1.1", "V1.2", "V1.2.3.4", "V01.2.3", "V1.+2.3", "1.2.3", "V1.2.", "V1.2.256", ""] {
            assert_eq!(Requirement::parse(text, Level::L1), None, "{text}");
        }
    }
}
