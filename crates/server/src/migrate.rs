//! `sunward migrate`: the schema, and with an empty database the key.

use store::{MigrationState, SCHEMA_VERSION};
use vault::{KeyFileError, KeyRing, SystemRandom};

use crate::{
    cli::ConfigFile,
    clock, company,
    config::{self, Config, DatabaseUrl},
    failure::Failure,
    terminal,
};

/// Makes or upgrades the database.
pub(crate) async fn run(file: &ConfigFile) -> Result<(), Failure> {
    let config = config::load(&file.path)?;
    if let DatabaseUrl::Sqlite(path) = &config.database.url {
        company::make_private_file(path)?;
    }
    let made_key = ensure_key(&config).await?;
    let keys = KeyRing::open(&config.keys.file.0).map_err(|error| company::no_key(error, ""))?;
    let store = company::store(&config.database_config()?, keys).await?;
    if let MigrationState::Ahead { found } = company::state(&store).await? {
        return Err(company::ahead(found));
    }
    let count = store.migrate(clock::now()).await.map_err(|error| Failure::failed("the database cannot be migrated").because(error))?;
    store.close().await.map_err(|error| Failure::failed("the database cannot be closed").because(error))?;
    if made_key {
        let path = config.keys.file.0.display();
        terminal::say(&format!(
            "Made the key {path}. Keep a copy of it, apart from the database's: without it nobody's data can be read.\n"
        ))?;
    }
    terminal::say(&match count {
        0 => format!("The database has schema {SCHEMA_VERSION} already.\n"),
        1 => format!("Applied 1 migration; the database has schema {SCHEMA_VERSION}.\n"),
        _ => format!("Applied {count} migrations; the database has schema {SCHEMA_VERSION}.\n"),
    })
}

/// Makes the key file where there is none and nothing is sealed yet.
async fn ensure_key(config: &Config) -> Result<bool, Failure> {
    let path = &config.keys.file.0;
    match KeyRing::open(path) {
        Ok(_) => return Ok(false),
        Err(KeyFileError::Missing(_)) => {}
        Err(error) => return Err(company::no_key(error, "")),
    }
    // Only to look at the schema, which nothing of is sealed.
    let passing = KeyRing::generate(&SystemRandom).map_err(|error| Failure::failed("no key can be made").because(error))?;
    let store = company::store(&config.database_config()?, passing).await?;
    let state = company::state(&store).await?;
    store.close().await.map_err(|error| Failure::failed("the database cannot be closed").because(error))?;
    if state != (MigrationState::Behind { found: 0 }) {
        let what =
            format!("there is no key file at {}, but the database has data already; bring the key back from your copy", path.display());
        return Err(Failure::unusable(what));
    }
    KeyRing::open_or_create(path, &SystemRandom).map_err(|error| company::no_key(error, ""))?;
    Ok(true)
}
