//! A Node client requests an address from input.

use crate::evidence::source::sink::{begins_with_ours, chooses_host};
use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
        sink::Sink,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "node-request-to-input",
    title: Words { en: "A Node client requests an address from input", es: "Un cliente de Node pide una dirección que viene de fuera" },
    done: Words {
        en: "Follows request data into fetch, axios, got and http.",
        es: "Se siguen los datos de la petición hasta fetch, axios, got y http.",
    },
    why: Words {
        en: "An attacker makes the server call what only it can reach: the metadata address, databases, other services.",
        es: "Un atacante hace que el servidor llame a lo que solo él alcanza: la dirección de metadatos, bases de datos, otros servicios.",
    },
    fix: Words {
        en: "Take the host from a fixed list, or resolve it, refuse private addresses and connect to what was checked.",
        es: "Tome el servidor de una lista fija, o resuélvalo, rechace las direcciones privadas y conéctese a la que se comprobó.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Source {
        languages: Language::SCRIPT,
        words: &[
            "fetch",
            "axios",
            "got(",
            "got.",
            "http.get",
            "http.request",
            "https.get",
            "https.request",
            "needle",
            "superagent",
            "undici",
            "request.get",
            "request.post",
            "ky.get",
            "'request'",
            "\"request\"",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/r.js",
                r#"const request = require('request');
app.get('/preview', (req, res) => request({ uri: req.query.url }, (e, r, body) => res.send(body)));
"#,
            ),
            (
                "web/p.js",
                r#"const axios = require('axios');
app.get('/preview', async (req, res) => res.send((await axios.get(req.query.url)).data));
"#,
            ),
            (
                "app/api/p/route.ts",
                r#"export async function GET(request: NextRequest) {
  const url = request.nextUrl.searchParams.get('url');
  return fetch(url!);
}
"#,
            ),
            (
                "web/q.js",
                r#"const needle = require('needle');
function f(req, res) { const url = req.query.url + req.query.symbol; needle.get(url, (e, r) => res.send(r)); }
"#,
            ),
        ],
        green: &[
            (
                "web/s.js",
                r#"const request = require('request');
app.get('/p/:id', (req, res) => request(`${process.env.API}/orders/${req.params.id}`).pipe(res));
app.get('/o', (req, res) => request(`https://api.example/orders?q=${encodeURIComponent(req.query.q)}`).pipe(res));
"#,
            ),
            (
                "web/p.js",
                r#"const axios = require('axios');
app.get('/o/:id', async (req, res) => res.send((await axios.get(`https://api.example/orders/${req.params.id}`)).data));
"#,
            ),
            (
                "app/api/p/route.ts",
                r#"export async function GET(request: NextRequest) {
  const url = new URL(request.nextUrl.searchParams.get('url')!);
  if (!HOSTS.has(url.hostname)) return new Response(null, { status: 400 });
  return fetch(url);
}
"#,
            ),
            (
                "app/own.tsx",
                r#"'use client';
export function Own() { const id = useSearchParams().get('id'); fetch('/api/orders/' + id); }
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[Sink::new(
    &[
        "fetch",
        "axios",
        "axios.get",
        "axios.post",
        "axios.put",
        "axios.head",
        "axios.delete",
        "axios.request",
        "got",
        "got.get",
        "got.post",
        "got.stream",
        "node-fetch",
        "needle",
        "needle.get",
        "superagent.get",
        "superagent.post",
        "request.get",
        "request.post",
        "request-promise",
        "http.get",
        "https.get",
        "http.request",
        "https.request",
        "undici.request",
        "undici.fetch",
        "ky.get",
        "cross-fetch",
    ],
    0,
    "url",
)];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        // `request` is also what handlers call what they are given: only the imported one asks others.
        let imported = call.is(&["request"]) && module.imports("request");
        let known = SINKS.iter().find_map(|sink| sink.argument(call)).or_else(|| if imported { call.argument(0) } else { None });
        let Some(address) = known else { continue };
        if module.text.trim_start().starts_with("'use client'") || module.text.trim_start().starts_with("\"use client\"") {
            continue;
        }
        // A page that calls what its own address says calls from the visitor's browser.
        if address.source().contains("location.") || address.shown().contains("location.") {
            continue;
        }
        let address = address
            .entry("url")
            .or_else(|| address.entry("uri"))
            .or_else(|| address.entry("hostname"))
            .or_else(|| address.entry("host"))
            .unwrap_or(address);
        if address.origin(Context::Url) == Origin::Input && chooses_host(&address.texts().0) && !begins_with_ours(address) {
            call.note(None, seen);
        }
    }
}
