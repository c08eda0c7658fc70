//! What the policies answer.

use serde::{Deserialize, Serialize};

use super::{House, NO_POLICY};
use crate::finding::{Observations, Verdict};

/// Whose row is acted on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// The company as a whole.
    #[default]
    Company,
    /// A row of the actor's own.
    Own,
    /// A row of somebody else.
    Others,
    /// A change that the actor asked for herself, on a row of her own.
    OwnRequest,
    /// A change that the actor asked for herself, on a row of somebody else.
    RequestForOthers,
}

/// What one kind of actor is permitted on one kind of row.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grant {
    /// Where the program runs: `production` or `demo`.
    pub env: String,
    /// The role.
    pub role: String,
    /// How the session was opened: `none`, `password`, `passkey`, `demo`, `machine`.
    pub amr: String,
    /// Whether the account was deactivated.
    pub deactivated: bool,
    /// Whose row.
    pub on: On,
    /// The actions, sorted.
    pub actions: Vec<String>,
}

impl Grant {
    /// Such as `support by passkey in production`.
    #[must_use]
    pub fn who(&self) -> String {
        format!("{} by {} in {}", self.role, self.amr, self.env)
    }
    /// Whether it is somebody employed.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        ["support", "sales", "operations", "engineer", "officer", "head"].contains(&self.role.as_str())
    }
    /// Whether it is a program of the company.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        ["timer", "worker"].contains(&self.role.as_str())
    }
    /// Those of its actions that are among `some`.
    pub(crate) fn among(&self, some: &[&str]) -> Vec<&str> {
        self.actions.iter().map(String::as_str).filter(|action| some.contains(action)).collect()
    }
}

/// The answers to every question of the matrix: kept are those that were yes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Questions that were asked.
    pub asked: u64,
    /// Every action that there is.
    pub actions: Vec<String>,
    /// What is permitted.
    pub grants: Vec<Grant>,
}

/// Whether an action shows or takes what belongs to one person.
#[must_use]
pub fn is_personal(action: &str) -> bool {
    [
        "estimate.read",
        "quote.read",
        "quote.claim",
        "account.read",
        "order.list",
        "order.read",
        "order.see_contact",
        "contract.read",
        "access.read",
        "person.reveal",
        "support.search",
        "change_request.read",
    ]
    .contains(&action)
}

impl House {
    /// A verdict over everything that is permitted.
    pub(crate) fn over_grants(&self, mut look: impl FnMut(&Grant, &mut Observations)) -> Verdict {
        let Some(policy) = self.policy.as_ref().filter(|policy| policy.asked > 0) else { return Verdict::NotTested(NO_POLICY.into()) };
        let mut seen = Observations::new();
        policy.grants.iter().for_each(|grant| look(grant, &mut seen));
        Verdict::of(seen)
    }
}
