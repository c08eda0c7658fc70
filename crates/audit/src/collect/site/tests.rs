//! Sites of a few lines, on the loopback interface: a broken one and its mended twin.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::{ToSpan, civil::date};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{TlsAcceptor, rustls};

use super::{Accounts, Description, Options, collect};
use crate::{
    Subject,
    evidence::site::{Site, TlsVersion, Trust, read, write},
    finding::Verdict,
    run,
};

/// A request as the small servers read it.
#[derive(Clone, Debug, Default)]
struct Request {
    method: String,
    target: String,
    head: String,
    body: String,
}

impl Request {
    fn field(&self, name: &str) -> &str {
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim()).unwrap_or_default()
    }
    fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
    fn parameter(&self, name: &str) -> Option<String> {
        let query = self.target.split_once('?')?.1;
        let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
        let mut bytes = Vec::new();
        let mut rest = value.bytes();
        while let Some(byte) = rest.next() {
            let hex = |digit: Option<u8>| char::from(digit.unwrap()).to_digit(16).unwrap();
            bytes.push(if byte == b'%' { u8::try_from(hex(rest.next()) * 16 + hex(rest.next())).unwrap() } else { byte });
        }
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

type Answering = Arc<dyn Fn(&Request) -> String + Send + Sync>;

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, answering: &Answering) {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 4096];
    let request = loop {
        let length = stream.read(&mut buffer).await.unwrap_or(0);
        bytes.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut first = head.lines().next().unwrap_or_default().split(' ');
            let request = Request {
                method: first.next().unwrap().into(),
                target: first.next().unwrap_or("/").into(),
                head: head.into(),
                body: body.into(),
            };
            if request.body.len() >= request.field("content-length").parse().unwrap_or(0) {
                break request;
            }
        }
        if length == 0 {
            return;
        }
    };
    let _ = stream.write_all(answering(&request).as_bytes()).await;
    let _ = stream.shutdown().await;
}

async fn serve(answering: Answering) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answering = Arc::clone(&answering);
            tokio::spawn(async move { answer(stream, &answering).await });
        }
    });
    address
}

fn http(status: u16, fields: &[&str], body: &str) -> String {
    let fields: String = fields.iter().map(|field| format!("{field}\r\n")).collect();
    format!("HTTP/1.1 {status} X\r\n{fields}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

fn options(address: SocketAddr) -> Options {
    let mut options = Options::new(format!("http://{address}"), "zq7mark");
    options.per_second = 100_000;
    options.most = 400;
    options.timeout = Duration::from_secs(5);
    options.today = Some(date(2026, 11, 21));
    options
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(future)
}

fn verdicts(site: &Site) -> Vec<(&'static str, Verdict)> {
    let subject = Subject { site: Some(site.clone()), ..Subject::default() };
    run(subject, &|_, _| ())
        .outcomes
        .into_iter()
        .filter(|outcome| outcome.check.id.starts_with("site-"))
        .map(|outcome| (outcome.check.id, outcome.verdict))
        .collect()
}

const ACCOUNTS: &str = r#"
[sign_out]
path = "/logout"
[change]
path = "/me"
body = "language=en"
[reset]
path = "/forgot"
type = "application/json"
body = '{"email":"{name}"}'
[[account]]
role = "customer"
name = "ana@example.org"
password = "open-sesame"
home = "/account"
[[account]]
role = "installer"
name = "ben@example.org"
password = "open-sesame"
"#;

const DESCRIPTION: &str = r#"{"openapi":"3.1.0","security":[{"s":[]}],"paths":{
    "/api/orders":{"get":{}},"/api/orders/{id}":{"get":{}},"/api/admin/users":{"get":{}},"/api/health":{"get":{"security":[]}},
    "/fetch":{"get":{"security":[],"parameters":[{"in":"query","name":"url","schema":{"type":"string"}}]}}}}"#;

const FORM: &str = "<form method=post action=/login><input type=hidden name=csrf value=x><input type=email name=email><input type=password name=password></form>";

/// Everything that can be wrong with a site, or nothing of it.
fn shop(broken: bool, sessions: Arc<Mutex<Vec<String>>>, tries: Arc<Mutex<usize>>) -> Answering {
    let good = [
        "content-type: text/html",
        "content-security-policy: default-src 'self'; frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cross-origin-opener-policy: same-origin",
        "cache-control: no-store",
    ];
    Arc::new(move |request| {
        let fields: &[&str] = if broken { &["content-type: text/html", "server: nginx/1.18.0"] } else { &good };
        let page = |body: &str| http(200, fields, body);
        let session = request
            .field("cookie")
            .split(';')
            .find_map(|pair| pair.trim().strip_prefix("__Host-session=").or(pair.trim().strip_prefix("session=")).map(str::to_owned));
        let who = session
            .as_ref()
            .filter(|session| sessions.lock().unwrap().contains(session))
            .and_then(|session| session.split('.').next().map(str::to_owned));
        let refused = || http(401, &["content-type: application/json"], "{\"error\":\"sign in\"}");
        if !broken && request.field("host").contains("audit.invalid") {
            return http(421, &[], "");
        }
        match (request.method.as_str(), request.path()) {
            ("TRACE", _) if broken => http(200, &["content-type: message/http"], &request.head),
            ("OPTIONS", _) => http(204, &[if broken { "allow: GET, PUT, DELETE" } else { "allow: GET, HEAD, POST" }], ""),
            ("GET", "/") => {
                let origin = request.field("origin").to_owned();
                let mut fields = fields.to_vec();
                let allowed = format!("access-control-allow-origin: {origin}");
                if broken && !origin.is_empty() {
                    fields.extend([allowed.as_str(), "access-control-allow-credentials: true"]);
                }
                let forwarded = request.field("x-forwarded-host");
                let host = if broken && !forwarded.is_empty() { format!("https://{forwarded}/") } else { "/".to_owned() };
                if broken && request.target.contains("%00") {
                    return http(500, &["content-type: text/plain"], "Traceback (most recent call last):\n  File \"/app/main.py\"");
                }
                let cookie = "set-cookie: session=visitor.1; Path=/";
                if broken && session.is_none() {
                    fields.push(cookie);
                }
                http(
                    200,
                    &fields,
                    &format!(
                        "<a href='/login'>in</a><a href='{host}about'>us</a><form action=/search><input name=q></form><script src=/app.js></script>"
                    ),
                )
            }
            ("GET", "/about") => page("<p>We sell panels"),
            ("GET", "/login") => match request.parameter("next").filter(|_| broken) {
                Some(next) => http(302, &[&format!("location: {next}")], ""),
                // A visitor's session that signing in goes on with.
                None if broken => http(200, &[fields, &["set-cookie: session=visitor.1; Path=/"]].concat(), FORM),
                None => page(FORM),
            },
            ("POST", "/login") => {
                let sent = request.body.as_str();
                let name = if sent.contains("ana%40") {
                    Some("ana")
                } else if sent.contains("ben%40") {
                    Some("ben")
                } else {
                    None
                };
                let default = broken && sent.contains("email=admin&password=admin");
                if default || (name.is_some() && sent.contains("open-sesame")) {
                    let count = sessions.lock().unwrap().len();
                    let session =
                        if broken && name == Some("ana") { "visitor.1".to_owned() } else { format!("{}.{count}", name.unwrap_or("admin")) };
                    sessions.lock().unwrap().push(session.clone());
                    if broken && name == Some("ana") {
                        sessions.lock().unwrap().push("ana.0".to_owned());
                        return http(303, &["location: /account", "set-cookie: session=visitor.1; Path=/", "set-cookie: seen=1"], "");
                    }
                    let cookie = if broken {
                        format!("set-cookie: session={session}; Path=/")
                    } else {
                        format!("set-cookie: __Host-session={session}; Path=/; Secure; HttpOnly; SameSite=Lax")
                    };
                    return http(303, &["location: /account", &cookie], "");
                }
                *tries.lock().unwrap() += 1;
                if !broken && *tries.lock().unwrap() > 12 {
                    return http(429, &["retry-after: 60"], "");
                }
                http(
                    401,
                    &["content-type: text/html"],
                    if broken && name.is_some() { "<p>Wrong password</p>" } else { "<p>Wrong name or password</p>" },
                )
            }
            ("POST", "/forgot") if broken && !request.body.contains("ana@") => http(404, &[], "no such account"),
            ("POST", "/forgot") => http(202, &["content-type: application/json"], "{\"sent\":\"if there is such an account\"}"),
            ("POST", "/logout") => {
                if !broken {
                    sessions.lock().unwrap().retain(|known| Some(known) != session.as_ref());
                }
                http(303, &["location: /"], "")
            }
            ("POST", "/me") if who.is_none() => refused(),
            ("POST", "/me") if !broken && request.field("sec-fetch-site") == "cross-site" => http(403, &[], ""),
            ("POST", "/me") => http(204, &[], ""),
            ("GET", "/account") if who.is_some() => page("<p>Yours"),
            ("GET", "/account") => http(303, &["location: /login"], ""),
            ("GET", "/search") => {
                let q = request.parameter("q").unwrap_or_default();
                if broken && q.contains('\'') && !q.contains('<') {
                    return http(500, &["content-type: text/html"], "You have an error in your SQL syntax");
                }
                page(&if broken {
                    format!("<p>{}", q.replace("{{191*7}}", "1337"))
                } else {
                    q.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&#39;")
                })
            }
            ("GET", "/fetch") => {
                if let Some(url) = request.parameter("url").filter(|_| broken)
                    && let Some((authority, path)) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/'))
                    && let Ok(mut stream) = std::net::TcpStream::connect(authority)
                {
                    let _ = std::io::Write::write_all(&mut stream, format!("GET /{path} HTTP/1.1\r\n\r\n").as_bytes());
                }
                http(204, &[], "")
            }
            ("GET", "/api/orders") if who.is_some() => http(
                200,
                &["content-type: application/json"],
                &format!("[{{\"id\":\"of-{}\"}}]", if who.as_deref() == Some("ben") { "ben" } else { "ana" }),
            ),
            ("GET", path) if path.starts_with("/api/orders/of-") && (broken || who.as_deref() == path.strip_prefix("/api/orders/of-")) => {
                http(200, &["content-type: application/json"], &format!("{{\"order\":\"{path}\"}}"))
            }
            ("GET", "/api/admin/users") if broken => http(200, &["content-type: application/json"], "[]"),
            ("GET", "/api/admin/users") if who.is_some() => http(403, &[], ""),
            ("GET", "/api/health") => http(200, &["content-type: application/json"], "{}"),
            ("GET", path) if path.starts_with("/api/") && who.is_none() => refused(),
            ("GET", "/.git/HEAD") if broken => http(200, &[], "ref: refs/heads/main\n"),
            ("GET", "/.env") if broken => http(200, &[], "DATABASE_PASSWORD=x\n"),
            ("GET", "/dump.sql") if broken => http(200, &[], "-- MySQL dump 10.13"),
            ("GET", "/metrics") if broken => http(200, &[], "# HELP a b\n"),
            ("GET", "/uploads/") if broken => page("<title>Index of /uploads/</title>"),
            ("GET", "/app.js.map") if broken => http(200, &[], "{\"version\":3,\"mappings\":\"A\"}"),
            ("GET", path) if broken && path.contains("..%2f") => http(200, &[], "root:x:0:0:root:/root:/bin/sh\n"),
            ("GET", "/.well-known/security.txt") if !broken => {
                http(200, &["content-type: text/plain"], "Contact: mailto:a@b.example\nExpires: 2027-06-01T00:00:00Z\n")
            }
            ("POST", "/graphql") if broken => http(200, &["content-type: application/json"], "{\"data\":{\"__schema\":{\"types\":[]}}}"),
            // As many sites do: everything is there, and says that it is not.
            _ => page("<p>There is nothing here"),
        }
    })
}

async fn asked(broken: bool) -> Site {
    let address = serve(shop(broken, Arc::default(), Arc::default())).await;
    let mut options = options(address);
    options.accounts = Some(Accounts::read(ACCOUNTS, |_| None).unwrap());
    options.description = Some(Description::read(DESCRIPTION).unwrap());
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    options.listener = Some((free, free.to_string()));
    collect(&options).await.unwrap()
}

/// What a plain server on the loopback interface cannot show, or what takes an account that may change things.
const ELSEWHERE: [&str; 6] = [
    "site-without-https",
    "site-http-not-redirected",
    "site-hsts-missing",
    "site-tls-version-old",
    "site-mixed-content",
    "site-object-of-others-changed",
];

#[test]
fn a_broken_site_is_found_out_and_its_mended_twin_is_not_accused() {
    block_on(async {
        let broken = verdicts(&asked(true).await);
        let failed: Vec<&str> = broken.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Fail(_))).map(|(id, _)| *id).collect();
        for id in [
            "site-cookie-not-secure",
            "site-cookie-readable-by-script",
            "site-csp-missing",
            "site-framing-allowed",
            "site-types-guessed",
            "site-cors-any-origin",
            "site-trace-method",
            "site-changing-methods-offered",
            "site-version-told",
            "site-directory-listing",
            "site-repository-open",
            "site-secrets-open",
            "site-backup-open",
            "site-diagnostics-open",
            "site-source-map-open",
            "site-stack-trace-shown",
            "site-open-redirect",
            "site-input-reflected",
            "site-template-evaluated",
            "site-sql-error",
            "site-path-traversal",
            "site-host-header-believed",
            "site-private-pages-cached",
            "site-guessing-not-slowed",
            "site-accounts-enumerable",
            "site-reset-tells-accounts",
            "site-default-credentials",
            "site-session-fixed",
            "site-session-survives-sign-out",
            "site-forged-request-accepted",
            "site-graphql-introspection",
            "site-no-security-contact",
            "site-operation-without-sign-in",
            "site-operation-of-other-role",
            "site-object-of-others",
            "site-calls-any-address",
        ] {
            assert!(failed.contains(&id), "{id} was not found: {:?}", broken.iter().find(|(known, _)| *known == id));
        }
        let sound = asked(false).await;
        for (id, verdict) in verdicts(&sound) {
            match verdict {
                Verdict::Fail(seen) => panic!("{id}: {seen:?}"),
                Verdict::NotTested(_) if failed.contains(&id) && !ELSEWHERE.contains(&id) => {
                    panic!("{id} was not tested on the sound site: {:?}", sound.left_out)
                }
                _ => {}
            }
        }
        let text = write(&sound);
        assert!(!text.contains("open-sesame") && !text.contains("ana@example"), "no secret and no name is kept");
        assert_eq!(read(&text).unwrap().exchanges.len(), sound.exchanges.len());
    });
}

#[test]
fn requests_are_bounded_and_stay_with_the_host_that_was_named() {
    block_on(async {
        let hosts = Arc::new(Mutex::new(Vec::new()));
        let memory = Arc::clone(&hosts);
        let address = serve(Arc::new(move |request: &Request| {
            memory.lock().unwrap().push(request.target.clone());
            http(302, &["location: http://elsewhere.invalid/"], "<a href=http://elsewhere.invalid/>x</a>")
        }))
        .await;
        let mut options = options(address);
        options.most = 30;
        let site = collect(&options).await.unwrap();
        assert!(hosts.lock().unwrap().len() <= 30 && site.exchanges.len() <= 30);
        assert!(!site.left_out.is_empty(), "what was not asked is told");
        assert_eq!(
            collect(&Options::new("ftp://a", "m")).await.unwrap_err().to_string(),
            "the address is no http:// or https:// address of a host"
        );
        assert!(collect(&Options { timeout: Duration::from_millis(300), ..Options::new("http://127.0.0.1:1", "m") }).await.is_err());
    });
}

#[test]
fn a_hostile_site_costs_bounded_time_and_memory() {
    block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    // A body without end.
                    let _ = stream.read(&mut [0_u8; 4096]).await;
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n").await;
                    while stream.write_all(&[b'<'; 65536]).await.is_ok() {}
                });
            }
        });
        let mut options = options(address);
        options.most = 5;
        options.timeout = Duration::from_secs(3);
        let site = collect(&options).await.unwrap();
        assert!(site.exchanges.iter().all(|exchange| exchange.body.len() <= 16 << 10));
        // And one that never says a word.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        options.url = format!("http://{}", silent.local_addr().unwrap());
        options.timeout = Duration::from_millis(200);
        assert!(collect(&options).await.is_err());
    });
}

/// A server with a certificate of its own for `localhost`, until a day.
async fn encrypted(
    versions: &[&'static rustls::SupportedProtocolVersion],
    until: jiff::civil::Date,
) -> (SocketAddr, rustls::pki_types::CertificateDer<'static>) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut parameters = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after =
        rcgen::date_time_ymd(until.year().into(), u8::try_from(until.month()).unwrap(), u8::try_from(until.day()).unwrap());
    let certificate = parameters.self_signed(&key).unwrap().der().clone();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap().with_no_client_auth();
    let acceptor = TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate.clone()], key).unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answering: Answering =
        Arc::new(|_| http(200, &["content-type: text/html", "strict-transport-security: max-age=63072000"], "<p>Hello"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answering) = (acceptor.clone(), Arc::clone(&answering));
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    answer(stream, &answering).await;
                }
            });
        }
    });
    (address, certificate)
}

#[test]
fn certificates_and_versions_are_seen_for_what_they_are() {
    block_on(async {
        let today = date(2026, 11, 21);
        let both: &[&'static rustls::SupportedProtocolVersion] = &[&rustls::version::TLS12, &rustls::version::TLS13];
        for (until, root, trust) in [
            (today.checked_add(1.year()).unwrap(), true, Trust::Trusted),
            (today.checked_sub(1.day()).unwrap(), true, Trust::Expired),
            (today.checked_add(1.year()).unwrap(), false, Trust::UnknownIssuer),
        ] {
            let (address, certificate) = encrypted(both, until).await;
            let mut options = options(address);
            options.url = format!("https://localhost:{}", address.port());
            options.most = 6;
            options.roots = if root { vec![certificate] } else { Vec::new() };
            let site = collect(&options).await.unwrap();
            let tls = site.tls.clone().unwrap();
            assert_eq!(tls.versions, [TlsVersion::V12, TlsVersion::V13]);
            assert_eq!((tls.trust, tls.ends), (Some(trust), Some(until)));
            let failed = |id: &str| verdicts(&site).into_iter().any(|(known, verdict)| known == id && matches!(verdict, Verdict::Fail(_)));
            assert_eq!(failed("site-certificate-not-trusted"), trust != Trust::Trusted);
            assert!(!failed("site-tls-version-old") && !failed("site-hsts-missing") && !failed("site-without-https"));
        }
    });
}

#[test]
fn a_server_that_agrees_to_tls_1_0_is_seen() {
    block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let mut served: Vec<TcpStream> = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut hello = [0_u8; 11];
                if stream.read_exact(&mut hello).await.is_ok() && hello[9] == 3 && hello[10] == 1 {
                    // The beginning of a server's hello of the same version.
                    let _ = stream.write_all(&[22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1]).await;
                }
                served.push(stream);
            }
        });
        let mut options = options(address);
        options.url = format!("https://localhost:{}", address.port());
        options.timeout = Duration::from_millis(300);
        let client = super::Client::new(&options).unwrap();
        let mut asking = super::Asking { options: &options, client, site: Site::default(), form_at: None, sessions: Vec::new() };
        asking.tls().await;
        let tls = asking.site.tls.unwrap();
        assert_eq!((tls.versions.as_slice(), tls.tried.len()), ([TlsVersion::V10].as_slice(), 4));
    });
}
