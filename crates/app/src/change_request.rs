//! Support proposes, the customer decides, and it is done once.

use domain::{
    Invalid, Timestamp,
    calendar::add_days,
    change_request::{ApprovalRefused, Change, ChangeRequest, ChangeState},
    id::{ChangeRequestId, Id, OrderId},
    order::Stage,
    text::FreeText,
};
use jiff::civil::Date;
use policy::{Permit, act};
use store::{
    StoreError,
    change_request::{self, Stored},
    crew,
    order::{Move, NewEvent},
    timer::{self, Kind},
};

use crate::{
    App, Caller, Conflict, Error, IdempotencyKey, idempotency, matching,
    order::{self, ChangeView},
    quote,
    transaction::transaction,
};

/// Days that the customer has to answer, at most: on the eve of the new day it is too late for everybody.
const ANSWER_DAYS: i64 = 3;

/// A new install date that support proposes.
#[derive(Clone, Debug)]
pub struct Propose {
    /// The order.
    pub order: OrderId,
    /// The new first day of work.
    pub install_date: Date,
    /// Why; the customer reads it.
    pub reason: FreeText,
}

/// Proposes a new install date. Nothing changes before the customer says yes. A proposal that she can no longer agree to
/// ends with it.
///
/// # Errors
/// A day that is no working day, too near, too far or taken; an order without a date or under way; another proposal waits
/// for her answer.
pub async fn propose(app: &App, caller: &Caller, command: &Propose, key: Option<&IdempotencyKey>) -> Result<ChangeRequestId, Error> {
    let content = format!("{} {} {}", command.order, command.install_date, command.reason.as_str());
    let bound = key.map(|key| idempotency::bind(app, caller, "change.propose", key, &content));
    let (stored, permit) = order::load::<act::ChangePropose>(app, caller, command.order).await?;
    if let Some(made) = idempotency::recall(app, bound).await? {
        return Ok(made);
    }
    if !is_movable(stored.stage) {
        return Err(Error::Conflict(Conflict::TooLate));
    }
    check_day(app, command.install_date, stored.work_days)?;
    if stored.install_date == Some(command.install_date) {
        return Err(Error::from(Invalid::malformed("install_date", "another day than the present one")));
    }
    if !matching::can_come(app, &permit, &stored, command.install_date).await? {
        return Err(Error::Conflict(Conflict::CrewNotFree));
    }
    let eve = start_of(app, add_days(command.install_date, -1))?;
    let author = caller.actor.account.ok_or(Error::SignInNeeded)?;
    let change = Change::Reschedule { install_date: command.install_date };
    let outlived =
        waiting(app, &permit, &change).await?.and_then(|open| Some((open.request.outlived(stored.version, app.clock().now())?, open)));
    let outcome = transaction!(app, caller, tx => {
        if let Some((state, open)) = &outlived {
            change_request::end(tx, &permit, open, *state, None).await?;
        }
        let id: ChangeRequestId = tx.id()?;
        let request = ChangeRequest {
            id,
            order: stored.id,
            author,
            payload_hash: change.payload_hash(stored.id, stored.version),
            change: change.clone(),
            base_version: stored.version,
            state: ChangeState::Proposed,
            expires_at: tx.now().plus_days(ANSWER_DAYS).min(eve),
        };
        change_request::insert(tx, &permit, &request, stored.person, &command.reason).await.map_err(|error| match error {
            StoreError::Taken => Error::Conflict(Conflict::AlreadyProposed),
            other => other.into(),
        })?;
        timer::set(tx, Kind::ChangeExpires, id.uuid(), request.expires_at).await?;
        order::tell_customer(app, tx, &stored).await?;
        if let Some(bound) = bound {
            store::idempotency::remember(tx, bound.key, bound.request_hash, id.to_string()).await?;
        }
        Ok(id)
    });
    let id = idempotency::settle(app, bound, outcome).await?;
    order::live::tell(app, command.order);
    Ok(id)
}

/// The open proposal of the same kind for the order.
async fn waiting(app: &App, permit: &Permit<act::ChangePropose>, change: &Change) -> Result<Option<Stored>, Error> {
    Ok(app.store().open_change_request(permit, change.kind()).await?)
}

/// What support sees before it proposes.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    /// The present first day of work.
    pub install_date: Option<Date>,
    /// The date can be moved at all: a crew accepted and the installation has not begun.
    pub movable: bool,
    /// Another proposal waits for the customer's answer.
    pub waits: bool,
    /// The first day that can be proposed.
    pub first: Date,
    /// The last one.
    pub last: Date,
}

/// What can be proposed for an order now.
///
/// # Errors
/// Denied to others than support.
pub async fn draft(app: &App, caller: &Caller, id: OrderId) -> Result<Draft, Error> {
    let (stored, permit) = order::load::<act::ChangePropose>(app, caller, id).await?;
    let (first, last) = bounds(app);
    let open = waiting(app, &permit, &Change::Reschedule { install_date: first }).await?;
    let waits = open.is_some_and(|open| open.request.outlived(stored.version, app.clock().now()).is_none());
    Ok(Draft { install_date: stored.install_date, movable: is_movable(stored.stage), waits, first, last })
}

/// Whether the date of an order in this stage can be moved.
#[must_use]
pub fn is_movable(stage: Stage) -> bool {
    matches!(stage, Stage::Matched | Stage::Ready)
}

/// The first instant of a day at the company's place.
fn start_of(app: &App, day: Date) -> Result<Timestamp, Error> {
    let begins = day.to_zoned(app.zone().clone()).map_err(|e| Error::Internal(Box::new(e)))?;
    Ok(Timestamp::from_jiff(begins.timestamp()))
}

fn bounds(app: &App) -> (Date, Date) {
    (add_days(app.today(), 2), add_days(app.today(), 365))
}

fn check_day(app: &App, day: Date, work_days: i64) -> Result<(), Error> {
    let (first, last) = bounds(app);
    if !(first..=last).contains(&day) {
        return Err(Error::from(Invalid::out_of_range("install_date", first, last)));
    }
    if matching::work_days(day, work_days).first() != Some(&day) {
        return Err(Error::from(Invalid::malformed("install_date", "a working day")));
    }
    Ok(())
}

/// The customer's answer to exactly what she saw.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The proposal.
    pub request: ChangeRequestId,
    /// Yes or no.
    pub agree: bool,
    /// Hash of the proposal that the page showed.
    pub seen_payload_hash: String,
}

/// Answers a proposal. A yes is applied in the same transaction, once; a yes twice is one.
///
/// # Errors
/// Not found for anyone but the customer; a conflict when it was answered, lapsed, or the order moved on.
pub async fn answer(app: &App, caller: &Caller, command: &Answer) -> Result<OrderId, Error> {
    caller.note_decision();
    if !caller.is_signed_in() {
        return Err(Error::SignInNeeded);
    }
    let stored = app.store().change_request(command.request).await?.ok_or(Error::NotFound)?;
    let permit: Permit<act::ChangeAnswer> = app.permit_or_hide(caller, stored.resource()).await?;
    let wanted = if command.agree { ChangeState::Applied } else { ChangeState::Declined };
    if stored.request.state == wanted {
        return Ok(stored.request.order);
    }
    if command.agree {
        agree(app, caller, &permit, &stored, command).await?
    } else {
        decline(app, caller, &permit, &stored).await?
    }
    order::live::tell(app, stored.request.order);
    Ok(stored.request.order)
}

async fn agree(app: &App, caller: &Caller, permit: &Permit<act::ChangeAnswer>, stored: &Stored, command: &Answer) -> Result<(), Error> {
    let seen = quote::unhex(&command.seen_payload_hash).map_err(|_| Error::Conflict(Conflict::Changed))?;
    let approver = caller.actor.account.ok_or(Error::SignInNeeded)?;
    let (current, _) = order::load::<act::OrderRead>(app, caller, stored.request.order).await?;
    if current.version != stored.request.base_version || !matches!(current.stage, Stage::Matched | Stage::Ready) {
        // A conflict ends the proposal: it is never moved onto another version.
        end(app, caller, permit, stored, ChangeState::Conflict).await?;
        return Err(Error::Conflict(Conflict::Changed));
    }
    if app.clock().now() >= stored.request.expires_at {
        return Err(Error::Conflict(Conflict::AlreadyAnswered));
    }
    // What was so when it was proposed may be otherwise by now.
    let Change::Reschedule { install_date: wanted } = stored.request.change;
    if check_day(app, wanted, current.work_days).is_err() {
        return Err(Error::Conflict(Conflict::TooLate));
    }
    if !matching::can_come(app, permit, &current, wanted).await? {
        return Err(Error::Conflict(Conflict::CrewNotFree));
    }
    let outcome: Result<(), Error> = transaction!(app, caller, tx => {
        let approved = stored.request.approve(approver, caller.actor.role, &seen, tx.now()).map_err(refused)?;
        let Change::Reschedule { install_date } = change_request::apply(tx, permit, stored, approved).await?;
        let crew_id = current.crew.ok_or(Error::Conflict(Conflict::TooLate))?;
        crew::release(tx, permit, current.id).await?;
        crew::book(tx, permit, crew_id, current.id, &matching::work_days(install_date, current.work_days)).await?;
        let event = NewEvent { kind: "rescheduled", detail: serde_json::json!({ "install_date": install_date.to_string() }) };
        store::order::save(tx, permit, &current, Move { install_date: Some(Some(install_date)), event: Some(event), reason: Some("change_request"), ..Move::default() }).await?;
        order::tell_customer(app, tx, &current).await?;
        order::tell_crew(app, tx, &current).await?;
        Ok(())
    });
    match outcome {
        Err(Error::Internal(cause)) if matches!(cause.downcast_ref(), Some(store::StoreError::Taken)) => {
            Err(Error::Conflict(Conflict::CrewNotFree))
        }
        // Two clicks at once: the other one did it.
        Err(Error::Conflict(Conflict::Changed)) => match app.store().change_request(stored.request.id).await? {
            Some(now) if now.request.state == ChangeState::Applied => Ok(()),
            _ => Err(Error::Conflict(Conflict::Changed)),
        },
        other => other,
    }
}

async fn decline(app: &App, caller: &Caller, permit: &Permit<act::ChangeAnswer>, stored: &Stored) -> Result<(), Error> {
    if stored.request.state != ChangeState::Proposed || app.clock().now() >= stored.request.expires_at {
        return Err(Error::Conflict(Conflict::AlreadyAnswered));
    }
    end(app, caller, permit, stored, ChangeState::Declined).await
}

async fn end(app: &App, caller: &Caller, permit: &Permit<act::ChangeAnswer>, stored: &Stored, state: ChangeState) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        change_request::end(tx, permit, stored, state, caller.actor.account).await?;
        Ok(())
    })
}

fn refused(refused: ApprovalRefused) -> Error {
    match refused {
        ApprovalRefused::OwnRequest | ApprovalRefused::NotForRole => Error::Denied,
        ApprovalRefused::Answered | ApprovalRefused::Expired => Error::Conflict(Conflict::AlreadyAnswered),
        ApprovalRefused::Altered | ApprovalRefused::SawAnother => Error::Conflict(Conflict::Changed),
    }
}

/// A proposal as support or the customer reads it.
///
/// # Errors
/// Not found for others.
pub async fn read(app: &App, caller: &Caller, id: ChangeRequestId) -> Result<(OrderId, ChangeView), Error> {
    caller.note_decision();
    if !caller.is_signed_in() {
        return Err(Error::SignInNeeded);
    }
    let stored = app.store().change_request(id).await?.ok_or(Error::NotFound)?;
    let permit: Permit<act::ChangeRead> = app.permit_or_hide(caller, stored.resource()).await?;
    Ok((stored.request.order, order::view_change(app, &permit, &stored)?))
}
