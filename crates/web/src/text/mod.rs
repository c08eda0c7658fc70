//! Every word that a person reads, in English and Spanish, typed: a missing translation does not compile.
//!
//! One file a feature, one struct a file; [`texts`] gives them all in one language. In a template:
//! `{{ t.order.heading }}`, `{{ t.order.waiting_until(who, date) }}`, `{{ t.shared.panels(18) }}`.
//!
//! Habits: sentence case, the reader's words, complete prices and dates, no internal states, no exclamation
//! marks. Spanish says *usted*, in the Spanish of the United States. A value of the domain (stage, party,
//! covering) is said by a function that takes the value, so a new one does not compile without its words.

mod account;
mod audit;
mod crew;
mod error;
mod estimate;
pub mod format;
mod order;
mod quote;
mod refusal;
mod shared;
mod staff;

use domain::Language;

pub use account::Account;
pub use audit::Audit;
pub use crew::Crew;
pub use error::Errors;
pub use estimate::Estimate;
pub use order::Order;
pub use quote::Quote;
pub use refusal::{explain, field_name};
pub use shared::Shared;
pub use staff::Staff;

/// Declares the words of one feature.
///
/// - plain lines `key: "English", "Español";` become fields;
/// - after `with`, lines `key(a, b): "… {a} … {b}", "…";` become methods that fill in values: a placeholder
///   that one language forgets does not compile;
/// - after `count`, lines `key: "1 panel", "{n} panels", "1 panel", "{n} paneles";` become methods that take a number.
macro_rules! words {
    (
        $(#[$doc:meta])* $name:ident {
            $($key:ident: $en:literal, $es:literal;)*
        }
        $(with { $($fill:ident($($arg:ident),+): $fill_en:literal, $fill_es:literal;)* })?
        $(count { $($count:ident: $one_en:literal, $many_en:literal, $one_es:literal, $many_es:literal;)* })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            /// The language of these words.
            pub language: domain::Language,
            $(#[doc = $en] pub $key: &'static str,)*
        }

        impl $name {
            pub(super) const ENGLISH: Self = Self { language: domain::Language::English, $($key: $en,)* };
            pub(super) const SPANISH: Self = Self { language: domain::Language::Spanish, $($key: $es,)* };

            /// Every plain text of this feature with its key.
            #[cfg(test)]
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key),)*]
            }

            $($(
                #[doc = $fill_en]
                #[must_use]
                pub fn $fill(&self, $($arg: impl std::fmt::Display),+) -> String {
                    match self.language {
                        domain::Language::English => format!($fill_en, $($arg = $arg),+),
                        domain::Language::Spanish => format!($fill_es, $($arg = $arg),+),
                    }
                }
            )*)?
            $($(
                #[doc = $many_en]
                #[must_use]
                pub fn $count(&self, n: impl Into<u64>) -> String {
                    let number: u64 = n.into();
                    match (self.language, number) {
                        (domain::Language::English, 1) => $one_en.to_owned(),
                        (domain::Language::Spanish, 1) => $one_es.to_owned(),
                        (domain::Language::English, _) => format!($many_en, n = $crate::text::format::grouped(number)),
                        (domain::Language::Spanish, _) => format!($many_es, n = $crate::text::format::grouped(number)),
                    }
                }
            )*)?
        }
    };
}
use words;

/// All words in one language.
#[derive(Debug)]
pub struct Texts {
    /// Which language.
    pub language: Language,
    /// Header, footer, banner, mailbox, common verbs.
    pub shared: Shared,
    /// From the address to the verdict.
    pub estimate: Estimate,
    /// Locked price, contract, cooling-off.
    pub quote: Quote,
    /// Signing in and the customer's own record.
    pub account: Account,
    /// After signing: stages, workstreams, money, changes.
    pub order: Order,
    /// What an installer's crew reads.
    pub crew: Crew,
    /// Support, sales, operations, engineers, officer.
    pub staff: Staff,
    /// The program's audit of itself.
    pub audit: Audit,
    /// What went wrong, and what to do.
    pub error: Errors,
}

static ENGLISH: Texts = Texts {
    language: Language::English,
    shared: Shared::ENGLISH,
    estimate: Estimate::ENGLISH,
    quote: Quote::ENGLISH,
    account: Account::ENGLISH,
    order: Order::ENGLISH,
    crew: Crew::ENGLISH,
    staff: Staff::ENGLISH,
    audit: Audit::ENGLISH,
    error: Errors::ENGLISH,
};

static SPANISH: Texts = Texts {
    language: Language::Spanish,
    shared: Shared::SPANISH,
    estimate: Estimate::SPANISH,
    quote: Quote::SPANISH,
    account: Account::SPANISH,
    order: Order::SPANISH,
    crew: Crew::SPANISH,
    staff: Staff::SPANISH,
    audit: Audit::SPANISH,
    error: Errors::SPANISH,
};

/// All words in `language`.
#[must_use]
pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_text(language: Language) -> Vec<(&'static str, &'static str)> {
        let t = texts(language);
        [
            t.shared.all(),
            t.estimate.all(),
            t.quote.all(),
            t.account.all(),
            t.order.all(),
            t.crew.all(),
            t.staff.all(),
            t.audit.all(),
            t.error.all(),
        ]
        .concat()
    }

    #[test]
    fn no_text_is_empty_shouts_or_ends_in_a_space() {
        for language in [Language::English, Language::Spanish] {
            let all = every_text(language);
            assert!(all.len() > 300, "{}", all.len());
            for (key, text) in all {
                assert!(!text.is_empty(), "{key}");
                assert_eq!(text.trim(), text, "{key}");
                assert!(!text.contains(['!', '¡']), "{key} shouts");
                assert!(!text.contains("  "), "{key}");
                assert!(!text.contains(['{', '}']), "{key} has a placeholder that nobody fills: move it to `with`");
            }
        }
    }

    #[test]
    fn sentences_are_sentences_in_both_languages() {
        for ((key, english), (_, spanish)) in every_text(Language::English).into_iter().zip(every_text(Language::Spanish)) {
            let ends = |text: &str| text.chars().last().filter(|c| ".?:".contains(*c));
            assert_eq!(ends(english), ends(spanish), "{key}: {english} / {spanish}");
            assert_eq!(spanish.contains('?'), spanish.contains('¿'), "{key}: {spanish}");
        }
    }

    #[test]
    fn the_two_languages_differ_except_where_words_are_the_same() {
        // Names, units and words that are the same in both languages.
        let same_by_nature = ["brand", "price_total", "chart_unit", "plan_north"];
        for ((key, english), (_, spanish)) in every_text(Language::English).into_iter().zip(every_text(Language::Spanish)) {
            assert_eq!(english == spanish, same_by_nature.contains(&key), "{key}: {english} / {spanish}");
        }
    }

    #[test]
    fn counting_knows_one() {
        let (en, es) = (texts(Language::English), texts(Language::Spanish));
        assert_eq!(en.shared.panels(1_u32), "1 panel");
        assert_eq!(en.shared.panels(1_200_u32), "1,200 panels");
        assert_eq!(es.shared.panels(2_u32), "2 paneles");
        assert_eq!(es.shared.days(0_u32), "0 días");
    }
}
