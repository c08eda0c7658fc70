//! Operations' board: the orders in its queue and who is waited for, what is late first.

use std::cmp::Reverse;

use dispatch::Reason;
use domain::{
    Timestamp,
    order::{Party, Stage, Waiting, waiting},
};
use policy::{Permit, Resource, act, scope_of_orders};
use store::{Cursor, matching::Vain, order::Filter as Orders};

use crate::{
    App, Caller, Error, matching,
    order::{self, OrderRow},
};

/// Which rows of the board are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only where this party has to act.
    pub on: Option<Party>,
    /// Only what is late.
    pub overdue: bool,
}

/// A row of the board. No name and no address: those are on the order's page.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// The order.
    pub order: OrderRow,
    /// Who is waited for, what is late first.
    pub waiting: Vec<Waiting>,
    /// No crew could be asked. It is tried again every day, and as soon as there is another crew or one has days again.
    pub no_crew: Option<NoCrew>,
}

/// Why an order waits although nobody has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCrew {
    /// Since when.
    pub since: Timestamp,
    /// A crew works where the roof is, and cannot come; otherwise none reaches the town.
    pub in_reach: bool,
}

impl NoCrew {
    fn new(search: &Vain) -> Result<Self, Error> {
        let mut in_reach = false;
        for crew in &search.last {
            let reasons: Vec<Reason> = serde_json::from_value(crew.detail.clone()).map_err(|e| Error::Internal(Box::new(e)))?;
            in_reach |= !reasons.iter().any(|reason| matches!(reason, Reason::OutOfArea { .. }));
        }
        Ok(Self { since: search.since, in_reach })
    }
}

impl BoardRow {
    /// Who has to act: by the workstreams before the installation, by the stage from then on.
    #[must_use]
    pub fn waits_on(&self) -> Vec<Party> {
        let next = match self.order.stage {
            Stage::Ready | Stage::Installing => Some(Party::Crew),
            Stage::Installed => Some(Party::Operations),
            Stage::Inspected => Some(Party::Utility),
            Stage::Signed | Stage::Matched | Stage::Energized | Stage::Withdrawn | Stage::Cancelled => None,
        };
        self.waiting.iter().map(|waiting| waiting.on).chain(next).collect()
    }
    /// Somebody is later than usual.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.overdue)
    }
    /// What is due first is first, and a crew that cannot be found is due since then; orders on which nobody is waited for come
    /// last, the oldest of them first.
    fn urgency(&self) -> (bool, Option<Timestamp>, Timestamp) {
        let due = self.waiting.iter().filter_map(|waiting| waiting.until).chain(self.no_crew.map(|no| no.since)).min();
        (due.is_none(), due, self.order.signed_at)
    }
}

/// The whole board, most urgent first. The queue is as long as the company has orders under way; it is read as a whole,
/// because what is late must not hide on a later page.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller, filter: Filter) -> Result<Vec<BoardRow>, Error> {
    let permit: Permit<act::BoardRead> = app.permit(caller, Resource::Company).await?;
    let scope = scope_of_orders(&caller.actor, app.env());
    let orders = Orders { stage: filter.stage, ..Orders::default() };
    let workstreams = app.store().queued_workstreams(&permit).await?;
    let in_vain = app.store().searches_in_vain(&permit, matching::search_events()).await?;
    let now = app.clock().now();
    let mut rows = Vec::new();
    let mut cursor = Cursor::first(100);
    loop {
        let page = app.store().orders(&scope, &orders, cursor).await?;
        for stored in page.items {
            let own = workstreams.get(&stored.id).map(Vec::as_slice).unwrap_or_default();
            let mut waits = if stored.stage.is_before_installation() { waiting(own, now) } else { Vec::new() };
            waits.sort_by_key(|waiting| (Reverse(waiting.overdue), waiting.until));
            let no_crew = in_vain.get(&stored.id).map(NoCrew::new).transpose()?;
            rows.push(BoardRow { order: order::row(&stored), waiting: waits, no_crew });
        }
        match page.next {
            Some(_) => cursor = Cursor::after(page.next, 100),
            None => break,
        }
    }
    rows.retain(|row| filter.on.is_none_or(|party| row.waits_on().contains(&party)) && (!filter.overdue || row.is_overdue()));
    rows.sort_by_key(BoardRow::urgency);
    Ok(rows)
}
