//! The steps of crew and operations.

use domain::{
    Timestamp,
    id::OrderId,
    order::{Facts, Refused, Stage, StepName, TransitionName, Workstream, WorkstreamKind, advance as follow},
};
use policy::{Permit, act};
use store::{
    crew::{self, MovesCrew},
    order::{Move, MovesOrder, NewEvent, Order},
};

use super::{live, load, tell_customer};
use crate::{App, Caller, Conflict, Error, transaction::transaction};

/// The crew begins, or is done.
///
/// # Errors
/// Not found for other crews; a conflict before the install date or out of turn.
pub async fn install(app: &App, caller: &Caller, id: OrderId, name: TransitionName) -> Result<(), Error> {
    if !matches!(name, TransitionName::StartInstallation | TransitionName::FinishInstallation) {
        return Err(Error::NotFound);
    }
    let (order, permit) = load::<act::OrderInstall>(app, caller, id).await?;
    let workstreams = app.store().workstreams(&permit).await?;
    step(app, caller, &permit, &order, &workstreams, name).await
}

/// Operations records a result: released, inspected, energized, or that the crew is lost.
///
/// # Errors
/// Not found outside the queue; a conflict out of turn.
pub async fn advance(app: &App, caller: &Caller, id: OrderId, name: TransitionName) -> Result<(), Error> {
    let (order, permit) = load::<act::OrderAdvance>(app, caller, id).await?;
    let workstreams = app.store().workstreams(&permit).await?;
    step(app, caller, &permit, &order, &workstreams, name).await
}

async fn step<A: MovesOrder + MovesCrew>(
    app: &App,
    caller: &Caller,
    permit: &Permit<A>,
    order: &Order,
    workstreams: &[Workstream],
    name: TransitionName,
) -> Result<(), Error> {
    transaction!(app, caller, tx => {
        let facts = facts(app, caller, order, workstreams, tx.now());
        let stage = follow(order.stage, name, caller.actor.role, &facts).map_err(refused)?;
        let mut change = Move { stage: Some(stage), event: Some(NewEvent::plain(name.name())), reason: Some(name.name()), ..Move::default() };
        let crew_again: Vec<Workstream>;
        match name {
            TransitionName::LoseCrew => {
                crew::release(tx, permit, order.id).await?;
                crew_again = workstreams.iter().filter(|w| w.kind == WorkstreamKind::Crew).map(|w| w.at(domain::order::WorkstreamState::Todo, tx.now())).collect();
                change.workstreams = &crew_again;
                change.crew = Some(None);
                change.install_date = Some(None);
                store::timer::set(tx, store::timer::Kind::Match, domain::id::Id::uuid(order.id), tx.now()).await?;
            }
            TransitionName::FinishInstallation => {
                if let Some(crew) = order.crew {
                    crew::note_last_job(tx, permit, crew, tx.now().date_in(app.zone())).await?;
                }
            }
            _ => {}
        }
        store::order::save(tx, permit, order, change).await?;
        tell_customer(app, tx, order).await?;
        Ok(())
    })?;
    live::tell(app, order.id);
    Ok(())
}

fn facts<'a>(app: &App, caller: &Caller, order: &Order, workstreams: &'a [Workstream], now: Timestamp) -> Facts<'a> {
    let begins =
        order.install_date.and_then(|day| day.to_zoned(app.zone().clone()).ok()).map(|zoned| Timestamp::from_jiff(zoned.timestamp()));
    Facts {
        now,
        cooling_off_ends_at: order.cooling_off_ends_at,
        install_day_begins_at: begins,
        holds_open_offer: false,
        is_own_crew: caller.actor.crew.is_some() && caller.actor.crew == order.crew,
        workstreams,
    }
}

fn refused(refused: Refused) -> Error {
    match refused {
        Refused::NotForRole => Error::Denied,
        Refused::NotFromHere | Refused::Guard(_) => Error::Conflict(Conflict::DoesNotFollow),
    }
}

/// Operations moves a workstream; when that was the last gate, the order is released with it.
///
/// # Errors
/// Not found outside the queue; a conflict out of turn.
pub async fn move_workstream(app: &App, caller: &Caller, id: OrderId, kind: WorkstreamKind, name: StepName) -> Result<(), Error> {
    let (order, permit) = load::<act::WorkstreamMove>(app, caller, id).await?;
    if !order.stage.is_before_installation() {
        return Err(Error::Conflict(Conflict::TooLate));
    }
    let mut workstreams = app.store().workstreams(&permit).await?;
    let now = app.clock().now();
    let found = workstreams.iter().find(|w| w.kind == kind).and_then(|w| w.after(name, caller.actor.role, &workstreams, now));
    let after = found.ok_or(Error::Conflict(Conflict::DoesNotFollow))?;
    for workstream in &mut workstreams {
        if workstream.kind == kind {
            *workstream = after;
        }
    }
    let released = follow(order.stage, TransitionName::Release, caller.actor.role, &facts(app, caller, &order, &workstreams, now)).ok();
    transaction!(app, caller, tx => {
        let detail = serde_json::json!({ "workstream": kind.name(), "state": after.state.name(), "released": released == Some(Stage::Ready) });
        let change = Move { stage: released, workstreams: &[after], event: Some(NewEvent { kind: "workstream", detail }), reason: Some(name.name()), ..Move::default() };
        store::order::save(tx, &permit, &order, change).await?;
        Ok(())
    })?;
    live::tell(app, id);
    Ok(())
}
