//! Orders: signing, following, leaving, and the steps of crew and operations.

mod contact;
pub mod live;
mod sign;
mod step;
mod view;
mod withdraw;

pub use contact::Contact;
pub use sign::{ContractPreview, Sign, Site, preview_contract, sign};
pub use step::{advance, install, move_workstream};
pub use store::order::Filter;
pub use view::{Access, ChangeView, ContractView, Event, MaskedContact, OrderRow, OrderView, contract, list, may_list, read};
pub(crate) use view::{masked, row, view_change};
pub use withdraw::{Leaving, leave, leaving};

use domain::id::{Id as _, OrderId, PersonId};
use policy::{Act, Permit, Resource, scope_of_orders};
use store::{Tx, order::Order};
use uuid::Uuid;

use crate::{App, Caller, Error, mail};

/// Loads an order in scope and asks policy. Out of scope is *not found*, whether there is such an order or not, and leaves a
/// denial in the trail like any other.
pub(crate) async fn load<A: Act>(app: &App, caller: &Caller, id: OrderId) -> Result<(Order, Permit<A>), Error> {
    caller.note_decision();
    if !caller.is_signed_in() && !caller.actor.role.is_machine() {
        crate::denial::stranger(app, caller);
        return Err(Error::SignInNeeded);
    }
    let Some(order) = app.store().order(id, &scope_of_orders(&caller.actor, app.env())).await? else {
        // Somebody else's order and none at all are one answer, and one leaf: policy is asked about an order of nobody, so that
        // only those who could never have seen it are told of.
        let unseen = Resource::Order { id, owner: PersonId::from_uuid(Uuid::nil()), crew: None, crew_on_duty: false, queued: false };
        if let Err(denied) = app.engine().permit::<A>(&caller.actor, unseen) {
            crate::denial::probe(app, caller, *denied).await?;
        }
        return Err(Error::NotFound);
    };
    let permit = app.permit::<A>(caller, order.resource()).await?;
    Ok((order, permit))
}

/// Puts a mail to the customer into the outbox: that there is news, not what.
pub(crate) async fn tell_customer(app: &App, tx: &Tx, order: &Order) -> Result<(), Error> {
    let Some(account) = app.store().account(order.account).await? else { return Ok(()) };
    mail::push_to(tx, &account, &mail::order_news(app, account.language, order.id)).await
}

/// The same to whoever leads the order's crew.
pub(crate) async fn tell_crew(app: &App, tx: &Tx, order: &Order) -> Result<(), Error> {
    let Some(crew) = order.crew else { return Ok(()) };
    let Some(leader) = app.store().account_of_crew(crew).await? else { return Ok(()) };
    mail::push_to(tx, &leader, &mail::order_news(app, leader.language, order.id)).await
}
