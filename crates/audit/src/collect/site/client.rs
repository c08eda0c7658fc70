//! One request at a time.

use std::{collections::BTreeMap, hash::Hasher, sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{Request, Uri, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::Instant,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

use super::{Failed, Options, trust::Verifier};

/// No more of a body is read, bytes.
const MOST_READ: usize = 256 << 10;
/// No more of a body is kept, bytes.
const MOST_KEPT: usize = 16 << 10;

/// A question.
#[derive(Clone, Debug, Default)]
pub(super) struct Ask {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    /// Type and content.
    pub(super) body: Option<(String, String)>,
    /// Whether to ask by plain HTTP at this port instead of the base.
    pub(super) plain: Option<(String, u16)>,
    cookies: BTreeMap<String, String>,
    bearer: Option<String>,
    anonymous: bool,
}

impl Ask {
    pub(super) fn get(target: impl Into<String>) -> Self {
        Self { method: "GET".to_owned(), target: target.into(), ..Self::default() }
    }
    pub(super) fn post(target: impl Into<String>, kind: &str, body: impl Into<String>) -> Self {
        Self { method: "POST".to_owned(), target: target.into(), body: Some((kind.to_owned(), body.into())), ..Self::default() }
    }
    pub(super) fn method(mut self, method: &str) -> Self {
        method.clone_into(&mut self.method);
        self
    }
    pub(super) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
    pub(super) fn cookies(mut self, cookies: &BTreeMap<String, String>) -> Self {
        self.cookies.extend(cookies.iter().map(|(name, value)| (name.clone(), value.clone())));
        self
    }
    pub(super) fn bearer(mut self, token: Option<&str>) -> Self {
        self.bearer = token.map(str::to_owned);
        self
    }
    /// Says that the cookies are those of a visitor who has not signed in.
    pub(super) fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }
    /// Whether it is somebody's question: with a cookie or a token of theirs.
    pub(super) fn secret(&self) -> bool {
        !self.anonymous && (!self.cookies.is_empty() || self.bearer.is_some())
    }
    pub(super) fn recorded_target(&self) -> String {
        match &self.plain {
            Some((host, port)) => format!("http://{host}:{port}{}", self.target),
            None => self.target.clone(),
        }
    }
    /// What was sent, without secrets.
    pub(super) fn recorded_headers(&self) -> Vec<(String, String)> {
        let mut headers = self.headers.clone();
        if !self.cookies.is_empty() {
            headers.push(("Cookie".to_owned(), "…".to_owned()));
        }
        if self.bearer.is_some() {
            headers.push(("Authorization".to_owned(), "…".to_owned()));
        }
        if let Some((kind, _)) = &self.body {
            headers.push(("Content-Type".to_owned(), kind.clone()));
        }
        headers
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    pub(super) elapsed: Duration,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    pub(super) fn accepted(&self) -> bool {
        (200..300).contains(&self.status)
    }
    pub(super) fn beginning(&self) -> String {
        let end = (0..=MOST_KEPT.min(self.body.len())).rev().find(|end| self.body.is_char_boundary(*end)).unwrap_or(0);
        self.body.get(..end).unwrap_or_default().to_owned()
    }
    /// What is kept: values of cookies become fingerprints, so that sessions can be compared and not used.
    pub(super) fn recorded_headers(&self) -> Vec<(String, String)> {
        let veiled = |(name, value): &(String, String)| {
            let value = if name == "set-cookie" { veiled_cookie(value) } else { value.clone() };
            (name.clone(), value)
        };
        self.headers.iter().map(veiled).collect()
    }
    /// Puts the cookies of the answer into a jar and takes those away that it deletes.
    pub(super) fn keep_cookies(&self, jar: &mut BTreeMap<String, String>) {
        for cookie in
            self.headers.iter().filter(|(name, _)| name == "set-cookie").filter_map(|(_, value)| crate::evidence::site::Cookie::read(value))
        {
            if cookie.deleted || cookie.value.is_empty() {
                jar.remove(&cookie.name);
            } else {
                jar.insert(cookie.name, cookie.value);
            }
        }
    }
}

fn veiled_cookie(field: &str) -> String {
    let (pair, rest) = field.split_once(';').map_or((field, ""), |(pair, rest)| (pair, rest));
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let semicolon = if rest.is_empty() { "" } else { ";" };
    if value.trim().is_empty() { field.to_owned() } else { format!("{name}={}{semicolon}{rest}", fingerprint(value.trim())) }
}

/// Tells equal values from different ones and leads back to none.
fn fingerprint(value: &str) -> String {
    let mut hasher = std::hash::DefaultHasher::new();
    hasher.write(value.as_bytes());
    format!("{:016x}", hasher.finish())
}

/// Where the site is.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) tls: bool,
    pub(super) host: String,
    pub(super) port: u16,
}

impl Base {
    pub(super) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let tls = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = uri.host()?.trim_start_matches('[').trim_end_matches(']').to_owned();
        // A password before the host would be sent along nowhere and logged somewhere.
        let known = !host.is_empty() && !uri.authority()?.as_str().contains('@');
        known.then(|| Self { tls, host, port: uri.port_u16().unwrap_or(if tls { 443 } else { 80 }) })
    }
    /// The host as it stands in an address.
    pub(super) fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        if self.port == (if self.tls { 443 } else { 80 }) { host } else { format!("{host}:{}", self.port) }
    }
}

/// Asks, and keeps the pace.
pub(super) struct Client {
    base: Base,
    connector: TlsConnector,
    verifier: Arc<Verifier>,
    asked: usize,
    pause: Duration,
    timeout: Duration,
    last: Option<Instant>,
}

impl Client {
    pub(super) fn new(options: &Options) -> Result<Self, Failed> {
        let base = Base::parse(&options.url).ok_or(Failed::Address)?;
        let verifier = Verifier::new(&options.roots, options.today).map_err(|error| Failed::Unreached(error.to_string()))?;
        let connector = TlsConnector::from(verifier.config(&[]).map_err(|error| Failed::Unreached(error.to_string()))?);
        let pause = Duration::from_secs(1).checked_div(options.per_second.max(1)).unwrap_or_default();
        Ok(Self { base, connector, verifier, asked: 0, pause, timeout: options.timeout, last: None })
    }
    pub(super) fn base(&self) -> String {
        format!("{}://{}", if self.base.tls { "https" } else { "http" }, self.base.authority())
    }
    pub(super) fn place(&self) -> &Base {
        &self.base
    }
    pub(super) fn verifier(&self) -> &Arc<Verifier> {
        &self.verifier
    }
    pub(super) fn asked(&self) -> usize {
        self.asked
    }
    /// Waits until the next request may be made, and counts it.
    pub(super) async fn turn(&mut self) {
        self.asked += 1;
        if let Some(last) = self.last {
            tokio::time::sleep_until(last + self.pause).await;
        }
        self.last = Some(Instant::now());
    }
    /// Opens a connection to the host that was named.
    pub(super) async fn connect(&self, port: u16) -> Result<TcpStream, Failed> {
        let stream = tokio::time::timeout(self.timeout, TcpStream::connect((self.base.host.as_str(), port))).await;
        stream.map_err(|_| late())?.map_err(|error| Failed::Unreached(error.kind().to_string()))
    }
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }
    pub(super) async fn ask(&mut self, ask: &Ask) -> Result<Answer, Failed> {
        self.turn().await;
        let begun = Instant::now();
        let mut answer = tokio::time::timeout(self.timeout, self.exchange(ask)).await.map_err(|_| late())??;
        answer.elapsed = begun.elapsed();
        Ok(answer)
    }
    async fn exchange(&self, ask: &Ask) -> Result<Answer, Failed> {
        match &ask.plain {
            Some((_, port)) => self.speak(self.connect(*port).await?, ask).await,
            None if !self.base.tls => self.speak(self.connect(self.base.port).await?, ask).await,
            None => {
                let name = ServerName::try_from(self.base.host.clone()).map_err(|_| Failed::Address)?;
                let stream = self.connector.connect(name, self.connect(self.base.port).await?).await;
                self.speak(stream.map_err(|error| Failed::Unreached(error.kind().to_string()))?, ask).await
            }
        }
    }
    async fn speak(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, ask: &Ask) -> Result<Answer, Failed> {
        let failed = |_| Failed::Unreached("the answer is no HTTP".to_owned());
        let (mut sender, connection) =
            http1::Builder::new().max_buf_size(64 << 10).handshake(TokioIo::new(stream)).await.map_err(failed)?;
        let driven = tokio::spawn(connection);
        let outcome = self.send(&mut sender, ask).await;
        driven.abort();
        outcome
    }
    async fn send(&self, sender: &mut http1::SendRequest<Full<Bytes>>, ask: &Ask) -> Result<Answer, Failed> {
        let failed = |_| Failed::Unreached("the answer is no HTTP".to_owned());
        let response = sender.send_request(self.request(ask)?).await.map_err(failed)?;
        let status = response.status().as_u16();
        let text = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let mut body = response.into_body();
        let mut bytes = Vec::new();
        while bytes.len() < MOST_READ {
            match body.frame().await {
                Some(Ok(frame)) => bytes.extend_from_slice(frame.data_ref().map(Bytes::as_ref).unwrap_or_default()),
                // A body that breaks off is as good as its beginning.
                Some(Err(_)) | None => break,
            }
        }
        bytes.truncate(MOST_READ);
        Ok(Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), elapsed: Duration::ZERO })
    }
    fn request(&self, ask: &Ask) -> Result<Request<Full<Bytes>>, Failed> {
        let host = match &ask.plain {
            Some((_, port)) => Base { tls: false, port: *port, host: self.base.host.clone() }.authority(),
            None => self.base.authority(),
        };
        let named = |name: &str| ask.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        let mut request = Request::builder().method(ask.method.as_str()).uri(ask.target.as_str());
        for (name, value) in [
            ("host", host.as_str()),
            ("user-agent", "sunward-audit"),
            ("accept", "text/html,application/json;q=0.9,*/*;q=0.8"),
            ("connection", "close"),
        ] {
            if !named(name) {
                request = request.header(name, value);
            }
        }
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        if !ask.cookies.is_empty() {
            let pairs: Vec<String> = ask.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        if let Some(token) = &ask.bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = match &ask.body {
            Some((kind, body)) => {
                request = request.header("content-type", kind);
                Bytes::from(body.clone())
            }
            None => Bytes::new(),
        };
        request.body(Full::new(body)).map_err(|_| Failed::Address)
    }
}

fn late() -> Failed {
    Failed::Unreached("no answer in time".to_owned())
}
