//! Leaving: one click within the cooling-off period, and the exact refund before the click.

use domain::{
    Timestamp,
    calendar::CoolingOff,
    contract::{Cancellation, Ground, Refund, refund, terms},
    id::OrderId,
    order::{Facts, Stage, TransitionName, advance},
};
use policy::{Permit, act};
use store::{
    crew, offer,
    order::{Move, NewEvent, Order},
};

use super::{live, load, tell_customer};
use crate::{App, Caller, Conflict, Error, transaction::transaction};

/// What leaving would mean now.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The order.
    pub order: OrderId,
    /// It can be left at all.
    pub possible: bool,
    /// The cooling-off period still runs: leaving is free.
    pub free: bool,
    /// Until when it is free.
    pub free_until: Timestamp,
    /// What is paid back, and what is kept for what.
    pub refund: Refund,
}

/// Computes what leaving would mean, without leaving.
///
/// # Errors
/// Not found for anyone but the customer.
pub async fn leaving(app: &App, caller: &Caller, id: OrderId) -> Result<Leaving, Error> {
    let (order, permit) = load::<act::OrderWithdraw>(app, caller, id).await?;
    compute(app, &permit, &order).await
}

async fn compute(app: &App, permit: &Permit<act::OrderWithdraw>, order: &Order) -> Result<Leaving, Error> {
    let now = app.clock().now();
    // What she signed, whatever the terms of today or the company's place are.
    let version = app.store().terms_version(permit).await?.ok_or_else(|| Error::Internal("an order without a contract".into()))?;
    let contract_terms = terms(&version).ok_or_else(|| Error::Internal("unknown terms".into()))?;
    let cooling_off =
        CoolingOff { last_day: order.cooling_off_ends_at.plus_seconds(-1).date_in(app.zone()), ends_at: order.cooling_off_ends_at };
    // Nothing is kept for what nobody has documented: costs are not recorded yet.
    let cancellation = Cancellation { paid: order.paid, at: now, ground: Ground::CustomersWish, costs: &[] };
    let refund = refund(contract_terms, &cancellation, &cooling_off).map_err(|e| Error::Internal(Box::new(e)))?;
    Ok(Leaving {
        order: order.id,
        possible: order.stage.is_before_installation(),
        free: cooling_off.is_open(now),
        free_until: order.cooling_off_ends_at,
        refund,
    })
}

/// Leaves: withdraws within the period, cancels afterwards. Twice is once.
///
/// # Errors
/// A conflict when it is too late, or when the refund is no longer the one that was shown.
pub async fn leave(app: &App, caller: &Caller, id: OrderId, seen_refund_minor: i64) -> Result<(), Error> {
    let (order, permit) = load::<act::OrderWithdraw>(app, caller, id).await?;
    if matches!(order.stage, Stage::Withdrawn | Stage::Cancelled) {
        return Ok(());
    }
    let shown = compute(app, &permit, &order).await?;
    if shown.refund.amount.minor != seen_refund_minor {
        return Err(Error::Conflict(Conflict::Changed));
    }
    let workstreams = app.store().workstreams(&permit).await?;
    transaction!(app, caller, tx => {
        let facts = Facts { now: tx.now(), cooling_off_ends_at: order.cooling_off_ends_at, install_day_begins_at: None, holds_open_offer: false, is_own_crew: false, workstreams: &workstreams };
        let name = if tx.now() < order.cooling_off_ends_at { TransitionName::Withdraw } else { TransitionName::Cancel };
        let stage = advance(order.stage, name, caller.actor.role, &facts).map_err(|_| Error::Conflict(Conflict::TooLate))?;
        if let Some(open) = app.store().open_offer(&permit).await? {
            offer::close(tx, &permit, &open, offer::State::Withdrawn).await?;
        }
        crew::release(tx, &permit, order.id).await?;
        // Without the amount: the crew that had it reads the history too.
        let event = NewEvent::plain(name.name());
        store::order::save(tx, &permit, &order, Move { stage: Some(stage), event: Some(event), reason: Some(name.name()), ..Move::default() }).await?;
        tell_customer(app, tx, &order).await?;
        Ok(())
    })?;
    live::tell(app, id);
    Ok(())
}
