//! A shop with everything wrong, and its mended twin.

use std::sync::{Arc, Mutex};

use super::server::{Answering, http};

pub(super) const ACCOUNTS: &str = r#"
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

pub(super) const DESCRIPTION: &str = r#"{"openapi":"3.1.0","security":[{"s":[]}],"paths":{
    "/api/orders":{"get":{}},"/api/orders/{id}":{"get":{}},"/api/admin/users":{"get":{}},"/api/health":{"get":{"security":[]}},
    "/fetch":{"get":{"security":[],"parameters":[{"in":"query","name":"url","schema":{"type":"string"}}]}}}}"#;

pub(super) const FORM: &str = "<form method=post action=/login><input type=hidden name=csrf value=x><input type=email name=email><input type=password name=password></form>";

/// Everything that can be wrong with a site, or nothing of it.
pub(super) fn shop(broken: bool, sessions: Arc<Mutex<Vec<String>>>, tries: Arc<Mutex<usize>>) -> Answering {
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
