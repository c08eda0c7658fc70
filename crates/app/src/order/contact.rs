use domain::text::{Email, PersonName, Phone};
use policy::{Permit, act};
use store::order::Order;

use crate::{App, Error};

/// Who lives there, for those who have to know.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Name.
    pub name: PersonName,
    /// Telephone number.
    pub phone: Option<Phone>,
    /// E-mail address; crews do not get it.
    pub email: Option<Email>,
    /// Street, town and ZIP code.
    pub address: String,
}

/// Opens the contact of an order for an actor who may see it.
pub(super) async fn open(app: &App, permit: &Permit<act::SeeContact>, order: &Order) -> Result<Option<Contact>, Error> {
    let Some(account) = app.store().account(order.account).await? else { return Ok(None) };
    let crew = permit.actor().role == domain::account::Role::Crew;
    Ok(Some(Contact {
        name: account.name.clear(app.store(), permit)?.into_exposed(),
        phone: account.phone.map(|p| p.clear(app.store(), permit)).transpose()?.map(vault::Clear::into_exposed),
        email: if crew { None } else { Some(account.email.clear(app.store(), permit)?.into_exposed()) },
        address: order.address.clear(app.store(), permit)?.into_exposed(),
    }))
}
