//! `sunward demo`: a sample company on this machine, from nothing to a sign-in link in one command.

mod directory;
mod tour;

use std::{fmt::Write as _, io, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use app::{App, Company, sample};
use audit::evidence::house::{File, Setup};
use domain::{account::Role, id::OrderId};
use edge::Limits;
use gateway::mail::Mailer;
use policy::Env;
use tokio::{net::TcpListener, sync::oneshot};
use vault::{KeyFileError, KeyRing, SystemRandom};
use web::{Origin, Settings};

use crate::{
    auditor::Auditor,
    cli::{self, DemoCommand},
    clock, company,
    failure::Failure,
    logging::{self, Reader},
    shutdown::Shutdown,
    site, terminal,
};
use directory::{Directory, Occupied};

/// Browsers keep streams open; at Ctrl-C nobody wants to wait for them.
const DRAIN: Duration = Duration::from_secs(2);

/// Runs the demo, or does what a running demo was asked for.
pub(crate) async fn run(demo: cli::Demo) -> Result<(), Failure> {
    logging::begin(Reader::Person)?;
    match demo.command {
        Some(DemoCommand::SignIn { role, order }) => sign_in(&demo.directory.path, role.0, order).await,
        None => show(&demo).await,
    }
}

async fn show(demo: &cli::Demo) -> Result<(), Failure> {
    let path = demo.directory.path.as_path();
    // The tour needs no port that anybody knows, so it finds a free one beside a demo that runs.
    let address = if demo.tour && demo.listen == cli::Demo::LISTEN { SocketAddr::new(demo.listen.ip(), 0) } else { demo.listen };
    let scale = if demo.small { sample::Scale::SMALL } else { sample::Scale::FULL };
    if !address.ip().is_loopback() {
        let what =
            format!("--listen {address}: the demo lets in whoever has a link and speaks plain HTTP, so it listens on this machine only");
        return Err(Failure::unusable(format!("{what}, such as 127.0.0.1:8080")));
    }
    let shutdown = Shutdown::listen()?;
    let directory = Directory::prepare(path)?;
    let mut occupied = directory.occupy()?;
    let listener = site::bind(address, "stop it, or choose another port with --listen 127.0.0.1:PORT").await?;
    // The port that was given, if any would do.
    let address = listener.local_addr().map_err(|error| Failure::failed("cannot tell the address").because(error))?;
    let base_url = format!("http://{address}");
    // The tour counts what it does, and the audit would do things besides.
    let auditor: Option<Arc<dyn app::audit::Auditor>> = if demo.tour { None } else { Some(Arc::new(auditor(path, address, &base_url))) };
    let app = tokio::select! {
        app = open(&occupied, &base_url, scale, auditor) => app?,
        () = shutdown.clone().asked() => {
            terminal::complain("\nsunward: stopped before the sample company was complete; the next start begins it anew");
            return Ok(());
        }
    };
    occupied.tell_address(&base_url)?;
    let limits = Limits { drain: DRAIN, ..Limits::default() };
    if demo.tour {
        return walk(app, listener, address, limits, shutdown).await;
    }
    terminal::say(&welcome(&app, path).await?)?;
    site::serve(app, listener, settings(address), limits, shutdown.asked()).await?;
    terminal::complain("sunward: ended; the next start finds everything as it was");
    Ok(())
}

/// Serves for as long as the tour takes.
async fn walk(app: App, listener: TcpListener, address: SocketAddr, limits: Limits, shutdown: Shutdown) -> Result<(), Failure> {
    let (over, ended) = oneshot::channel::<()>();
    let tour = async {
        let is_right = tour::run(&app, address, &mut io::stdout()).await;
        drop(over);
        is_right
    };
    let until = async {
        tokio::select! {
            _ = ended => {}
            () = shutdown.asked() => {}
        }
    };
    let (served, is_right) = tokio::join!(site::serve(app.clone(), listener, settings(address), limits, until), tour);
    served?;
    if is_right { Ok(()) } else { Err(Failure::failed("the tour found something wrong")) }
}

/// The complete sample company, made now or found as it was.
async fn open(
    occupied: &Occupied<'_>,
    base_url: &str,
    scale: sample::Scale,
    auditor: Option<Arc<dyn app::audit::Auditor>>,
) -> Result<App, Failure> {
    let directory = occupied.directory();
    if directory.is_unfinished() {
        directory.clear()?;
    }
    let is_new = !directory.has_database();
    let keys = match (is_new, KeyRing::open(&directory.key())) {
        (true, Err(KeyFileError::Missing(_))) => KeyRing::open_or_create(&directory.key(), &SystemRandom),
        (_, opened) => opened,
    }
    .map_err(|error| company::no_key(error, "; without it the demo cannot be read: delete the directory to begin anew"))?;
    if is_new {
        directory.begin()?;
    }
    let app = assemble(directory, keys, base_url, auditor).await?;
    let broken = |error: app::Error| Failure::failed("the sample company cannot be made").because(error);
    if is_new {
        app.store().migrate(clock::now()).await.map_err(|error| Failure::failed("the database cannot be made").because(error))?;
        let mut shown = None;
        let mut show = |done: u32, of: u32| {
            let percent = u64::from(done) * 100 / u64::from(of.max(1));
            if shown.replace(percent) != Some(percent) {
                terminal::progress(&format!("Making the sample company, once: {percent} %"));
            }
        };
        sample::build(&app, scale, &mut show).await.map_err(broken)?;
        terminal::progress("");
        directory.finish()?;
    } else {
        match company::state(app.store()).await? {
            store::MigrationState::Ahead { found } => return Err(company::ahead(found)),
            _ => app
                .store()
                .migrate(clock::now())
                .await
                .map_err(|error| Failure::failed("the database cannot be upgraded").because(error))?,
        };
        if !sample::is_complete(&app).await.map_err(broken)? {
            return Err(Failure::unusable(format!("{} holds no complete demo; delete it to begin anew", directory.path().display())));
        }
        app::demo::restore_clock(&app).await.map_err(broken)?;
    }
    Ok(app)
}

/// The demo in `path`, which is there and may be running, under `base_url`.
pub(crate) async fn reopen(path: &Path, base_url: &str) -> Result<App, Failure> {
    let directory = Directory::find(path)?;
    if !directory.has_database() || directory.is_unfinished() {
        return Err(Failure::unusable(format!("there is no demo in {}; `sunward demo` makes one", path.display())));
    }
    let keys = KeyRing::open(&directory.key()).map_err(|error| company::no_key(error, ""))?;
    let app = assemble(&directory, keys, base_url, None).await?;
    app::demo::restore_clock(&app).await.map_err(|error| Failure::failed("the demo's clock cannot be read").because(error))?;
    Ok(app)
}

/// How the demo in `path` is set up, and where it listens if it runs.
pub(crate) fn setup(path: &Path) -> Result<Setup, Failure> {
    let directory = Directory::find(path)?;
    let base_url = directory.address().unwrap_or_default();
    let (key, database) = (directory.key(), directory.database());
    let files = [("key", key.as_path()), ("database", database.as_path()), ("directory", directory.path())];
    Ok(Setup {
        listen: base_url.trim_start_matches("http://").to_owned(),
        base_url,
        behind_proxy: false,
        files: files.into_iter().filter_map(|(what, path)| File::at(what, path)).collect(),
        connection: None,
    })
}

/// Audits the demo in `path`, as it is at the time.
fn auditor(path: &Path, address: SocketAddr, base_url: &str) -> Auditor {
    let path = path.to_owned();
    Auditor::new(base_url.to_owned(), settings(address), move || setup(&path).unwrap_or_default())
}

async fn assemble(
    directory: &Directory,
    keys: KeyRing,
    base_url: &str,
    auditor: Option<Arc<dyn app::audit::Auditor>>,
) -> Result<App, Failure> {
    let store = company::store(&store::Config::Sqlite { path: directory.database() }, keys).await?;
    App::new(app::Setup {
        store,
        env: Env::Demo,
        clock: clock::system(),
        base_url: base_url.to_owned(),
        company: front_range_solar(),
        mailer: Mailer::None,
        hashing_threads: std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1)),
        auditor,
    })
    .map_err(|error| Failure::failed("the demo cannot be opened").because(error))
}

/// The sample company; nobody and nothing of it exists.
fn front_range_solar() -> Company {
    Company {
        name: "Front Range Solar".to_owned(),
        address: "1 Sample Plaza, Denver, CO 80202".to_owned(),
        email: "hello@frontrange.example".to_owned(),
        state: "CO".to_owned(),
        zone: "America/Denver".to_owned(),
        workmanship_warranty_years: 10,
    }
}

/// One more link, from a second process beside the running demo.
async fn sign_in(path: &Path, role: Role, order: Option<OrderId>) -> Result<(), Failure> {
    if order.is_some() && role != Role::Crew {
        return Err(Failure::unusable(format!("--order is for crew: an order is offered to a crew, not to {}", role.name())));
    }
    let base_url = Directory::find(path)?.address()?;
    let app = reopen(path, &base_url).await?;
    let link = match order {
        None => link(&app, role).await?,
        Some(order) => {
            let offered = app::demo::sign_in_link_of_offered_crew(&app, order).await;
            let offered = offered.map_err(|error| Failure::failed(format!("no sign-in link can be made for {order}")).because(error))?;
            offered.ok_or_else(|| Failure::failed(format!("{order} is not offered to a crew at present")))?
        }
    };
    app.store().close().await.map_err(|error| Failure::failed("the database could not be closed").because(error))?;
    terminal::say(&format!("{link}\n"))
}

async fn link(app: &App, role: Role) -> Result<String, Failure> {
    let failed = |error: app::Error| Failure::failed(format!("no sign-in link can be made for {}", role.name())).because(error);
    app::demo::sign_in_link(app, role).await.map_err(failed)
}

/// The address, and how to get in.
async fn welcome(app: &App, path: &Path) -> Result<String, Failure> {
    let company = &app.company().name;
    let mut text = format!("{company}, a sample company, on {}\n\nOne sign-in link each, which counts once:\n", app.base_url());
    for role in Role::PEOPLE {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {:<12}{}", role.name(), link(app, role).await?);
    }
    let data = if path == cli::DataDirectory::default().path { String::new() } else { format!(" --data {}", path.display()) };
    let _ = write!(text, "\nMore links: sunward demo sign-in ROLE{data}\nCtrl-C ends it; everything stays in {}.\n", path.display());
    Ok(text)
}

/// What the sample company would set: nobody reads its mail.
pub(crate) fn invented() -> Settings {
    Settings { security_contact: Some("mailto:security@frontrange.example".to_owned()), ..Settings::default() }
}

fn settings(address: SocketAddr) -> Settings {
    // What people type for this machine.
    let alias = Origin::parse(&format!("http://localhost:{}", address.port()));
    Settings { aliases: alias.into_iter().collect(), ..invented() }
}
