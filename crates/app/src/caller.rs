//! Who asks, and in which request.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::{Language, account::Role};
use policy::Actor;
use uuid::Uuid;
use vault::Token;

/// Who asks, as the server-side session says; never as the request says.
#[derive(Debug)]
pub struct Caller {
    /// The actor that policy decides about.
    pub actor: Actor,
    /// The session's token; none before the first estimate or sign-in.
    pub session: Option<Token>,
    /// The language of answers and mails.
    pub language: Language,
    /// Names this request in log and trail.
    pub request: Uuid,
    /// Set as soon as policy was asked. A route that needs a decision and answered without one is a mistake of ours,
    /// and its answer is withheld.
    pub decided: Arc<AtomicBool>,
    /// Where it comes from: a keyed hash of the address (IPv6 by /64), never the address itself.
    pub source: Uuid,
}

impl Caller {
    /// A clock or worker of the company.
    #[must_use]
    pub fn machine(actor: Actor, request: Uuid) -> Self {
        Self { actor, session: None, language: Language::English, request, decided: Arc::default(), source: Uuid::nil() }
    }
    /// Notes that policy was asked.
    pub fn note_decision(&self) {
        self.decided.store(true, Ordering::Release);
    }
    /// A person with an account.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.actor.account.is_some() && self.actor.role != Role::Visitor
    }
}
