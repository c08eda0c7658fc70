//! Clocks that ran out. Timers are actors of the policy like everybody.

use domain::{
    change_request::ChangeState,
    id::{ChangeRequestId, Id, OfferId, OrderId, QuoteId},
    order::{Facts, TransitionName, advance},
};
use policy::{Actor, Permit, Resource, act};
use store::{
    change_request, offer,
    order::{Move, NewEvent},
    quote,
    timer::{self, Kind, Timer},
};

use crate::{App, Caller, Conflict, Error, audit, matching, order, transaction::transaction};

/// Clocks that are handled in one go.
const AT_ONCE: u64 = 100;

/// Handles what is due; returns how much. One that fails is logged and comes again, later each time; it does not hold up the others.
///
/// # Errors
/// The list of due clocks cannot be read.
pub async fn run_due(app: &App) -> Result<usize, Error> {
    let caller = machine(app)?;
    let permit: Permit<act::TimerRing> = app.permit(&caller, Resource::Company).await?;
    let due = app.store().due_timers(&permit, app.clock().now(), AT_ONCE).await?;
    let mut handled = 0;
    for timer in &due {
        match ring(app, &caller, &permit, timer).await {
            // Somebody else rang it, or moved the row meanwhile: it comes again if it still has to.
            Ok(()) => handled += 1,
            Err(Error::Conflict(_)) => {
                tracing::debug!(timer = %timer.id, "clock lost a race");
                app.store().put_off_timer(&permit, timer, app.clock().now()).await?;
            }
            Err(error) => {
                tracing::error!(timer = %timer.id, %error, "clock could not be handled");
                app.store().put_off_timer(&permit, timer, app.clock().now()).await?;
            }
        }
    }
    Ok(handled)
}

pub(crate) fn machine(app: &App) -> Result<Caller, Error> {
    Ok(Caller::machine(Actor::timer(), app.id::<domain::id::JobId>()?.uuid()))
}

async fn ring(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    match timer.kind {
        Kind::Match => matching::run(app, caller, permit, timer).await,
        Kind::OfferExpires => offer_expires(app, caller, permit, timer).await,
        Kind::QuoteExpires => quote_expires(app, caller, permit, timer).await,
        Kind::CoolingOffEnds => cooling_off_ends(app, caller, permit, timer).await,
        Kind::Audit => audit::due(app, caller, permit, timer).await,
        Kind::ChangeExpires => change_expires(app, caller, permit, timer).await,
    }
}

/// The clock has rung for nothing: what it was for is over.
pub(crate) async fn only_ring(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        timer::ring(tx, permit, timer).await?;
        tx.record(permit, ("timer", timer.id.uuid()), store::Record::at(0).because("in_vain")).await?;
        Ok(())
    })
}

async fn offer_expires(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    let open = app.store().offer(OfferId::from_uuid(timer.object)).await?.filter(|o| o.state == offer::State::Open);
    let Some(open) = open else { return only_ring(app, caller, permit, timer).await };
    let (_, may_match) = order::load::<act::OrderMatch>(app, caller, open.order).await?;
    transaction!(app, caller, tx => {
        timer::ring(tx, permit, timer).await?;
        offer::close(tx, &may_match, &open, offer::State::Expired).await?;
        timer::set(tx, Kind::Match, open.order.uuid(), tx.now()).await?;
        Ok(())
    })?;
    order::live::tell(app, open.order);
    Ok(())
}

async fn quote_expires(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    let open = app.store().quote(QuoteId::from_uuid(timer.object)).await?.filter(|q| q.state == quote::State::Open);
    let Some(open) = open else { return only_ring(app, caller, permit, timer).await };
    transaction!(app, caller, tx => {
        timer::ring(tx, permit, timer).await?;
        quote::expire(tx, permit, &open).await?;
        Ok(())
    })
}

async fn cooling_off_ends(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    let id = OrderId::from_uuid(timer.object);
    let (order, may_advance) = order::load::<act::OrderAdvance>(app, caller, id).await?;
    if !order.stage.is_before_installation() {
        return only_ring(app, caller, permit, timer).await;
    }
    let workstreams = app.store().workstreams(&may_advance).await?;
    transaction!(app, caller, tx => {
        timer::ring(tx, permit, timer).await?;
        let facts = Facts { now: tx.now(), cooling_off_ends_at: order.cooling_off_ends_at, install_day_begins_at: None, holds_open_offer: false, is_own_crew: false, workstreams: &workstreams };
        // If everything else was settled already, this was the last gate.
        let stage = advance(order.stage, TransitionName::Release, caller.actor.role, &facts).ok();
        let change = Move { stage, event: Some(NewEvent::plain("cooling_off_ended")), reason: Some("cooling_off_ended"), ..Move::default() };
        store::order::save(tx, &may_advance, &order, change).await?;
        Ok(())
    })?;
    order::live::tell(app, id);
    Ok(())
}

async fn change_expires(app: &App, caller: &Caller, permit: &Permit<act::TimerRing>, timer: &Timer) -> Result<(), Error> {
    let open =
        app.store().change_request(ChangeRequestId::from_uuid(timer.object)).await?.filter(|c| c.request.state == ChangeState::Proposed);
    let Some(open) = open else { return only_ring(app, caller, permit, timer).await };
    let outcome: Result<(), Error> = transaction!(app, caller, tx => {
        timer::ring(tx, permit, timer).await?;
        change_request::end(tx, permit, &open, ChangeState::Expired, None).await?;
        Ok(())
    });
    match outcome {
        Err(Error::Conflict(Conflict::Changed)) => Ok(()),
        other => other,
    }
}
