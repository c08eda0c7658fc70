//! `sunward serve`: the company, for real.

use std::time::Duration;

use edge::Limits;
use web::{Settings, guard::rate::Rate};

use crate::{
    cli::ConfigFile,
    company,
    config::{self, Config, DatabaseUrl},
    failure::Failure,
    logging::{self, Reader},
    shutdown::Shutdown,
    site,
};

/// Runs the company until it is asked to end.
pub(crate) async fn run(file: &ConfigFile) -> Result<(), Failure> {
    logging::begin(Reader::Collector)?;
    let config = config::load(&file.path)?;
    let shutdown = Shutdown::listen()?;
    let listener = site::bind(config.listen.address, "stop it, or change listen.address").await?;
    let app = company::open(&config).await?;
    if matches!(config.database.url, DatabaseUrl::Sqlite(_)) {
        // One file has one owner: nothing but this program keeps the trail from being rewritten.
        tracing::warn!("the database is SQLite: controls that need separate database accounts are reduced; use MySQL for them");
    }
    tracing::info!(address = %config.listen.address, base_url = %app.base_url(), "serving");
    site::serve(app, listener, settings(&config), limits(&config), shutdown.asked()).await?;
    tracing::info!("ended");
    Ok(())
}

/// How the site of a company is set up.
pub(crate) fn settings(config: &Config) -> Settings {
    let limits = &config.limits;
    let rate = |per_second: u32, times: u32| Rate { per_second, burst: per_second.saturating_mul(times) };
    Settings {
        aliases: Vec::new(),
        security_contact: config.company.security_contact.as_ref().map(|contact| contact.0.clone()),
        requests: rate(limits.requests_per_second, 6),
        changes: rate(limits.changes_per_second, 20),
        streams_per_source: limits.streams_per_source,
    }
}

fn limits(config: &Config) -> Limits {
    let limits = &config.limits;
    Limits {
        max_connections: limits.connections,
        // Behind a proxy every connection is the proxy's.
        per_source: if config.listen.behind_proxy { limits.connections } else { limits.connections_per_source },
        drain: Duration::from_secs(limits.drain_seconds),
        ..Limits::default()
    }
}
