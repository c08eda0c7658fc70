//! Operations' board: the orders in its queue and who is waited for.

use domain::order::{Waiting, waiting};
use policy::{Permit, Resource, act, scope_of_orders};
use store::{Cursor, Page, order::Filter};

use crate::{
    App, Caller, Error,
    order::{self, OrderRow},
};

/// A row of the board. No name and no address: those are on the order's page.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// The order.
    pub order: OrderRow,
    /// Who is waited for.
    pub waiting: Vec<Waiting>,
}

/// The board, newest orders first.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller, filter: &Filter, cursor: Cursor) -> Result<Page<BoardRow>, Error> {
    let _: Permit<act::BoardRead> = app.permit(caller, Resource::Company).await?;
    let now = app.clock().now();
    let page = app.store().orders(&scope_of_orders(&caller.actor, app.env()), filter, cursor).await?;
    let mut items = Vec::new();
    for stored in page.items {
        let permit: Permit<act::OrderRead> = app.permit(caller, stored.resource()).await?;
        let workstreams = app.store().workstreams(&permit).await?;
        let waiting = if stored.stage.is_before_installation() { waiting(&workstreams, now) } else { Vec::new() };
        items.push(BoardRow { order: order::row(&stored), waiting });
    }
    Ok(Page { items, next: page.next })
}
