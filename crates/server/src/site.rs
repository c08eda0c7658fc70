//! One process that serves: the site, the background work, and their end.

use std::{io, net::SocketAddr};

use app::App;
use edge::Limits;
use tokio::net::TcpListener;
use web::Settings;

use crate::{failure::Failure, runtime::Runtime};

/// Takes the address, so that nobody else can.
pub(crate) async fn bind(address: SocketAddr, remedy: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::failed(format!("something listens on {address} already; {remedy}")),
        _ => Failure::failed(format!("cannot listen on {address}")).because(error),
    })
}

/// Serves until `until` completes; then finishes what is under way, stops the background work and closes the
/// database.
pub(crate) async fn serve(
    app: App,
    listener: TcpListener,
    settings: Settings,
    limits: Limits,
    until: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let router = web::router(app.clone(), settings).map_err(|error| Failure::unusable("the base URL cannot be used").because(error))?;
    let runtime = Runtime::start(app.clone());
    let outcome = edge::serve(listener, |peer| web::for_peer(router.clone(), peer.0.ip()), limits, until).await;
    if outcome.cut > 0 {
        tracing::warn!(connections = outcome.cut, "connections were cut at the end");
    }
    runtime.stop().await;
    app.store().close().await.map_err(|error| Failure::failed("the database could not be closed").because(error))
}
