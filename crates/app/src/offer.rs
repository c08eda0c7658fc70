//! Offers as a crew sees them: pay, date and distance, and the address only after it accepted.

use domain::{
    Money, Timestamp,
    id::{Id, OfferId, OrderId},
    order::{Facts, TransitionName, WorkstreamKind, WorkstreamState, advance},
};
use jiff::civil::Date;
use policy::{Permit, Resource, act};
use store::{
    crew, offer,
    order::{Move, NewEvent},
    timer::{self, Kind},
};

use crate::{App, Caller, Conflict, Error, matching, order, transaction::transaction};

pub use dispatch::Skill;
pub use store::offer::State;

/// An offer as its crew sees it.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// Its id.
    pub id: OfferId,
    /// The order, once accepted.
    pub order: Option<OrderId>,
    /// Where it stands.
    pub state: State,
    /// What the crew is paid.
    pub pay: Money,
    /// First day of work.
    pub install_date: Date,
    /// Days of work.
    pub work_days: i64,
    /// Distance, kilometres, rounded up to 5.
    pub distance_km: i64,
    /// Panels.
    pub panels: i64,
    /// Direct-current power, watts.
    pub system_watts: i64,
    /// What the roof asks of a crew.
    pub skills: Vec<Skill>,
    /// Until when it can be answered.
    pub expires_at: Timestamp,
    /// It can be answered now.
    pub open: bool,
}

/// What it is about is in the order: system and roof, which name nobody.
async fn view(app: &App, permit: &Permit<act::OfferAnswer>, offer: &offer::Offer) -> Result<OfferView, Error> {
    let order = app.store().order_of_offer(permit, offer).await?;
    Ok(OfferView {
        id: offer.id,
        order: (offer.state == State::Accepted).then_some(offer.order),
        state: offer.state,
        pay: offer.pay,
        install_date: offer.install_date,
        work_days: offer.work_days,
        distance_km: offer.distance_km,
        panels: order.panels,
        system_watts: order.system_watts,
        skills: order.skills.iter().filter_map(|code| Skill::from_code(code)).collect(),
        expires_at: offer.expires_at,
        open: is_open(app, offer),
    })
}

fn is_open(app: &App, offer: &offer::Offer) -> bool {
    offer.state == State::Open && app.clock().now() < offer.expires_at
}

/// The open offers of the caller's crew.
///
/// # Errors
/// The caller leads no crew.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<OfferView>, Error> {
    let permit: Permit<act::OfferList> = app.permit(caller, Resource::Company).await?;
    let mut made = Vec::new();
    for offer in app.store().open_offers(&permit).await?.iter().filter(|offer| is_open(app, offer)) {
        let answer: Permit<act::OfferAnswer> = app.permit_or_hide(caller, offer.resource()).await?;
        made.push(view(app, &answer, offer).await?);
    }
    Ok(made)
}

/// One offer.
///
/// # Errors
/// Not found for other crews.
pub async fn read(app: &App, caller: &Caller, id: OfferId) -> Result<OfferView, Error> {
    let (stored, _) = load::<act::OfferRead>(app, caller, id).await?;
    let answer: Permit<act::OfferAnswer> = app.permit_or_hide(caller, stored.resource()).await?;
    view(app, &answer, &stored).await
}

async fn load<A: policy::Act>(app: &App, caller: &Caller, id: OfferId) -> Result<(offer::Offer, Permit<A>), Error> {
    caller.note_decision();
    if !caller.is_signed_in() {
        return Err(Error::SignInNeeded);
    }
    let stored = app.store().offer(id).await?.ok_or(Error::NotFound)?;
    let permit = app.permit_or_hide::<A>(caller, stored.resource()).await?;
    Ok((stored, permit))
}

/// The crew says yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It comes.
    Accept,
    /// It does not.
    Decline,
}

/// Answers an offer. Of two answers at the same moment one counts. The same answer again is no error.
///
/// # Errors
/// Not found for other crews; a conflict when the offer is closed or the days are taken.
pub async fn answer(app: &App, caller: &Caller, id: OfferId, answer: Answer) -> Result<OfferView, Error> {
    let (stored, permit) = load::<act::OfferAnswer>(app, caller, id).await?;
    let wanted = match answer {
        Answer::Accept => State::Accepted,
        Answer::Decline => State::Declined,
    };
    if stored.state == wanted {
        return view(app, &permit, &stored).await;
    }
    if stored.state != State::Open || app.clock().now() >= stored.expires_at {
        return Err(Error::Conflict(Conflict::OfferClosed));
    }
    let outcome = match answer {
        Answer::Accept => accept(app, caller, &permit, &stored).await,
        Answer::Decline => decline(app, caller, &permit, &stored).await,
    };
    match outcome {
        Ok(()) => {
            order::live::tell(app, stored.order);
            read(app, caller, id).await
        }
        // The row moved on while we looked at it: if it moved to the same answer, that is the answer.
        Err(Error::Conflict(Conflict::Changed | Conflict::OfferClosed)) => match read(app, caller, id).await? {
            now if now.state == wanted => Ok(now),
            _ => Err(Error::Conflict(Conflict::OfferClosed)),
        },
        Err(error) => Err(error),
    }
}

async fn accept(app: &App, caller: &Caller, permit: &Permit<act::OfferAnswer>, stored: &offer::Offer) -> Result<(), Error> {
    let days = matching::work_days(stored.install_date, stored.work_days);
    let outcome: Result<(), Error> = transaction!(app, caller, tx => {
        let order = app.store().order_of_offer(permit, stored).await?;
        let workstreams = app.store().workstreams_of_offer(permit, order.id).await?;
        let facts = Facts {
            now: tx.now(),
            cooling_off_ends_at: order.cooling_off_ends_at,
            install_day_begins_at: None,
            holds_open_offer: tx.now() < stored.expires_at,
            is_own_crew: false,
            workstreams: &workstreams,
        };
        let stage = advance(order.stage, TransitionName::AcceptOffer, caller.actor.role, &facts).map_err(|_| Error::Conflict(Conflict::OfferClosed))?;
        offer::close(tx, permit, stored, State::Accepted).await?;
        crew::book(tx, permit, stored.crew, order.id, &days).await?;
        let settled: Vec<_> = workstreams.iter().filter(|w| w.kind == WorkstreamKind::Crew).map(|w| w.at(WorkstreamState::Approved, tx.now())).collect();
        let event = NewEvent { kind: "accept_offer", detail: serde_json::json!({ "install_date": stored.install_date.to_string() }) };
        let change = Move { stage: Some(stage), install_date: Some(Some(stored.install_date)), crew: Some(Some(stored.crew)), workstreams: &settled, event: Some(event), reason: None };
        store::order::save(tx, permit, &order, change).await?;
        order::tell_customer(app, tx, &order).await?;
        Ok(())
    });
    match outcome {
        Err(Error::Internal(cause)) if matches!(cause.downcast_ref(), Some(store::StoreError::Taken)) => {
            Err(Error::Conflict(Conflict::CrewNotFree))
        }
        other => other,
    }
}

async fn decline(app: &App, caller: &Caller, permit: &Permit<act::OfferAnswer>, stored: &offer::Offer) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        offer::close(tx, permit, stored, State::Declined).await?;
        timer::set(tx, Kind::Match, stored.order.uuid(), tx.now()).await?;
        Ok(())
    })
}
