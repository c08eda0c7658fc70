//! The Sunward in this directory, or that of a configuration, from inside: opened beside the one that runs, looked at, and
//! asked over HTTP on a port of this machine that nobody else is told.
//!
//! Nothing is changed but one leaf of the trail, which tells that it was looked at.

use std::{net::Ipv4Addr, path::Path};

use app::App;
use audit::{
    collect,
    evidence::{
        house::{File, House, Setup},
        site::Site,
    },
};
use edge::Limits;
use tokio::{net::TcpListener, sync::oneshot};
use web::{Origin, Settings};

use crate::{
    company,
    config::{self, Config, DatabaseUrl},
    demo,
    failure::Failure,
    serve,
};

/// Where a Sunward is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    /// A demo's directory.
    Demo(&'a Path),
    /// The configuration of a company.
    Company(&'a Path),
}

/// Requests a second: the program's own limit for one source is 50.
const PER_SECOND: u32 = 30;
/// Requests at most.
const MOST: usize = 300;

/// Looks at it from inside and, reading only, from outside. `mark` is a word that nobody guesses.
pub(crate) async fn collect(place: Place<'_>, mark: String, today: jiff::civil::Date) -> Result<(House, Site), Failure> {
    let cannot = |error: std::io::Error| Failure::failed("no port of this machine is free").because(error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(cannot)?;
    let base_url = format!("http://{}", listener.local_addr().map_err(cannot)?);
    let (app, settings, setup) = match place {
        Place::Demo(path) => {
            let app = demo::reopen(path, &base_url).await?;
            (app, demo::invented(), demo::setup(path)?)
        }
        Place::Company(path) => {
            let config = config::load(path)?;
            (company::open(&config).await?, serve::settings(&config), setup(&config))
        }
    };
    let looked = look(&app, settings, setup, listener, &base_url, mark, today).await;
    let closed = app.store().close().await;
    let looked = looked?;
    closed.map_err(|error| Failure::failed("the database could not be closed").because(error))?;
    Ok(looked)
}

/// The same of a program that is open already.
pub(crate) async fn look_at(
    app: &App,
    settings: Settings,
    setup: Setup,
    mark: String,
    today: jiff::civil::Date,
) -> Result<(House, Site), Failure> {
    let cannot = |error: std::io::Error| Failure::failed("no port of this machine is free").because(error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(cannot)?;
    let base_url = format!("http://{}", listener.local_addr().map_err(cannot)?);
    look(app, settings, setup, listener, &base_url, mark, today).await
}

async fn look(
    app: &App,
    settings: Settings,
    setup: Setup,
    listener: TcpListener,
    base_url: &str,
    mark: String,
    today: jiff::civil::Date,
) -> Result<(House, Site), Failure> {
    let cannot = |error: app::Error| Failure::failed("the house cannot be examined").because(error);
    let known_as = setup.base_url.clone();
    let house = web::house::examine(app, settings.clone(), setup).await.map_err(cannot)?;
    // It answers on this port too, under the address that is asked; everything else is as it is for people.
    let alias = Origin::parse(base_url).ok();
    let settings = Settings { aliases: settings.aliases.into_iter().chain(alias).collect(), ..settings };
    let router = web::router(app.clone(), settings).map_err(|error| Failure::unusable("the base URL cannot be used").because(error))?;
    let (over, ended) = oneshot::channel::<()>();
    let serving = edge::serve(
        listener,
        |peer| web::for_peer(router.clone(), peer.0.ip()),
        Limits { drain: std::time::Duration::from_secs(1), ..Limits::default() },
        async {
            // Whoever asks has ended, one way or the other.
            let _ = ended.await;
        },
    );
    let asking = async {
        let mut options = collect::site::Options::new(base_url, mark);
        (options.today, options.most, options.per_second, options.reads_only) = (Some(today), MOST, PER_SECOND, true);
        let site = collect::site::collect(&options).await;
        drop(over);
        site
    };
    let (_, site) = tokio::join!(serving, asking);
    let mut site = site.map_err(|error| Failure::failed("the site cannot be examined").because(error))?;
    site.known_as = known_as;
    Ok((house, site))
}

/// How a company is set up, as its configuration says. No secret stands in the configuration itself.
pub(crate) fn setup(config: &Config) -> Setup {
    setup_at_any_time(config)()
}

/// The same, looked at anew whenever it is asked for: a program runs for long, and others can change its files.
pub(crate) fn setup_at_any_time(config: &Config) -> impl Fn() -> Setup + Send + Sync + 'static {
    let mut files = vec![("key", config.keys.file.0.clone())];
    if let DatabaseUrl::Sqlite(path) = &config.database.url {
        files.push(("database", path.clone()));
    }
    files.extend(config.database.password_file.iter().chain(&config.mail.password_file).map(|file| ("password", file.0.clone())));
    let known = Setup {
        listen: config.listen.address.to_string(),
        base_url: config.listen.base_url.0.clone(),
        behind_proxy: config.listen.behind_proxy,
        files: Vec::new(),
        connection: None,
    };
    move || Setup { files: files.iter().filter_map(|(what, path)| File::at(what, path)).collect(), ..known.clone() }
}
