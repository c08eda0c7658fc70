//! "Something moved": a hint within this program, and a poll of the database for what other replicas did.

use domain::{Timestamp, change_request::ChangeState, id::OrderId};
use tokio::sync::broadcast;

use super::ChangeView;
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

/// What a live page compares: as long as it is the same, the reader would see the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The order's version.
    pub version: i64,
    /// Proposals that this reader may read: an order does not move when one is made or answered with no.
    pub proposals: usize,
    /// Those of them that wait for an answer.
    pub open: usize,
}

impl Mark {
    pub(super) fn new(version: i64, changes: &[ChangeView]) -> Self {
        let open = changes.iter().filter(|change| change.state == ChangeState::Proposed).count();
        Self { version, proposals: changes.len(), open }
    }
}

/// As `version.proposals.open`, for the id of an event.
impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.version, self.proposals, self.open)
    }
}

/// The mark of an order for a caller who may see it.
///
/// # Errors
/// Not found for those who may not see it.
pub async fn mark(app: &App, caller: &Caller, id: OrderId) -> Result<Mark, Error> {
    let (order, permit) = super::load::<policy::act::OrderRead>(app, caller, id).await?;
    let changes = super::view::changes(app, caller, &permit, app.clock().now()).await?;
    Ok(Mark::new(order.version, &changes))
}
