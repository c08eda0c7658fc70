//! The proof that policy said yes.

use std::marker::PhantomData;

use crate::{Act, Action, Actor, Resource};

/// Policy said yes to this actor, this action, this row, now.
///
/// INVARIANT: made only by [`Engine::permit`](crate::Engine::permit); neither cloned nor kept: a use case asks
/// for it, hands it to `store` and drops it.
#[derive(Debug)]
pub struct Permit<A: Act> {
    actor: Actor,
    resource: Resource,
    policy_hash: [u8; 32],
    action: PhantomData<A>,
}

impl<A: Act> Permit<A> {
    pub(crate) fn new(actor: Actor, resource: Resource, policy_hash: [u8; 32]) -> Self {
        Self { actor, resource, policy_hash, action: PhantomData }
    }
    /// Who was allowed.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    /// On which row.
    #[must_use]
    pub fn resource(&self) -> &Resource {
        &self.resource
    }
    /// By which policies.
    #[must_use]
    pub fn policy_hash(&self) -> [u8; 32] {
        self.policy_hash
    }
    /// What was allowed.
    #[must_use]
    pub fn action(&self) -> Action {
        A::ACTION
    }
}

/// Policy said no. What is said to the actor is decided elsewhere; this is for the trail.
#[derive(Clone, Debug, thiserror::Error)]
#[error("denied: {}", action.name())]
pub struct Denied {
    /// Who asked.
    pub actor: Actor,
    /// For what.
    pub action: Action,
    /// On which row.
    pub resource: Resource,
    /// By which policies.
    pub policy_hash: [u8; 32],
}
