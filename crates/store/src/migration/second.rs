//! Migration 2: of each kind at most one open proposal an order.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use super::{Fill, table::Table};
use crate::StoreError;

pub(super) fn tables() -> Vec<Table> {
    // The primary key is what keeps a second one out; a row is there as long as its proposal is open.
    vec![Table::new("open_proposal").id("order_id").id_text("kind", 24).uuid("change_request")]
}

/// What is open already. Earlier programs let several be open at once: of those the newest is written down.
pub(super) fn fill() -> Result<Fill, StoreError> {
    let name = Alias::new;
    let open = Query::select()
        .column(name("order_id"))
        // The only kind so far.
        .expr(Expr::val("reschedule"))
        .expr(Expr::col(name("id")).max())
        .from(name("change_request"))
        .and_where(Expr::col(name("state")).eq("proposed"))
        .group_by_col(name("order_id"))
        .to_owned();
    let mut write = Query::insert();
    write.into_table(name("open_proposal")).columns(["order_id", "kind", "change_request"].map(name));
    write.select_from(open).map_err(|error| StoreError::Setup(error.to_string()))?;
    Ok(Fill { clear: Query::delete().from_table(name("open_proposal")).to_owned(), write })
}
