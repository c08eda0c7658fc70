//! Who asks.

use std::{ops::Deref, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{problem::Problem, site::Site, visit::Visit};

/// Who asks, from the server-side session. Asked for once in a request and shared with the gate, which wants to know
/// afterwards whether policy was asked.
#[derive(Clone, Debug)]
pub struct Caller(pub(crate) Arc<app::Caller>);

impl Deref for Caller {
    type Target = app::Caller;
    fn deref(&self) -> &app::Caller {
        &self.0
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        Visit::of(&parts.extensions)?.caller(site.app()).await
    }
}
