//! A proxy forwards to a target from the request.

use crate::evidence::source::sink::chooses_host;
use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
        value::Kind,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "proxy-target-from-input",
    title: Words { en: "A proxy forwards to a target from the request", es: "Un proxy reenvía a un destino de la petición" },
    done: Words { en: "Reads the targets of proxies and rewrites.", es: "Se leen los destinos de los proxies y de las reescrituras." },
    why: Words {
        en: "An attacker makes the server call what only it can reach: the metadata address, databases, other services.",
        es: "Un atacante hace que el servidor llame a lo que solo él alcanza: la dirección de metadatos, bases de datos, otros servicios.",
    },
    fix: Words {
        en: "Name each target; choose among them by a key, not by an address.",
        es: "Nombre cada destino; elija entre ellos por una clave, no por una dirección.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918, 441],
    asvs: &["V1.3.6", "V13.2.5"],
    controls: &["SC-059", "SC-091"],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["proxy", "rewrite"], look },
    mutant: Mutant {
        red: &[
            (
                "web/p.js",
                r#"const { createProxyMiddleware } = require('http-proxy-middleware');
app.use('/proxy', (req, res, next) => createProxyMiddleware({ target: req.query.target })(req, res, next));
"#,
            ),
            (
                "web/q.js",
                r#"const { createProxyMiddleware } = require('http-proxy-middleware');
app.use('/proxy', createProxyMiddleware({ router: (req) => req.headers['x-target'].toString(), target: 'https://a.example' }));
app.use('/p2', createProxyMiddleware({ router: (req) => req.query.target }));
"#,
            ),
        ],
        green: &[
            (
                "web/p.js",
                r#"const { createProxyMiddleware } = require('http-proxy-middleware');
app.use('/proxy', createProxyMiddleware({ target: 'https://api.example' }));
"#,
            ),
            (
                "web/q.js",
                r#"const { createProxyMiddleware } = require('http-proxy-middleware');
app.use('/proxy', createProxyMiddleware({ target: process.env.API }));
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let proxies = call.ends(&[
            "createProxyMiddleware",
            "http-proxy-middleware",
            "http-proxy.createProxyServer",
            "httpProxy.createProxyServer",
            "express-http-proxy",
            "proxy",
            "fastify-http-proxy",
            "NextResponse.rewrite",
            "next/server.NextResponse.rewrite",
        ]) || matches!(call.call.method, "web" | "ws") && module.says("http-proxy");
        if !proxies {
            continue;
        }
        let target = call.named("target").or_else(|| call.named("router")).or_else(|| call.argument(0));
        let chosen = target.is_some_and(|target| {
            let from_request = target.origin(Context::Url) == Origin::Input && chooses_host(&target.texts().0);
            // A function that answers with what the request says.
            let by_function = matches!(target.value().kind, Kind::Function(_))
                && ["req.query", "req.headers", "req.body", "req.params"].iter().any(|part| target.source().contains(part))
                && !target.source().contains('[')
                && target.source().len() < 120;
            from_request || by_function
        });
        let own = target.is_some_and(|target| {
            target.source().contains("request.url") || target.source().contains("nextUrl") || target.source().contains("req.url")
        });
        if chosen && !own {
            call.note(None, seen);
        }
    }
}
