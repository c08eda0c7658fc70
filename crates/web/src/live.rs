//! Streams of events (SSE), carrying JSON and never HTML.
//!
//! A stream ends after ten minutes; the browser opens the next with the last id it saw, and the session is looked up
//! again. That is no use of the session: a page that is left open does not keep it. Its own module closes streams while nobody
//! looks.

use std::{
    collections::HashMap,
    convert::Infallible,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::FromRequestParts,
    http::{HeaderName, header::CONTENT_TYPE, request::Parts},
    response::{IntoResponse as _, Response},
};
use futures_util::{Stream, StreamExt as _, stream};
use serde::Serialize;
use tokio::time::{Instant, sleep, sleep_until};
use uuid::Uuid;

use crate::{
    extract::{Caller, Typed},
    problem::Problem,
    site::Site,
};

/// Comments that keep proxies and telephones from closing a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(15);
const LIFETIME: Duration = Duration::from_secs(600);
/// What a browser waits before it comes again, milliseconds.
const RETRY: &str = "retry: 3000\n\n";
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// One event.
#[derive(Clone, Debug)]
pub struct Event<T> {
    /// Names it for resuming: an id of ours or a number, in visible ASCII. Anything else is left out.
    pub id: String,
    /// What it says.
    pub data: T,
}

/// The last event that the reader saw: the header of a reconnecting browser, or the query of our module, which closes and
/// reopens streams itself. It is what somebody sent; parse it into an id before use.
#[derive(Clone, Debug)]
pub struct LastEventId(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let header = parts.headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let query = || Typed::parse(parts.uri.query()?.as_bytes()).ok()?.optional("last_event_id").map(str::to_owned);
        Ok(Self(header.or_else(query).filter(|id| is_id(id))))
    }
}

/// Answers with a stream of events, as long as `events` goes on and at most ten minutes.
///
/// # Errors
/// The source has too many streams open.
pub fn answer<T, E>(site: &Site, caller: &Caller, events: E) -> Result<Response, Problem>
where
    T: Serialize + Send + 'static,
    E: Stream<Item = Event<T>> + Send + 'static,
{
    let seat = site.streams().take(caller.source)?;
    let end = sleep_until(Instant::now() + LIFETIME);
    let text = with_heartbeat(events.filter_map(|event| async move { written(&event) })).take_until(end);
    let first = stream::iter([Bytes::from_static(RETRY.as_bytes())]);
    let bytes = first.chain(text).map(move |bytes| {
        // Moved in here, so that the seat is free when the stream is dropped, however it ends.
        let _ = &seat;
        Ok::<_, Infallible>(bytes)
    });
    Ok(([(CONTENT_TYPE, "text/event-stream"), (BUFFERING, "no")], Body::from_stream(bytes)).into_response())
}

fn with_heartbeat(events: impl Stream<Item = Bytes> + Send + 'static) -> impl Stream<Item = Bytes> + Send {
    stream::unfold(Box::pin(events), |mut events| async move {
        tokio::select! {
            event = events.next() => event.map(|bytes| (bytes, events)),
            () = sleep(HEARTBEAT) => Some((Bytes::from_static(b":\n\n"), events)),
        }
    })
}

fn written<T: Serialize>(event: &Event<T>) -> Option<Bytes> {
    // JSON has no raw line breaks, so it is one `data` line.
    let data = serde_json::to_string(&event.data).ok()?;
    let mut text = String::with_capacity(data.len() + event.id.len() + 16);
    if is_id(&event.id) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "id: {}", event.id);
    }
    let _ = write!(text, "data: {data}\n\n");
    Some(Bytes::from(text))
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Open streams by source.
#[derive(Debug)]
pub(crate) struct Streams {
    per_source: usize,
    open: Arc<Mutex<HashMap<Uuid, usize>>>,
}

/// One open stream; closed when dropped.
#[derive(Debug)]
struct Seat {
    source: Uuid,
    open: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Streams {
    pub(crate) fn new(per_source: usize) -> Self {
        Self { per_source, open: Arc::default() }
    }

    fn take(&self, source: Uuid) -> Result<Seat, Problem> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.get(&source).copied().unwrap_or(0);
        if own >= self.per_source {
            return Err(Problem::too_many(30));
        }
        open.insert(source, own.saturating_add(1));
        Ok(Seat { source, open: Arc::clone(&self.open) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get(&self.source).copied() {
            Some(own) if own > 1 => open.insert(self.source, own - 1),
            _ => open.remove(&self.source),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(id: &str, data: serde_json::Value) -> String {
        String::from_utf8(written(&Event { id: id.to_owned(), data }).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn an_event_is_one_line_of_json_whatever_it_says() {
        assert_eq!(
            text("oev_1", serde_json::json!({"status": "a\nb\r\ndata: c"})),
            "id: oev_1\ndata: {\"status\":\"a\\nb\\r\\ndata: c\"}\n\n"
        );
        assert_eq!(text("a\nevent: x", serde_json::json!(1)), "data: 1\n\n", "an id cannot break out either");
    }

    #[test]
    fn a_source_has_so_many_streams_and_gets_them_back() {
        let streams = Streams::new(2);
        let (first, _second) = (streams.take(Uuid::nil()).unwrap(), streams.take(Uuid::nil()).unwrap());
        assert_eq!(streams.take(Uuid::nil()).unwrap_err().status().as_u16(), 429);
        assert!(streams.take(Uuid::max()).is_ok());
        drop(first);
        assert!(streams.take(Uuid::nil()).is_ok());
        assert_eq!(streams.open.lock().unwrap().len(), 1, "nothing is kept about those who left");
    }
}
