//! From a configuration to an open company: key, database, mail.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
    sync::Arc,
};

use app::{App, Company, Setup};
use domain::text::Email;
use gateway::mail::{BadSmtpConfig, Mailer, SmtpConfig, SmtpCredentials, SmtpMailer, SmtpPassword, SmtpTls};
use policy::Env;
use store::{MigrationState, SCHEMA_VERSION, Store};
use vault::{KeyFileError, KeyRing, SystemRandom};

use crate::{
    audit::house,
    auditor::Auditor,
    clock,
    config::{Config, DatabaseUrl, Mail, MailTls, secret},
    failure::Failure,
    serve,
};

/// Opens the company of a configuration, as `serve` finds it: with key and schema, or not at all.
pub(crate) async fn open(config: &Config) -> Result<App, Failure> {
    let keys = KeyRing::open(&config.keys.file.0).map_err(|error| no_key(error, "; `sunward migrate` makes it with an empty database"))?;
    if let DatabaseUrl::Sqlite(path) = &config.database.url {
        private_file(path)?
            .ok_or_else(|| Failure::unusable(format!("there is no database at {}; run `sunward migrate` first", path.display())))?;
    }
    let store = store(&config.database_config()?, keys).await?;
    match state(&store).await? {
        MigrationState::Current => {}
        MigrationState::Behind { found } => {
            let what = format!("the database has schema {found} and this program needs {SCHEMA_VERSION}; run `sunward migrate` first");
            return Err(Failure::unusable(what));
        }
        MigrationState::Ahead { found } => return Err(ahead(found)),
    }
    app(config, store)
}

/// Opens a database.
pub(crate) async fn store(config: &store::Config, keys: KeyRing) -> Result<Store, Failure> {
    Store::open(config, keys, Arc::new(SystemRandom))
        .await
        .map_err(|error| Failure::failed(format!("the database{} cannot be opened", place(config))).because(error))
}

/// How the schema of an open database stands.
pub(crate) async fn state(store: &Store) -> Result<MigrationState, Failure> {
    store.migration_state().await.map_err(|error| Failure::failed("the schema of the database cannot be read").because(error))
}

/// The database was made by a program that is newer than this one.
pub(crate) fn ahead(found: i64) -> Failure {
    Failure::unusable(format!("the database has schema {found}, but this program knows {SCHEMA_VERSION} only; run the newer program"))
}

/// The key file cannot be used; `remedy` follows where there is none.
pub(crate) fn no_key(error: KeyFileError, remedy: &str) -> Failure {
    match error {
        KeyFileError::Missing(path) => Failure::unusable(format!("there is no key file at {}{remedy}", path.display())),
        other => Failure::unusable("the key file cannot be used").because(other),
    }
}

/// Makes an empty file that only we can read, unless it is there.
pub(crate) fn make_private_file(path: &Path) -> Result<(), Failure> {
    if private_file(path)?.is_some() {
        return Ok(());
    }
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map(|_| ()).map_err(|error| Failure::failed(format!("{} cannot be made", path.display())).because(error))
}

/// Whether the file is there and nobody else can reach it; `None` when it is not there.
fn private_file(path: &Path) -> Result<Option<()>, Failure> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::unusable(format!("{} cannot be read", path.display())).because(error)),
    };
    if !metadata.is_file() {
        return Err(Failure::unusable(format!("{} is not a regular file", path.display())));
    }
    let mode = metadata.mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(Failure::unusable(format!("{0} has mode {mode:04o}, others can reach it; run: chmod 600 {0}", path.display())));
    }
    Ok(Some(()))
}

/// Where it is, for a message; a server's address is in the configuration and stays there.
fn place(config: &store::Config) -> String {
    match config {
        store::Config::Sqlite { path } => format!(" {}", path.display()),
        store::Config::MySql { .. } => String::new(),
    }
}

fn app(config: &Config, store: Store) -> Result<App, Failure> {
    let company = &config.company;
    App::new(Setup {
        store,
        env: Env::Production,
        clock: clock::system(),
        base_url: config.listen.base_url.0.clone(),
        company: Company {
            name: company.name.0.clone(),
            address: company.address.0.clone(),
            email: company.email.0.clone(),
            state: company.state.0.clone(),
            zone: company.zone.0.clone(),
            workmanship_warranty_years: company.workmanship_warranty_years,
        },
        mailer: mailer(&config.mail, &company.name.0)?,
        hashing_threads: config.limits.hashing_threads(),
        auditor: Some(Arc::new(auditor(config))),
    })
    .map_err(|error| Failure::failed("the company cannot be opened").because(error))
}

fn auditor(config: &Config) -> Auditor {
    Auditor::new(config.listen.base_url.0.clone(), serve::settings(config), house::setup_at_any_time(config))
}

fn mailer(mail: &Mail, company: &str) -> Result<Mailer, Failure> {
    let refused = |error: BadSmtpConfig| Failure::unusable("mail cannot be sent as configured").because(error);
    let credentials = match (&mail.username, &mail.password_file) {
        (Some(username), Some(file)) => {
            Some(SmtpCredentials { username: username.clone(), password: SmtpPassword::from_file(&file.0).map_err(refused)? })
        }
        _ => None,
    };
    let from = Email::parse("from", &mail.from.0).map_err(|error| Failure::unusable("mail cannot be sent as configured").because(error))?;
    let tls = match mail.tls {
        MailTls::Starttls => SmtpTls::Starttls,
        MailTls::Implicit => SmtpTls::Implicit,
        MailTls::PlainLoopbackOnly => SmtpTls::PlainLoopbackOnly,
    };
    let relay = SmtpConfig { host: mail.host.clone(), port: mail.port, tls, credentials, from_name: company.to_owned(), from };
    SmtpMailer::new(relay).map(Mailer::Smtp).map_err(refused)
}

impl Config {
    /// How the database is opened, with the password from its file.
    pub(crate) fn database_config(&self) -> Result<store::Config, Failure> {
        Ok(match &self.database.url {
            DatabaseUrl::Sqlite(path) => store::Config::Sqlite { path: path.clone() },
            DatabaseUrl::MySql(server) => {
                let password = self.database.password_file.as_ref().map(|file| secret(&file.0)).transpose();
                let password = password.map_err(|why| Failure::unusable(format!("the database's password: {why}")))?;
                store::Config::MySql { url: server.url(password.as_deref()), connections: self.database.connections }
            }
        })
    }
}
