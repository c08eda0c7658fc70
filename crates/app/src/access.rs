//! Looking at a customer's file: with a reason, counted, written down, and shown to her.

use domain::{
    Timestamp,
    id::{AccountId, OrderId},
    text::FreeText,
};
use policy::{Permit, act};
use store::order::Order;

use crate::{App, Caller, Error, order, transaction::transaction};

/// Looks that one employee may take a day.
const REVEALS_A_DAY: u64 = 20;

/// What support asks to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name.
    Name,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Street, town and ZIP code.
    Address,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Phone, Self::Email, Self::Address];
    /// The name in forms and in the customer's list.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
        }
    }
    /// The field of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Shows one field in clear to support, after its reason was written down.
///
/// # Errors
/// Denied to others; too many looks today.
pub async fn reveal(app: &App, caller: &Caller, id: OrderId, field: Field, reason: &FreeText) -> Result<String, Error> {
    let (stored, permit) = order::load::<act::PersonReveal>(app, caller, id).await?;
    let employee = caller.actor.account.ok_or(Error::SignInNeeded)?;
    transaction!(app, caller, tx => {
        // Counted in the transaction that takes the look: of many at once no more are shown than the quota allows.
        if store::access::count_reveals(tx, &permit, tx.now().plus_hours(-24)).await? >= REVEALS_A_DAY {
            return Err(Error::TooMany { retry_after: 3_600 });
        }
        store::access::insert(tx, &permit, stored.person, stored.id, employee, field.name(), reason).await?;
        Ok(())
    })?;
    let account = app.store().account(stored.account).await?.ok_or(Error::NotFound)?;
    let store = app.store();
    Ok(match field {
        Field::Name => account.name.clear(store, &permit)?.expose().as_str().to_owned(),
        Field::Email => account.email.clear(store, &permit)?.expose().as_str().to_owned(),
        Field::Phone => match account.phone {
            Some(phone) => phone.clear(store, &permit)?.expose().as_str().to_owned(),
            None => return Err(Error::NotFound),
        },
        Field::Address => stored.address.clear(store, &permit)?.into_exposed(),
    })
}

/// Writes down that an employee whose work needs it looked at a contact. Her looks at one order in a day are one entry in the
/// customer's list, so that they do not bury others; each has its leaf.
pub(crate) async fn note(
    app: &App,
    caller: &Caller,
    permit: &Permit<act::SeeContact>,
    order: &Order,
    employee: AccountId,
) -> Result<(), Error> {
    let reason = FreeText::parse("reason", "queue")?;
    let midnight = app.today().to_zoned(app.zone().clone()).map_err(|e| Error::Internal(Box::new(e)))?;
    let since = Timestamp::from_jiff(midnight.timestamp());
    transaction!(app, caller, tx => {
        if store::access::has_seen(tx, permit, order.id, employee, since).await? {
            store::access::repeat(tx, permit, order.id).await?;
        } else {
            store::access::insert(tx, permit, order.person, order.id, employee, store::access::CONTACT, &reason).await?;
        }
        Ok(())
    })
}
