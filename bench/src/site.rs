//! The whole program without its socket, and a customer who is signed in.

use app::{App, demo};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use domain::account::Role;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use testkit::{BASE_URL, Bench, Database};
use tower::{Service as _, ServiceExt as _};
use vault::Token;
use web::Settings;

/// The program on a database of its own.
pub(crate) struct Site {
    bench: Bench,
    router: Router,
}

impl Site {
    pub(crate) async fn open(database: Database) -> Self {
        let bench = Bench::staffed(database).await;
        let router = web::router(bench.app.clone(), unlimited()).expect("a site");
        Self { bench, router }
    }

    pub(crate) async fn customer(&self) -> Customer {
        let app: &App = &self.bench.app;
        self.bench.person(Role::Customer, "Ana Ruiz").await;
        let link = demo::sign_in_link(app, Role::Customer).await.expect("a link");
        let token = Token::parse(link.rsplit('/').next().expect("a token")).expect("a token");
        let visitor = self.bench.visitor().caller(&self.bench);
        let opened = demo::sign_in(app, &visitor, &token).await.expect("a session");
        Customer { router: self.router.clone(), cookie: format!("sunward-demo={}", opened.token.text().as_str()) }
    }
}

/// The limits of a single source are not what is measured.
fn unlimited() -> Settings {
    let rate = web::guard::rate::Rate { per_second: 1_000_000, burst: 1_000_000 };
    Settings { requests: rate, changes: rate, ..Settings::default() }
}

/// A customer with a session.
#[derive(Clone)]
pub(crate) struct Customer {
    router: Router,
    cookie: String,
}

impl Customer {
    pub(crate) async fn get(&self, path: &str) -> Value {
        self.send("GET", path, None, Body::empty()).await
    }
    pub(crate) async fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Value {
        self.send("POST", path, key, Body::from(body.to_string())).await
    }
    async fn send(&self, method: &str, path: &str, key: Option<&str>, body: Body) -> Value {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, BASE_URL.trim_start_matches("http://"))
            .header(header::ORIGIN, BASE_URL)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let mut service = web::for_peer(self.router.clone(), std::net::Ipv4Addr::LOCALHOST.into());
        let answer = service.ready().await.unwrap().call(request.body(body).expect("a request")).await.unwrap();
        let status = answer.status();
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        assert!(status.is_success(), "{method} {path}: {status} {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap_or_default()
    }
}

/// A roof that differs a little from request to request.
pub(crate) fn roof(n: usize) -> Value {
    json!({
        "place": "Denver",
        "sections": [{ "shape": "gable", "length_cm": 1_200 + n % 400, "width_cm": 900, "pitch_deg": 25, "azimuth_deg": 170 + n % 20 }],
        "usage": { "annual_kwh": 7_000 + n % 3_000 }
    })
}
