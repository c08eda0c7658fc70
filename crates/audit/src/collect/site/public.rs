//! What anybody may ask.

use super::{
    Asking, Failed,
    client::{Answer, Ask},
    links,
};
use crate::{evidence::site::elements, words::Words};

/// What must not lie about. Checks look into the answers: a page that says that nothing is there proves nothing.
const FILES: [&str; 38] = [
    "/.git/HEAD",
    "/.git/config",
    "/.svn/entries",
    "/.hg/requires",
    "/.env",
    "/.env.local",
    "/.env.production",
    "/.aws/credentials",
    "/.npmrc",
    "/.htpasswd",
    "/.DS_Store",
    "/id_rsa",
    "/backup.sql",
    "/dump.sql",
    "/database.sql",
    "/db.sqlite3",
    "/backup.zip",
    "/backup.tar.gz",
    "/wp-config.php.bak",
    "/config.php.bak",
    "/docker-compose.yml",
    "/phpinfo.php",
    "/server-status",
    "/actuator",
    "/actuator/env",
    "/metrics",
    "/debug/vars",
    "/debug/pprof/",
    "/docs",
    "/redoc",
    "/swagger-ui/index.html",
    "/openapi.json",
    "/swagger.json",
    "/v3/api-docs",
    "/.well-known/security.txt",
    "/static/",
    "/assets/",
    "/uploads/",
];

/// Where a file outside of the folder for files might come from.
const TRAVERSALS: [&str; 6] = [
    "/static/../../../../../../etc/passwd",
    "/static/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%5c..%5c..%5c..%5c..%5cetc%5cpasswd",
    "/..%252f..%252f..%252f..%252fetc%252fpasswd",
    "/static//etc/passwd",
];

/// Pages that often send on to where a parameter says.
const REDIRECTING: [&str; 6] = ["/", "/login", "/signin", "/logout", "/redirect", "/out"];

const ALL_PLAIN: Words = Words { en: "because the site does not speak HTTPS", es: "porque el sitio no habla HTTPS" };
const NO_PLAIN: Words = Words { en: "because nothing listens for plain HTTP", es: "porque nada escucha en HTTP sin cifrar" };

impl Asking<'_> {
    /// The first page, redirects on the same host followed.
    pub(super) async fn home(&mut self) -> Result<Answer, Failed> {
        let mut target = "/".to_owned();
        let mut answer = self.client.ask(&Ask::get("/")).await?;
        for _ in 0..4 {
            let next = answer.header("location").filter(|_| (300..400).contains(&answer.status)).map(str::to_owned);
            let next = next.and_then(|location| links::resolve(&self.site.base, &target, &location));
            let Some(next) = next.filter(|next| *next != target) else { break };
            self.record("redirected", &[], &Ask::get(target.clone()), &answer);
            answer = self.client.ask(&Ask::get(next.clone())).await?;
            target = next;
        }
        self.record("home", &[], &Ask::get(target), &answer);
        Ok(answer)
    }

    /// Pages that the first one links to, and everywhere that they link to.
    pub(super) async fn linked(&mut self, home: &Answer) -> Vec<String> {
        let mut known = links::links(&self.site.base, "/", &home.body);
        let harmless = |target: &&String| {
            !["logout", "signout", "sign-out", "delete", "remove", "unsubscribe"].iter().any(|word| target.contains(word))
        };
        let first: Vec<String> = known.iter().filter(harmless).filter(|target| *target != "/").take(6).cloned().collect();
        for target in first {
            if let Some(answer) = self.probe("page", &[], Ask::get(target.clone())).await {
                for more in links::links(&self.site.base, &target, &answer.body) {
                    if known.len() < 500 && !known.contains(&more) {
                        known.push(more);
                    }
                }
            }
        }
        known
    }

    /// Everything that needs nobody's account.
    pub(super) async fn public(&mut self, home: &Answer) {
        let host = self.client.place().host.clone();
        let mark = self.options.mark.clone();
        if self.client.place().tls {
            let mut ask = Ask::get("/");
            ask.plain = Some((host.clone(), self.options.plain_port));
            if self.probe("http", &[], ask).await.is_none() {
                self.site.left_out.insert("http".to_owned(), NO_PLAIN.into());
            }
        } else {
            self.leave_out("http", ALL_PLAIN.into());
        }
        for (name, origin) in [
            ("cors/any", "https://audit.invalid".to_owned()),
            ("cors/null", "null".to_owned()),
            ("cors/suffix", format!("https://{host}.audit.invalid")),
        ] {
            self.probe(name, &[], Ask::get("/").header("Origin", &origin)).await;
        }
        self.probe("method/TRACE", &[], Ask::get("/").method("TRACE").header("X-Audit", &mark)).await;
        self.probe("method/OPTIONS", &[], Ask::get("/").method("OPTIONS")).await;
        self.probe("absent", &[], Ask::get(format!("/{mark}-is-not-there"))).await;
        self.probe("error/query", &[], Ask::get("/?id%5B%5D=%00&page=-1e999&id=%FF%FE")).await;
        self.probe("error/path", &[], Ask::get("/%FF%00%C0%AE")).await;
        self.probe("error/json", &[], Ask::post("/", "application/json", "{\"a\":[1,")).await;
        for file in FILES {
            self.probe(&format!("file{file}"), &[], Ask::get(file)).await;
        }
        for source in scripts(&self.site.base, &home.body).into_iter().take(2) {
            self.probe("file/source-map", &[], Ask::get(format!("{source}.map"))).await;
        }
        for target in TRAVERSALS {
            self.probe("traversal", &[], Ask::get(target)).await;
        }
        for target in REDIRECTING {
            let elsewhere = links::encoded(if target == "/" { "https://audit.invalid/" } else { "//audit.invalid/" });
            let names = ["next", "url", "redirect", "redirect_uri", "return_to", "returnUrl", "continue", "dest", "goto"];
            let query: Vec<String> = names.iter().map(|name| format!("{name}={elsewhere}")).collect();
            self.probe("redirect", &[], Ask::get(format!("{target}?{}", query.join("&")))).await;
        }
        self.probe("host/host", &[], Ask::get("/").header("Host", "audit.invalid")).await;
        self.probe("host/forwarded", &[], Ask::get("/").header("X-Forwarded-Host", "audit.invalid")).await;
        for target in ["/graphql", "/api/graphql"] {
            self.probe("graphql", &[], Ask::post(target, "application/json", "{\"query\":\"{__schema{types{name}}}\"}")).await;
        }
    }
}

/// Where scripts of the page lie on the same host.
fn scripts(base: &str, page: &str) -> Vec<String> {
    let found = elements(page);
    let sources = found.iter().filter(|element| element.name == "script").filter_map(|element| element.attribute("src"));
    sources
        .filter_map(|source| links::resolve(base, "/", source))
        .map(|source| source.split('?').next().unwrap_or_default().to_owned())
        .collect()
}
