//! The trail as the security officer reads it.

use policy::{Permit, Resource, act};
use store::{Cursor, Page};
pub use store::leaf::Filter;

use crate::{App, Caller, Error};

/// Leaves, newest first.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller, filter: &Filter, cursor: Cursor) -> Result<Page<::trail::Leaf>, Error> {
    let permit: Permit<act::TrailRead> = app.permit(caller, Resource::Company).await?;
    Ok(app.store().leaves(&permit, filter, cursor).await?)
}
