//! The routes of the site and what they answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{House, NO_ANSWERS, NO_ROUTES};
use crate::finding::{Observations, Verdict};

/// Who may come in by a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entrance {
    /// Everybody.
    #[default]
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whom policy permits the action.
    Action,
}

/// One route of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Route {
    /// Such as `GET`.
    pub method: String,
    /// With parameters in braces.
    pub path: String,
    /// Who may come in.
    pub entrance: Entrance,
    /// Why everybody may, where everybody may.
    pub reason: String,
    /// The action that policy is asked about; empty where it is asked about none.
    pub action: String,
    /// Whether a session is read and forgery refused: not where it serves the same file to everybody.
    pub guarded: bool,
}

impl Route {
    /// Method and path.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What a route answered to a stranger who asked without a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answer {
    /// Such as `GET`.
    pub method: String,
    /// The path that was asked for.
    pub path: String,
    /// The status.
    pub status: u16,
    /// Fields, names in small letters; cookies by their names and attributes only.
    pub headers: BTreeMap<String, String>,
}

impl Answer {
    /// Method and path.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

impl House {
    /// A verdict over every route.
    pub(crate) fn over_routes(&self, look: impl FnMut(&Route, &mut Observations)) -> Verdict {
        Verdict::over(&self.routes, NO_ROUTES, look)
    }
    /// A verdict over every answer.
    pub(crate) fn over_answers(&self, look: impl FnMut(&Answer, &mut Observations)) -> Verdict {
        Verdict::over(&self.answers, NO_ANSWERS, look)
    }
}
