//! Locking a price, looking at it, taking it over into an account.

use domain::{
    Money,
    id::{EstimateId, OrderId, PersonId, QuoteId},
    quote::{Receipt, SealedReceipt},
};
use jiff::civil::Date;
use policy::{Permit, Resource, act};
use store::{Tx, quote::NewQuote, timer};

use crate::{App, Caller, Conflict, Error, IdempotencyKey, estimate, estimate::Size, idempotency, transaction::transaction};

pub use store::quote::State;

/// A quote as its owner sees it.
#[derive(Clone, Debug)]
pub struct QuoteView {
    /// Its id.
    pub id: QuoteId,
    /// Everything that decided its price.
    pub receipt: Receipt,
    /// Hash of the receipt, 64 hexadecimal digits.
    pub hash: String,
    /// The receipt file, byte for byte as it was locked.
    pub file: String,
    /// Where it stands.
    pub state: State,
    /// The price still holds now.
    pub holds: bool,
    /// The earliest day a crew could begin when it was locked.
    pub earliest: Date,
    /// The order on it.
    pub order: Option<OrderId>,
}

/// "Lock this price."
#[derive(Clone, Copy, Debug)]
pub struct Lock {
    /// Of which estimate.
    pub estimate: EstimateId,
    /// Which size.
    pub size: Size,
    /// The total that the page showed; another one by now is a conflict, never a surprise.
    pub seen_total: Money,
}

/// Freezes inputs, price book, tariff, incentives and taxes in a receipt.
///
/// # Errors
/// Not found for anyone but the estimate's owner; a conflict when the price changed since it was shown.
pub async fn lock(app: &App, caller: &Caller, command: Lock, key: Option<&IdempotencyKey>) -> Result<QuoteId, Error> {
    let content = format!("{} {} {}", command.estimate, command.size.name(), command.seen_total.minor);
    let bound = key.map(|key| idempotency::bind(app, caller, "quote.lock", key, &content));
    let (view, person, permit) = estimate::for_quote(app, caller, command.estimate).await?;
    if let Some(made) = idempotency::recall(app, bound).await? {
        return Ok(made);
    }
    let offering = view.offering(command.size).ok_or(Error::Conflict(Conflict::Changed))?;
    if offering.price() != command.seen_total {
        return Err(Error::Conflict(Conflict::Changed));
    }
    let internal = |e: domain::quote::NotCanonical| Error::Internal(Box::new(e));
    let sealed: SealedReceipt = offering.receipt.clone().seal().map_err(internal)?;
    let file = String::from_utf8(sealed.to_file().map_err(internal)?).map_err(|e| Error::Internal(Box::new(e)))?;
    let earliest_date = view.earliest.ok_or(Error::Conflict(Conflict::CrewNotFree))?;
    let outcome = transaction!(app, caller, tx => {
        let id: QuoteId = tx.id()?;
        let new = NewQuote { id, person, receipt: &file, price: offering.price(), valid_until: sealed.receipt.valid_until, earliest_date };
        store::quote::insert(tx, &permit, &new).await?;
        timer::set(tx, timer::Kind::QuoteExpires, domain::id::Id::uuid(id), sealed.receipt.valid_until).await?;
        if let Some(bound) = bound {
            store::idempotency::remember(tx, bound.key, bound.request_hash, id.to_string()).await?;
        }
        Ok(id)
    });
    idempotency::settle(app, bound, outcome).await
}

/// A locked price.
///
/// # Errors
/// Not found for anyone but its owner.
pub async fn read(app: &App, caller: &Caller, id: QuoteId) -> Result<QuoteView, Error> {
    let (stored, permit) = load::<act::QuoteRead>(app, caller, id).await?;
    let order = app.store().order_on_quote(&permit).await?;
    let file = stored.file(app.store(), &permit)?;
    view(app, &stored, file.into_exposed(), order)
}

/// The quotes of the caller, newest first.
///
/// # Errors
/// Sign-in needed for strangers.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<QuoteView>, Error> {
    caller.note_decision();
    let Some(person) = caller.actor.person else { return Err(Error::SignInNeeded) };
    let mut made = Vec::new();
    for stored in app.store().quotes_of(person).await? {
        let permit: Permit<act::QuoteRead> = app.permit_or_hide(caller, Resource::Quote { id: stored.id, owner: stored.person }).await?;
        let order = app.store().order_on_quote(&permit).await?;
        let file = stored.file(app.store(), &permit)?;
        made.push(view(app, &stored, file.into_exposed(), order)?);
    }
    Ok(made)
}

fn view(app: &App, stored: &store::quote::Quote, file: String, order: Option<OrderId>) -> Result<QuoteView, Error> {
    let receipt = domain::quote::verify_file(file.as_bytes()).map_err(|e| Error::Internal(Box::new(e)))?;
    let holds = stored.state == State::Open && app.clock().now() < stored.valid_until;
    Ok(QuoteView {
        id: stored.id,
        hash: receipt.hash().map_err(|e| Error::Internal(Box::new(e)))?,
        receipt,
        file,
        state: stored.state,
        holds,
        earliest: stored.earliest_date,
        order,
    })
}

pub(crate) async fn load<A: policy::Act>(app: &App, caller: &Caller, id: QuoteId) -> Result<(store::quote::Quote, Permit<A>), Error> {
    caller.note_decision();
    let stored = app.store().quote(id).await?.ok_or(Error::NotFound)?;
    match app.permit_or_hide::<A>(caller, Resource::Quote { id, owner: stored.person }).await {
        Ok(permit) => Ok((stored, permit)),
        Err(Error::SignInNeeded) => Err(Error::NotFound),
        Err(error) => Err(error),
    }
}

/// Seals all of a visitor's quotes anew for the person whose account she signed in to, in the transaction of the sign-in.
pub(crate) async fn claim_all(app: &App, caller: &Caller, tx: &Tx, person: PersonId) -> Result<(), Error> {
    let Some(visitor) = caller.actor.person.filter(|visitor| *visitor != person && caller.actor.account.is_none()) else { return Ok(()) };
    for stored in store::quote::all_of(tx, visitor).await? {
        let permit: Permit<act::QuoteClaim> = app.permit(caller, Resource::Quote { id: stored.id, owner: stored.person }).await?;
        store::quote::claim(tx, &permit, &stored, person).await?;
    }
    Ok(())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write as _;
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn unhex(text: &str) -> Result<[u8; 32], Error> {
    trail::Hash::from_hex(text).map(|hash| *hash.as_bytes()).ok_or(Error::from(store::StoreError::Corrupt("hash")))
}
