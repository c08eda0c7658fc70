//! Who asks, and in which request.

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
    /// Where it comes from: a keyed hash of the address (IPv6 by /64), never the address itself.
    pub source: Uuid,
}

impl Caller {
    /// A clock or worker of the company.
    #[must_use]
    pub fn machine(actor: Actor, request: Uuid) -> Self {
        Self { actor, session: None, language: Language::English, request, source: Uuid::nil() }
    }
    /// A person with an account.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.actor.account.is_some() && self.actor.role != Role::Visitor
    }
}
