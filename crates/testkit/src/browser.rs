//! A browser in process: it sends what browsers send, keeps its cookies, and reads forms as they were rendered.

use std::collections::BTreeMap;

use app::Caller;
use axum::{Router, body::Body, http::Request};
use domain::account::Role;
use http_body_util::BodyExt as _;
use policy::{Actor, Amr, Permit, Resource, act};
use store::session::Session;
use tower::ServiceExt as _;
use vault::{SystemRandom, Token};
use web::{Settings, guard::rate::Rate};

use crate::{BASE_URL, Bench, Person};

/// The host of [`BASE_URL`].
pub const HOST: &str = "localhost:8080";

const FORM: &str = "application/x-www-form-urlencoded";

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Headers by their lower-case names; of several with one name the last.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub text: String,
}

impl Answer {
    /// A header; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
    /// The forms on the page.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        self.text.split("<form").skip(1).filter_map(|rest| Form::read(rest.split("</form>").next()?)).collect()
    }
}

/// A form as it was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// `get` or `post`.
    pub method: String,
    /// Where it is sent; empty means to its own page.
    pub action: String,
    /// Its fields in their order; of radio buttons with one name the one that is chosen, else the first.
    pub fields: Vec<Field>,
    /// It has a button without a name; then no named one is pressed.
    pub has_plain_button: bool,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type: that of the `input`, or `select`, `textarea`, `submit`.
    pub kind: String,
    /// What it would send untouched.
    pub value: String,
}

impl Form {
    fn read(html: &str) -> Option<Self> {
        let (head, body) = html.split_once('>')?;
        let mut fields: Vec<Field> = Vec::new();
        let mut has_plain_button = false;
        for (at, _) in body.match_indices('<') {
            let Some(tag) = body.get(at + 1..).and_then(|rest| rest.split('>').next()) else { continue };
            let rest = body.get(at + 1 + tag.len() + 1..).unwrap_or_default();
            let value = || attribute(tag, "value").unwrap_or_default();
            let (kind, value) = match tag.split_whitespace().next() {
                Some("input") => match attribute(tag, "type").unwrap_or_else(|| "text".to_owned()) {
                    kind if kind == "checkbox" => (kind, attribute(tag, "value").unwrap_or_else(|| "on".to_owned())),
                    kind => (kind, value()),
                },
                Some("select") => ("select".to_owned(), chosen(rest.split("</select>").next().unwrap_or_default())),
                Some("textarea") => ("textarea".to_owned(), unescape(rest.split("</textarea>").next().unwrap_or_default())),
                Some("button") => ("submit".to_owned(), value()),
                _ => continue,
            };
            let Some(name) = attribute(tag, "name") else {
                has_plain_button |= kind == "submit";
                continue;
            };
            match fields.iter_mut().find(|field| kind == "radio" && field.name == name) {
                Some(other) if tag.contains(" checked") => other.value = value,
                Some(_) => {}
                None => fields.push(Field { name, kind, value }),
            }
        }
        let (method, action) = (attribute(head, "method")?.to_lowercase(), attribute(head, "action").unwrap_or_default());
        Some(Self { method, action, fields, has_plain_button })
    }
    /// The fields that it would send: boxes ticked, and of named buttons the first, where there is no plain one.
    pub fn sent(&self) -> impl Iterator<Item = &Field> {
        let mut pressed = self.has_plain_button;
        self.fields.iter().filter(move |field| field.kind != "submit" || !std::mem::replace(&mut pressed, true))
    }
    /// What it would send.
    #[must_use]
    pub fn values(&self) -> Vec<(String, String)> {
        self.sent().map(|field| (field.name.clone(), field.value.clone())).collect()
    }
}

/// The value of the option that is chosen, else of the first.
fn chosen(html: &str) -> String {
    let options: Vec<&str> = html.split("<option").skip(1).filter_map(|rest| rest.split('>').next()).collect();
    let one = options.iter().find(|tag| tag.contains(" selected")).or(options.first());
    one.and_then(|tag| attribute(tag, "value")).unwrap_or_default()
}

/// The value of an attribute; an attribute without one is empty.
#[must_use]
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))?;
    let rest = tag.get(start + name.len() + 3..)?;
    rest.split('"').next().map(unescape)
}

fn unescape(text: &str) -> String {
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#34;", "\""), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    named.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)).replace("&amp;", "&")
}

/// Escapes every byte, so that nothing is left to a reader's mercy.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

/// `name=value` pairs as a form sends them.
#[must_use]
pub fn form_body(values: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        values.iter().map(|(name, value)| format!("{}={}", encode(name.as_bytes()), encode(value.as_bytes()))).collect();
    pairs.join("&")
}

/// A browser with or without a session.
#[derive(Clone, Debug)]
pub struct Browser {
    router: Router,
    session: Option<Token>,
    csrf: String,
}

impl Bench {
    /// The whole site, as nobody can slow it down.
    ///
    /// # Panics
    /// When the address of the tests is none.
    pub fn site(&self) -> Router {
        let never = Rate { per_second: 1_000_000, burst: 1_000_000 };
        let settings = Settings { requests: never, changes: never, streams_per_source: 10_000, ..Settings::default() };
        web::router(self.app.clone(), settings).expect("an origin")
    }
    /// A browser that nobody used before.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser { router: self.site(), session: None, csrf: String::new() }
    }
    /// Opens a session of a person as signing in would, by the method that her actor has.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn session(&self, who: &Person) -> Token {
        let permit: Permit<act::SignIn> = self.app.engine().permit(&Actor::visitor(None), Resource::Company).expect("anyone may sign in");
        let (now, token) = (self.app.clock().wall(), Token::generate(&SystemRandom).expect("randomness"));
        let session = Session {
            token: token.hash(),
            account: who.actor.account,
            person: who.actor.person.expect("a person"),
            amr: who.actor.amr,
            created_at: now,
            last_seen_at: now,
            expires_at: now.plus_hours(12),
        };
        let tx = self.app.store().begin(self.app.clock().now(), None).await.expect("begins");
        store::session::open(&tx, &permit, &session).await.expect("opens");
        let _ = tx.commit(()).await.expect("commits");
        token
    }
    /// A browser in which somebody is signed in; that of somebody who has no account has no session unless she is a
    /// visitor with a past.
    pub async fn browser_of(&self, who: &Person) -> Browser {
        let browser = self.browser();
        if who.actor.person.is_none() || (who.actor.role != Role::Visitor && who.actor.amr == Amr::None) {
            return browser;
        }
        browser.with(self, self.session(who).await)
    }
    /// Who a token is, as a request with it would find.
    ///
    /// # Panics
    /// When the database cannot be read.
    pub async fn caller_of(&self, token: Option<&Token>) -> Caller {
        let request = self.app.id::<domain::id::JobId>().expect("randomness");
        let source = uuid::Uuid::from_u128(7);
        app::session::caller(&self.app, token, domain::Language::English, domain::id::Id::uuid(request), source).await.expect("reads")
    }
}

impl Browser {
    /// The same browser with a session.
    #[must_use]
    pub fn with(self, bench: &Bench, session: Token) -> Self {
        let csrf = bench.app.store().keys().csrf_token(&session).text();
        Self { session: Some(session), csrf, ..self }
    }
    /// The token that forms of its session carry.
    #[must_use]
    pub fn csrf(&self) -> &str {
        &self.csrf
    }
    /// The cookie it sends.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        self.session.as_ref().map(|token| format!("sunward-demo={}", token.text().as_str()))
    }
    /// A request with the headers that browsers send, and `extra` in place of those of the same name.
    ///
    /// # Panics
    /// When the request or the answer is none.
    pub async fn send(&self, method: &str, path: &str, extra: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut headers: BTreeMap<String, String> = BTreeMap::from([
            ("host".to_owned(), HOST.to_owned()),
            ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
            ("accept-language".to_owned(), "en".to_owned()),
        ]);
        if !matches!(method, "GET" | "HEAD") {
            headers.insert("origin".to_owned(), BASE_URL.to_owned());
        }
        if let Some(cookie) = self.cookie() {
            headers.insert("cookie".to_owned(), cookie);
        }
        for (name, value) in extra {
            headers.insert((*name).to_owned(), (*value).to_owned());
        }
        let builder =
            headers.iter().fold(Request::builder().method(method).uri(path), |request, (name, value)| request.header(name, value));
        let request = builder.body(body.into()).expect("a request");
        let (parts, body) = self.router.clone().oneshot(request).await.expect("an answer").into_parts();
        let is_stream = parts.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        // A stream of events has no end; that it began is what is asked.
        let bytes = if is_stream { axum::body::Bytes::new() } else { body.collect().await.expect("a body").to_bytes() };
        let said = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers.iter().map(said).collect(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
    /// Looks at a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Body::empty()).await
    }
    /// Sends a form; the token of the session is added when it is not among the values.
    pub async fn post(&self, path: &str, values: &[(&str, &str)]) -> Answer {
        let mut all: Vec<(String, String)> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if !values.iter().any(|(name, _)| *name == "csrf") {
            all.push(("csrf".to_owned(), self.csrf.clone()));
        }
        self.send("POST", path, &[("content-type", FORM)], form_body(&all)).await
    }
}
