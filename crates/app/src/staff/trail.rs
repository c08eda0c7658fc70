//! The trail as the security officer reads it.

pub use ::trail::{Leaf, Outcome};
use policy::{Permit, Resource, act};
pub use store::leaf::Filter;
use store::{Cursor, Page};

use crate::{App, Caller, Error};

/// Leaves, newest first.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller, filter: &Filter, cursor: Cursor) -> Result<Page<Leaf>, Error> {
    let permit: Permit<act::TrailRead> = app.permit(caller, Resource::Company).await?;
    Ok(app.store().leaves(&permit, filter, cursor).await?)
}
