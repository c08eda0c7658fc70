//! What solar costs and saves on a roof: for anyone, without an account, in less than a second.

mod compute;
mod picture;

pub use compute::{Offering, Size};
pub use picture::{Corner, RoofPicture, Slope};

use domain::{
    Invalid, Reason,
    estimate::EstimateInput,
    id::{EstimateId, PersonId},
};
use jiff::civil::Date;
use policy::{Amr, Permit, Resource, act};

use crate::{App, Caller, Error, IdempotencyKey, idempotency, matching, place, session, transaction::transaction};

/// An estimate as it is shown.
#[derive(Clone, Debug)]
pub struct EstimateView {
    /// Its id, once it is saved.
    pub id: Option<EstimateId>,
    /// What it was computed from.
    pub input: EstimateInput,
    /// System sizes, the smallest first.
    pub offerings: Vec<Offering>,
    /// The earliest day on which a crew could begin; none within the next 400 days.
    pub earliest: Option<Date>,
}

impl EstimateView {
    /// The size that is shown first: what the household uses in a year.
    #[must_use]
    pub fn recommended(&self) -> Option<&Offering> {
        self.offerings.iter().find(|o| o.size == Size::Medium).or_else(|| self.offerings.first())
    }
    /// The offering of a size.
    #[must_use]
    pub fn offering(&self, size: Size) -> Option<&Offering> {
        self.offerings.iter().find(|o| o.size == size)
    }
}

/// An estimate that was saved, and the session of the visitor if she had none.
#[derive(Debug)]
pub struct Saved {
    /// The estimate.
    pub id: EstimateId,
    /// A new visitor's session.
    pub session: Option<session::Opened>,
}

/// Computes an estimate and saves its input for the caller. What was computed is computed again whenever it is looked
/// at, so that a page never shows a price that does not hold.
///
/// A key counts for callers with a session. To somebody without one the estimate of an earlier call could not be given
/// again: it belongs to the session that was opened for it.
///
/// # Errors
/// Names what is wrong with the input; a conflict when the key was used for another input.
pub async fn create(app: &App, caller: &Caller, input: EstimateInput, key: Option<&IdempotencyKey>) -> Result<Saved, Error> {
    let permit: Permit<act::EstimateCreate> = app.permit(caller, Resource::Company).await?;
    let input = checked(app, input).await?;
    let document = serde_json::to_string(&input).map_err(|e| Error::Internal(Box::new(e)))?;
    let key = key.filter(|_| caller.actor.person.is_some());
    let bound = key.map(|key| idempotency::bind(app, caller, "estimate.create", key, &document));
    if let Some(id) = idempotency::recall(app, bound).await? {
        return Ok(Saved { id, session: None });
    }
    // Refuses what cannot be served before anything is saved.
    compute::offerings(app, &input)?;
    let person: PersonId = caller.actor.person.map_or_else(|| app.id(), Ok)?;
    let opened = match caller.actor.person {
        Some(_) => None,
        None => Some(session::prepare(app, domain::account::Role::Visitor, None, person, Amr::None)?),
    };
    let outcome = transaction!(app, caller, tx => {
        let id: EstimateId = tx.id()?;
        if let Some(opened) = &opened {
            store::session::open(tx, &permit, &opened.session).await?;
        }
        store::estimate::insert(tx, &permit, id, person, &document).await?;
        if let Some(bound) = bound {
            store::idempotency::remember(tx, bound.key, bound.request_hash, id.to_string()).await?;
        }
        Ok(id)
    });
    let id = idempotency::settle(app, bound, outcome).await?;
    Ok(Saved { id, session: opened })
}

/// What is asked for, if it can be so: the roof where its town is, too, whoever sent it.
async fn checked(app: &App, input: EstimateInput) -> Result<EstimateInput, Error> {
    let input = input.checked()?;
    place::check_roof(app, input.coordinates, &input.town, &input.state).await?;
    Ok(input)
}

/// Computes an estimate without saving anything: for the interface, where the caller keeps the input herself.
///
/// # Errors
/// Names what is wrong with the input.
pub async fn preview(app: &App, caller: &Caller, input: EstimateInput) -> Result<EstimateView, Error> {
    let permit: Permit<act::EstimateCreate> = app.permit(caller, Resource::Company).await?;
    let input = checked(app, input).await?;
    let offerings = compute::offerings(app, &input)?;
    let earliest = matching::earliest_date(app, &permit, &input).await?;
    Ok(EstimateView { id: None, input, offerings, earliest })
}

/// A saved estimate, computed by today's prices.
///
/// # Errors
/// Not found for anyone but its owner.
pub async fn read(app: &App, caller: &Caller, id: EstimateId) -> Result<EstimateView, Error> {
    let (stored, permit) = load::<act::EstimateRead>(app, caller, id).await?;
    let document = stored.document.clear(app.store(), &permit)?;
    let input = parse(document.expose())?;
    let may_ask: Permit<act::EstimateCreate> = app.permit(caller, Resource::Company).await?;
    let offerings = compute::offerings(app, &input)?;
    let earliest = matching::earliest_date(app, &may_ask, &input).await?;
    Ok(EstimateView { id: Some(id), input, offerings, earliest })
}

/// The same for locking its price.
pub(crate) async fn for_quote(
    app: &App,
    caller: &Caller,
    id: EstimateId,
) -> Result<(EstimateView, PersonId, Permit<act::QuoteLock>), Error> {
    let (stored, permit) = load::<act::QuoteLock>(app, caller, id).await?;
    let document = stored.document.clear(app.store(), &permit)?;
    let input = parse(document.expose())?;
    let offerings = compute::offerings(app, &input)?;
    let earliest = matching::earliest_date(app, &permit, &input).await?;
    Ok((EstimateView { id: Some(id), input, offerings, earliest }, stored.person, permit))
}

async fn load<A: policy::Act>(app: &App, caller: &Caller, id: EstimateId) -> Result<(store::estimate::Estimate, Permit<A>), Error> {
    caller.note_decision();
    // Who has no session yet cannot own anything: the same answer as for an estimate that does not exist.
    let stored = app.store().estimate(id).await?.ok_or(Error::NotFound)?;
    match app.permit_or_hide::<A>(caller, Resource::Estimate { id, owner: stored.person }).await {
        Ok(permit) => Ok((stored, permit)),
        Err(Error::SignInNeeded) => Err(Error::NotFound),
        Err(error) => Err(error),
    }
}

fn parse(document: &str) -> Result<EstimateInput, Error> {
    serde_json::from_str(document).map_err(|e| Error::Internal(Box::new(e)))
}

/// The place or roof is one that we cannot serve.
fn not_served(field: &'static str, why: &'static str) -> Error {
    Error::from(Invalid::new(field, Reason::NotServed { why }))
}
