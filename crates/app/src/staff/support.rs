//! Support's desk: find an order, see it masked, follow what was proposed.

use domain::{id::OrderId, text::Email};
use policy::{Permit, Resource, act, scope_of_orders};
use store::{Cursor, Page, order::Filter};

use crate::{
    App, Caller, Error,
    order::{self, ChangeView, MaskedContact, OrderRow},
};

/// What support types to find an order.
#[derive(Clone, Debug)]
pub enum Query {
    /// The newest.
    Newest,
    /// An order's id.
    Id(OrderId),
    /// The customer's exact address; parts find nothing, so nobody can browse.
    Email(Email),
}

/// A row of the desk.
#[derive(Clone, Debug)]
pub struct SupportRow {
    /// The order.
    pub order: OrderRow,
    /// The customer, most of her hidden.
    pub customer: Option<MaskedContact>,
}

/// Orders that match.
///
/// # Errors
/// Denied to others.
pub async fn search(app: &App, caller: &Caller, query: &Query, filter: &Filter, cursor: Cursor) -> Result<Page<SupportRow>, Error> {
    let _: Permit<act::SupportSearch> = app.permit(caller, Resource::Company).await?;
    let scope = scope_of_orders(&caller.actor, app.env());
    let page = match query {
        Query::Newest => app.store().orders(&scope, filter, cursor).await?,
        Query::Id(id) => Page { items: app.store().order(*id, &scope).await?.into_iter().collect(), next: None },
        Query::Email(email) => match app.store().account_by_email(email).await? {
            Some(account) => app.store().orders(&scope, &Filter { person: Some(account.person), ..filter.clone() }, cursor).await?,
            None => Page { items: Vec::new(), next: None },
        },
    };
    let mut items = Vec::new();
    for stored in page.items {
        let permit: Permit<act::OrderRead> = app.permit(caller, stored.resource()).await?;
        items.push(SupportRow { order: order::row(&stored), customer: order::masked(app, &permit, &stored).await? });
    }
    Ok(Page { items, next: page.next })
}

/// Proposals that wait for an answer.
///
/// # Errors
/// Denied to others.
pub async fn open_changes(app: &App, caller: &Caller) -> Result<Vec<(OrderId, ChangeView)>, Error> {
    let permit: Permit<act::SupportSearch> = app.permit(caller, Resource::Company).await?;
    let mut made = Vec::new();
    for stored in app.store().open_change_requests(&permit).await? {
        let may_read: Permit<act::ChangeRead> = app.permit(caller, stored.resource()).await?;
        made.push((stored.request.order, order::view_change(app, &may_read, &stored)?));
    }
    Ok(made)
}
