//! Numbers about many customers, for sales and the head of engineering.

use policy::{Permit, Resource, act};
pub use store::metrics::{Metrics, SMALLEST_GROUP, Told};

use crate::{App, Caller, Error};

/// The numbers.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller) -> Result<Metrics, Error> {
    let permit: Permit<act::MetricsRead> = app.permit(caller, Resource::Company).await?;
    Ok(app.store().metrics(&permit, app.clock().now()).await?)
}
