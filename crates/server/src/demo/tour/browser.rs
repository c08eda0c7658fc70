//! A browser without a screen: keeps cookies, fills in forms, follows redirects, says where its requests come from.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use http_body_util::{BodyExt as _, Full};
use hyper::{Request, body::Bytes};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Wrong, expect, form};

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) path: String,
    pub(crate) body: String,
}

/// Somebody with a browser of her own.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
    /// Sent with unsafe requests as browsers do; an attack says something else.
    pub(crate) fetch_site: &'static str,
    pub(crate) host: Option<String>,
    pub(crate) page: Page,
}

/// Bytes of an answer that are read at most.
const LONGEST: usize = 4 << 20;
/// Redirects that are followed at most.
const FOLLOWED: u32 = 5;
/// Times that a request which came too early is sent.
const PATIENCE: u32 = 20;

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let page = Page { status: 0, location: None, path: String::new(), body: String::new() };
        Self { address, cookies: BTreeMap::new(), fetch_site: "same-origin", host: None, page }
    }

    /// One request, no redirects.
    pub(crate) async fn send(&mut self, method: &str, path: &str, content_type: Option<&str>, body: String) -> Result<&Page, Wrong> {
        let broken = |e: &dyn std::fmt::Display| Wrong::new(format!("{method} {path}: {e}"));
        let stream = TcpStream::connect(self.address).await.map_err(|e| broken(&e))?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|e| broken(&e))?;
        let driver = tokio::spawn(connection);
        let host = self.host.clone().unwrap_or_else(|| self.address.to_string());
        let origin =
            if self.fetch_site == "same-origin" { format!("http://{}", self.address) } else { "https://attacker.example".to_owned() };
        let mut request =
            Request::builder().method(method).uri(path).header("host", host).header("accept", "text/html").header("accept-language", "en");
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", all.join("; "));
        }
        if method != "GET" {
            request = request.header("origin", origin).header("sec-fetch-site", self.fetch_site).header("sec-fetch-mode", "navigate");
        }
        if let Some(kind) = content_type {
            request = request.header("content-type", kind);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(|e| broken(&e))?;
        let answer = sender.send_request(request).await.map_err(|e| broken(&e))?;
        for cookie in answer.headers().get_all("set-cookie") {
            self.keep(cookie.to_str().unwrap_or_default());
        }
        let status = answer.status().as_u16();
        let location = answer.headers().get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
        let read = http_body_util::Limited::new(answer.into_body(), LONGEST).collect().await.map_err(|e| broken(&e))?;
        driver.abort();
        self.page = Page { status, location, path: path.to_owned(), body: String::from_utf8_lossy(&read.to_bytes()).into_owned() };
        Ok(&self.page)
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        if let Some((name, value)) = pair.split_once('=') {
            if value.is_empty() || attributes.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    async fn follow(&mut self) -> Result<(), Wrong> {
        for _ in 0..FOLLOWED {
            let Some(location) = self.page.location.clone().filter(|_| (300..400).contains(&self.page.status)) else { return Ok(()) };
            expect(location.starts_with('/') && !location.starts_with("//"), || format!("redirected to {location}"))?;
            self.send("GET", &location, None, String::new()).await?;
        }
        Err(Wrong::new("redirected too often"))
    }

    /// Opens a page; anything but a page is wrong.
    pub(crate) async fn open(&mut self, path: &str) -> Result<&Page, Wrong> {
        self.send("GET", path, None, String::new()).await?;
        self.follow().await?;
        expect(self.page.status == 200, || format!("{path} answered {}", self.page.status))?;
        Ok(&self.page)
    }

    /// The status of a page, redirects not followed.
    pub(crate) async fn status(&mut self, path: &str) -> Result<u16, Wrong> {
        Ok(self.send("GET", path, None, String::new()).await?.status)
    }

    /// Posts fields; redirects are not followed.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<&Page, Wrong> {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        // All these people come from one address, which may post only so often: whoever is asked to wait, waits.
        for _ in 0..PATIENCE {
            if self.send("POST", path, Some("application/x-www-form-urlencoded"), body.join("&")).await?.status != 429 {
                break;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        Ok(&self.page)
    }

    /// The form of the present page, with some fields filled in.
    pub(crate) fn fill(&self, id: &str, fields: &[(&str, &str)]) -> Result<(String, Vec<(String, String)>), Wrong> {
        let form = form::find(&self.page.body, id).ok_or_else(|| Wrong::new(format!("{} has no form {id}", self.page.path)))?;
        let mut all: Vec<(String, String)> =
            form.fields.into_iter().filter(|(name, _)| !fields.iter().any(|(given, _)| given == name)).collect();
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Ok((if form.action.is_empty() { self.page.path.clone() } else { form.action }, all))
    }

    /// Fills a form in, sends it and follows; anything but a page is wrong.
    pub(crate) async fn submit(&mut self, id: &str, fields: &[(&str, &str)]) -> Result<&Page, Wrong> {
        let (action, all) = self.fill(id, fields)?;
        self.post(&action, &all).await?;
        self.follow().await?;
        expect(self.page.status == 200, || format!("form {id} answered {}", self.page.status))?;
        Ok(&self.page)
    }

    /// Fills a form in and sends it; the bare status.
    pub(crate) async fn submit_status(&mut self, id: &str, fields: &[(&str, &str)]) -> Result<u16, Wrong> {
        let (action, all) = self.fill(id, fields)?;
        Ok(self.post(&action, &all).await?.status)
    }

    /// Presses "sign out" in the header: a button of the form for language and colours with an address of its own.
    pub(crate) async fn sign_out(&mut self) -> Result<u16, Wrong> {
        let csrf = form::fields_named(&self.page.body, "csrf").next().ok_or_else(|| Wrong::new("the page has no token"))?;
        Ok(self.post("/sign-out", &[("csrf".to_owned(), csrf)]).await?.status)
    }

    /// A value of the present page.
    pub(crate) fn value(&self, key: &str) -> Result<String, Wrong> {
        form::value(&self.page.body, key).ok_or_else(|| Wrong::new(format!("{} shows no {key}", self.page.path)))
    }

    /// Links of the present page.
    pub(crate) fn links(&self, prefix: &str) -> Vec<String> {
        form::links(&self.page.body, prefix)
    }

    /// Uses a one-time link of the demo.
    pub(crate) async fn enter(&mut self, link: &str) -> Result<&Page, Wrong> {
        self.open(path_of(link)).await?;
        self.submit("demo-sign-in-form", &[]).await
    }
}

/// The path of one of our own links.
pub(crate) fn path_of(link: &str) -> &str {
    link.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or(link)
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
