//! "Something moved": a hint within this program, and a poll of the database for what other replicas did.

use domain::{Timestamp, id::OrderId};
use tokio::sync::broadcast;

use crate::{App, Caller, Error};

/// An order that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved(pub OrderId);

/// Tells whoever listens in this program.
pub(crate) fn tell(app: &App, order: OrderId) {
    // Nobody listening is not an error.
    let _ = app.moved().send(Moved(order));
}

/// Listens to the moves of all orders. It says that an order moved, never what or whose; whoever listens asks for the
/// order as everybody does.
#[must_use]
pub fn listen(app: &App) -> broadcast::Receiver<Moved> {
    app.moved().subscribe()
}

/// Seconds that polls overlap: at least as long as the longest transaction, because a row can be committed later than
/// its instant says.
const OVERLAP_SECONDS: i64 = 20;

/// The highest version of each order that moved lately, for those whose hint came to another replica.
///
/// # Errors
/// The database cannot be read.
pub async fn poll(app: &App, now: Timestamp) -> Result<Vec<(OrderId, i64)>, Error> {
    Ok(app.store().order_moves_since(now.plus_seconds(-OVERLAP_SECONDS)).await?)
}

/// The order's version for a caller who may see it: what a live page compares.
///
/// # Errors
/// Not found for those who may not see it.
pub async fn version(app: &App, caller: &Caller, id: OrderId) -> Result<i64, Error> {
    let (order, _) = super::load::<policy::act::OrderRead>(app, caller, id).await?;
    Ok(order.version)
}
