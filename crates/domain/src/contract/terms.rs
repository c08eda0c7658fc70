//! Terms, and the clauses they give for one customer.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::facts::ContractFacts;
use super::refund::Fee;
use super::wording;
use crate::Language;
use crate::calendar::{Jurisdiction, Provenance};
use crate::quote::{NotCanonical, canonical};

/// What a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKey {
    /// Who sells what to whom.
    Parties,
    /// What is built.
    System,
    /// What it costs, line by line.
    Price,
    /// When it is paid.
    Payment,
    /// What happens when the price has to change.
    PriceChange,
    /// How the contract is changed.
    Changes,
    /// What is estimated and not promised.
    Estimates,
    /// The statement of 16 CFR 429.1(a): the right to cancel.
    RightToCancel,
    /// Leaving later, and what is kept.
    Cancellation,
    /// Warranties.
    Warranty,
    /// The receipt, its hash, the languages.
    Evidence,
    /// The notice of cancellation of 16 CFR 429.1(b).
    CancellationNotice,
}

/// A version of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractTerms {
    /// Its name, which signed contracts carry.
    pub version: String,
    /// Where it may be signed.
    pub jurisdiction: Jurisdiction,
    /// Since when, and on which grounds.
    pub provenance: Provenance,
    /// What may be kept when a customer leaves after the cooling-off period.
    pub fees: Vec<Fee>,
    clauses: Vec<ClauseTemplate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseTemplate {
    key: ClauseKey,
    /// To be shown in bold of at least ten points (16 CFR 429.1).
    bold: bool,
    en: TextTemplate,
    es: TextTemplate,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextTemplate {
    heading: String,
    paragraphs: Vec<String>,
}

/// A clause as the customer reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// What it is about.
    pub key: ClauseKey,
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// It must be shown in bold type of at least ten points (16 CFR 429.1).
    pub bold: bool,
}

/// Why there is no contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContractError {
    /// No terms have this version.
    #[error("no such version of the terms")]
    UnknownTerms,
    /// The terms may not be signed for a house in this place.
    #[error("these terms are not for this place")]
    NotHere,
    /// A clause names something that we do not know.
    #[error("a clause has an unknown placeholder")]
    Placeholder,
    /// The receipt or the contract has no canonical text.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
}

static TERMS: LazyLock<Vec<ContractTerms>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/contract_terms.json")).unwrap_or_default());

/// The terms of a version.
#[must_use]
pub fn terms(version: &str) -> Option<&'static ContractTerms> {
    TERMS.iter().find(|terms| terms.version == version)
}

/// The terms to sign in `place` on `date`; of several, the narrowest, then the newest.
#[must_use]
pub fn current_terms(place: &Jurisdiction, date: Date) -> Option<&'static ContractTerms> {
    let applies = |terms: &&ContractTerms| terms.jurisdiction.covers(place) && terms.provenance.holds_on(date);
    TERMS.iter().filter(applies).max_by_key(|terms| (terms.jurisdiction.narrowness(), terms.provenance.valid_from))
}

/// The contract in `language`.
///
/// # Errors
/// When its terms are unknown or for another place, or the receipt has no hash.
pub fn render(language: Language, facts: &ContractFacts<'_>) -> Result<Vec<Clause>, ContractError> {
    let terms = terms(facts.terms_version).ok_or(ContractError::UnknownTerms)?;
    let place = Jurisdiction::of_us_state(&facts.receipt.input.state).map_err(|_| ContractError::NotHere)?;
    if !terms.jurisdiction.covers(&place) {
        return Err(ContractError::NotHere);
    }
    terms.clauses.iter().map(|clause| clause.render(language, terms, facts)).collect()
}

/// SHA-256 of the clauses' canonical JSON, 64 hexadecimal digits: what is signed.
///
/// # Errors
/// None for clauses of [`render`]; the type is that of all canonical texts.
pub fn hash(clauses: &[Clause]) -> Result<String, NotCanonical> {
    canonical::sha256(&clauses)
}

impl ClauseTemplate {
    fn render(&self, language: Language, terms: &ContractTerms, facts: &ContractFacts<'_>) -> Result<Clause, ContractError> {
        let text = match language {
            Language::English => &self.en,
            Language::Spanish => &self.es,
        };
        let mut paragraphs = Vec::new();
        for paragraph in &text.paragraphs {
            match paragraph.as_str() {
                "{price_lines}" => paragraphs.extend(facts.receipt.price.lines.iter().map(|line| wording::price_line(line, language))),
                "{fees}" => paragraphs.extend(terms.fees.iter().map(|fee| wording::fee(fee, facts.receipt.price.total.currency, language))),
                _ => paragraphs.push(fill(paragraph, language, facts)?),
            }
        }
        Ok(Clause { key: self.key, heading: fill(&text.heading, language, facts)?, paragraphs, bold: self.bold })
    }
}

/// Fills the placeholders of `template` in one pass: a customer's name with braces in it stays a name.
fn fill(template: &str, language: Language, facts: &ContractFacts<'_>) -> Result<String, ContractError> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(ContractError::Placeholder)?;
        filled.push_str(before);
        filled.push_str(&facts.text(name, language)?.ok_or(ContractError::Placeholder)?);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
