//! "Look again": a stream that says when an order moved, never what moved. The page is fetched as always, with its own
//! questions to policy.

use std::time::Duration;

use app::order::live::{self, Mark, Moved};
use axum::{extract::State, response::Response};
use domain::id::OrderId;
use futures_util::stream;
use serde::Serialize;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Interval, MissedTickBehavior, interval},
};

use crate::{
    extract::{Caller, Path},
    live::{Event, LastEventId, answer},
    problem::Problem,
    site::Site,
};

/// How often the database is asked for what other replicas did.
const POLL: Duration = Duration::from_secs(5);

/// What the page's module reads.
#[derive(Debug, Serialize)]
struct Look {
    version: i64,
    reload: bool,
}

/// One open page.
struct Watch {
    site: Site,
    caller: Caller,
    id: OrderId,
    /// What the page shows.
    seen: String,
    hints: Receiver<Moved>,
    polls: Interval,
    /// The page has not been compared yet.
    fresh: bool,
}

/// The events of an order for whoever may see it. `last_event_id` is the mark of what the page shows.
pub(super) async fn events(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    LastEventId(last): LastEventId,
) -> Result<Response, Problem> {
    // Listens before it looks, so that nothing falls between.
    let hints = live::listen(site.app());
    let mark = live::mark(site.app(), &caller, id).await?;
    let mut polls = interval(POLL);
    polls.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let seen = last.unwrap_or_else(|| mark.to_string());
    let watch = Watch { site: site.clone(), caller: caller.clone(), id, seen, hints, polls, fresh: true };
    answer(&site, &caller, stream::unfold(watch, Watch::next))
}

impl Watch {
    /// The next event; none when the reader may no longer see the order.
    async fn next(mut self) -> Option<(Event<Look>, Self)> {
        loop {
            if !std::mem::take(&mut self.fresh) && !self.stirred().await? {
                continue;
            }
            let mark = self.mark().await?;
            let id = mark.to_string();
            if id != self.seen {
                self.seen.clone_from(&id);
                return Some((Event { id, data: Look { version: mark.version, reload: true } }, self));
            }
        }
    }

    /// Waits for the next sign and says whether it may be of this order; none when the program ends.
    async fn stirred(&mut self) -> Option<bool> {
        tokio::select! {
            hint = self.hints.recv() => match hint {
                Ok(Moved(order)) => Some(order == self.id),
                // Hints were missed: perhaps this one.
                Err(RecvError::Lagged(_)) => Some(true),
                Err(RecvError::Closed) => None,
            },
            _ = self.polls.tick() => {
                let app = self.site.app();
                let moved = live::poll(app, app.clock().now()).await.ok()?;
                Some(moved.iter().any(|(order, _)| *order == self.id))
            }
        }
    }

    /// Who the session is now, and what she may see now: neither a sign-out nor a lost right waits for the stream to end.
    async fn mark(&self) -> Option<Mark> {
        let (app, before) = (self.site.app(), &self.caller);
        let now = app::session::watcher(app, before.session.as_ref(), before.language, before.request, before.source).await.ok()?;
        live::mark(app, &now, self.id).await.ok()
    }
}
