//! An application over a database of its own, and requests to it that never touch a network.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use app::{App, Clock, Company, Setup};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, Response, StatusCode},
};
use domain::Timestamp;
use gateway::mail::Mailer;
use http_body_util::BodyExt as _;
use policy::Env;
use store::Store;
use tower::ServiceExt as _;
use vault::{KeyRing, SystemRandom};
use web::{SecureRouter, Settings};

pub(super) const NOW: i64 = 1_796_000_000;
pub(super) const HOST: &str = "127.0.0.1:8080";
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; \
    worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sw; \
    report-uri /csp-report; report-to csp";

/// A file that is removed with its test.
struct Database(PathBuf);

impl Database {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("sunward-web-{}-{}.db", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

/// An application over its own migrated database.
pub(super) struct House {
    pub(super) app: App,
    _database: Database,
}

impl House {
    pub(super) async fn new(env: Env, base_url: &str) -> Self {
        let house = Self::unmigrated(env, base_url).await;
        house.app.store().migrate(Timestamp::from_seconds(NOW)).await.unwrap();
        house
    }

    pub(super) async fn unmigrated(env: Env, base_url: &str) -> Self {
        let database = Database::new();
        let keys = KeyRing::generate(&SystemRandom).unwrap();
        let config = store::Config::Sqlite { path: database.0.clone() };
        let store = Store::open(&config, keys, Arc::new(SystemRandom)).await.unwrap();
        let company = Company {
            name: "Front Range Solar".into(),
            address: "1 Sun St, Boulder, CO 80302".into(),
            email: "hello@solar.example".into(),
            state: "CO".into(),
            zone: "America/Denver".into(),
            workmanship_warranty_years: 10,
        };
        let clock = Clock::new(|| Timestamp::from_seconds(NOW));
        let setup =
            Setup { store, env, clock, base_url: base_url.into(), company, mailer: Mailer::None, hashing_threads: 1, auditor: None };
        Self { app: App::new(setup).unwrap(), _database: database }
    }

    /// The site as it is.
    pub(super) fn site(&self) -> Router {
        web::router(self.app.clone(), Settings::default()).unwrap()
    }

    /// The site with routes of a test's own instead.
    pub(super) fn with(&self, routes: SecureRouter) -> Router {
        routes.finish(self.app.clone(), Settings::default()).unwrap().0
    }
}

pub(super) async fn demo() -> House {
    House::new(Env::Demo, "http://127.0.0.1:8080").await
}

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

pub(super) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = Response::into_parts(router.clone().oneshot(request).await.unwrap());
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

pub(super) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        builder = builder.header("host", HOST);
    }
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.into()).unwrap()
}

pub(super) async fn get(router: &Router, path: &str) -> Answer {
    send(router, request("GET", path, &[], Body::empty())).await
}

pub(super) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
pub(super) const JSON: (&str, &str) = ("content-type", "application/json");
