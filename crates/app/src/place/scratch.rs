//! A store of one test, in a directory that goes with it.

use std::{path::PathBuf, sync::Arc};

use domain::Timestamp;
use policy::{Engine, Env};
use store::{Config, Store};
use vault::{KeyRing, SystemRandom, random_bytes};

pub(super) const NOW: Timestamp = Timestamp::from_seconds(1_795_237_200);

pub(super) struct Scratch {
    pub(super) store: Store,
    pub(super) engine: Engine,
    directory: PathBuf,
}

impl Scratch {
    pub(super) async fn open() -> Self {
        let name = u64::from_be_bytes(random_bytes(&SystemRandom).unwrap());
        let directory = std::env::temp_dir().join(format!("sunward-place-{name:016x}"));
        std::fs::create_dir(&directory).unwrap();
        let keys = KeyRing::generate(&SystemRandom).unwrap();
        let config = Config::Sqlite { path: directory.join("places.sqlite") };
        let store = Store::open(&config, keys, Arc::new(SystemRandom)).await.unwrap();
        store.migrate(NOW).await.unwrap();
        Self { store, engine: Engine::load(Env::Production).unwrap(), directory }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}
