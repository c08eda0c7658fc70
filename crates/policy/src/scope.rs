//! Which rows a reader may see at all.

use std::marker::PhantomData;

use domain::{
    account::Role,
    id::{CrewId, OrderId, PersonId},
};

use crate::{Actor, Amr, Env};

/// The rows of a scope. `store` turns it into the condition of its query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// None at all.
    None,
    /// Those that belong to a person.
    Owner(PersonId),
    /// Those that a crew accepted.
    Crew(CrewId),
    /// Those in operations' queue.
    Queue,
    /// All of them.
    All,
}

/// Which rows named by `Id` the reader may see.
///
/// INVARIANT: made only in this module; a test proves that a row is in scope exactly when `order.read` permits it.
#[derive(Clone, Copy, Debug)]
pub struct Scope<Id> {
    rows: Rows,
    of: PhantomData<Id>,
}

impl<Id> Scope<Id> {
    fn new(rows: Rows) -> Self {
        Self { rows, of: PhantomData }
    }
    /// The rows.
    #[must_use]
    pub fn rows(&self) -> Rows {
        self.rows
    }
}

/// The orders that `actor` may see.
#[must_use]
pub fn scope_of_orders(actor: &Actor, env: Env) -> Scope<OrderId> {
    let trusted = actor.active && (actor.amr != Amr::Demo || env == Env::Demo);
    let staff = trusted && matches!(actor.amr, Amr::Passkey | Amr::Demo);
    Scope::new(match (actor.role, actor.person, actor.crew) {
        (Role::Customer, Some(person), _) if trusted && actor.amr != Amr::None && actor.amr != Amr::Machine => Rows::Owner(person),
        (Role::Crew, _, Some(crew)) if trusted && actor.amr != Amr::None && actor.amr != Amr::Machine => Rows::Crew(crew),
        (Role::Support, _, _) if staff => Rows::All,
        (Role::Operations, _, _) if staff => Rows::Queue,
        (Role::Timer, _, _) if trusted && actor.amr == Amr::Machine => Rows::All,
        _ => Rows::None,
    })
}
