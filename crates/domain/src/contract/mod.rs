//! What the customer signs, and what she gets back when she leaves.
//!
//! Terms are data: clauses in English and Spanish with placeholders, and the fees that may be kept after the
//! cooling-off period. A version is never edited, only followed by another, so that every signed contract can be
//! rendered again, word for word, and its hash compared. The sample terms are written for Colorado by engineers:
//! a lawyer of the company has to read them before anybody signs them.

mod facts;
mod refund;
mod terms;
mod wording;

pub use facts::{ContractFacts, Seller};
pub use refund::{Cancellation, CostKind, Fee, Ground, Refund, RefundError, RefundLine, StageCost, refund};
pub use terms::{Clause, ClauseKey, ContractError, ContractTerms, current_terms, hash, render, terms};
pub use wording::{date as date_in_words, money as money_in_words};
