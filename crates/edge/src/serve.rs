//! The accept loop.

use std::{
    convert::Infallible,
    future::Future,
    net::SocketAddr,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use hyper::{
    Request, Response,
    body::{Body, Incoming},
    header::{CONNECTION, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{net::TcpListener, task::JoinSet};
use tower::{Service, ServiceExt as _};

use crate::{Limits, seat::Seats, write_stall::WriteStall};

/// Who is at the other end of the connection, as the operating system says. In every request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Connections that were still busy when [`Limits::drain`] was over, and were cut.
    pub cut: usize,
}

/// Serves HTTP/1.1 on `listener` until `shutdown` completes, then finishes what is under way and returns.
///
/// `service_for` makes the service of one connection. Every request carries its [`Peer`] as an extension. A connection
/// over the limits is closed at once, without an answer: writing one would be work for those who flood.
pub async fn serve<M, S, B>(listener: TcpListener, service_for: M, limits: Limits, shutdown: impl Future<Output = ()>) -> Outcome
where
    M: Fn(Peer) -> S,
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header_timeout).max_buf_size(limits.max_buffer).keep_alive(true);
    let seats = Seats::new(limits.max_connections, limits.per_source);
    let drain = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);

    loop {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => accepted,
            // Finished tasks are collected as they end, so that the set holds only what is open.
            Some(_) = connections.join_next() => continue,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or gone before we came: accepting again at once would only spin.
                tracing::warn!(%error, "connection not accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let Some(seat) = seats.take(address.ip()) else {
            tracing::debug!("connection over the limit closed");
            continue;
        };
        // Answers are written whole; waiting for more to send only delays them.
        let _ = stream.set_nodelay(true);
        let peer = Peer(address);
        let service = service_for(peer);
        let asked = AtomicU32::new(0);
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            let is_last = asked.fetch_add(1, Ordering::Relaxed).saturating_add(1) >= limits.requests_per_connection;
            let answer = service.clone().oneshot(request);
            async move {
                let mut response = answer.await?;
                if is_last {
                    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(response)
            }
        });
        let stream = TokioIo::new(WriteStall::new(stream, limits.write_stall));
        let connection = drain.watch(http.serve_connection(stream, service));
        connections.spawn(async move {
            // A client that went away or was too slow is everyday, not an error of ours.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended early");
            }
            drop(seat);
        });
    }

    drop(listener);
    let drained = tokio::time::timeout(limits.drain, drain.shutdown()).await.is_ok();
    while connections.try_join_next().is_some() {}
    let cut = if drained { 0 } else { connections.len() };
    connections.shutdown().await;
    Outcome { cut }
}
