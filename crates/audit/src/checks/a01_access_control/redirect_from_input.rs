//! A redirect leads to an address from the request.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        sink::{Sink, begins_with_ours},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "redirect-from-input",
    title: Words { en: "A redirect leads to an address from the request", es: "Una redirección lleva a una dirección de la petición" },
    done: Words {
        en: "Follows request data into redirects of server and page.",
        es: "Se siguen los datos de la petición hasta las redirecciones del servidor y de la página.",
    },
    why: Words {
        en: "A link to your site ends at the attacker's, who asks for the password there.",
        es: "Un enlace a su sitio acaba en el del atacante, que pide allí la contraseña.",
    },
    fix: Words {
        en: "Redirect to your own paths only: compare with a list, or check that the host is yours.",
        es: "Redirija solo a rutas propias: compare con una lista o compruebe que el dominio es suyo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 1, of_2025: 1 },
    cwe: &[601],
    asvs: &["V3.7.2"],
    controls: &["SC-058"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["redirect", "location.", "location =", "httpfound", "location:", "window.open("],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/h.js",
                r#"http.createServer((req, res) => { const next = url.parse(req.url, true).query.next; res.writeHead(302, { Location: next }); res.end(); });
"#,
            ),
            (
                "web/o.js",
                r#"window.open(new URLSearchParams(location.search).get('page'));
"#,
            ),
            (
                "app/r.py",
                r#"from flask import request, redirect
def out():
    return redirect(request.args.get("next"))
"#,
            ),
            (
                "web/r.js",
                r#"app.get('/out', (req, res) => res.redirect(req.query.url));
"#,
            ),
            (
                "web/r.tsx",
                r#"'use client';
export function Out() { const next = useSearchParams().get('next'); window.location.href = next; return null; }
"#,
            ),
        ],
        green: &[
            (
                "app/r.py",
                r#"from django.utils.http import url_has_allowed_host_and_scheme
from flask import request, redirect, url_for
def out():
    target = request.args.get("next")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=HOSTS):
        target = "/"
    return redirect(target)
def home():
    return redirect(url_for("home", q=request.args["q"]))
"#,
            ),
            (
                "web/r.js",
                r#"app.get('/out', (req, res) => { if (!TARGETS.includes(req.query.url)) return res.sendStatus(400); res.redirect(req.query.url); });
app.get('/on', (req, res) => res.redirect(`${process.env.SHOP}/orders/${req.params.id}`));
app.get('/in', (req, res) => res.redirect('/orders/' + req.params.id));
"#,
            ),
            (
                "web/r.tsx",
                r#"'use client';
export function Again() { let url = window.location.href; if (data.url) url = data.url; window.location.href = url; return null; }
export async function middleware(req: NextRequest) { const { basePath, origin } = req.nextUrl; const page = new URL(`${basePath}${signInPage}`, origin); return NextResponse.redirect(page); }
export function Out() { const page = useSearchParams().get('page'); window.location.href = `/list?page=${page}`; return null; }
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[
    Sink::new(
        &[
            "flask.redirect",
            "django.shortcuts.redirect",
            "django.http.HttpResponseRedirect",
            "HttpResponseRedirect",
            "HttpResponsePermanentRedirect",
            "RedirectResponse",
            "HTTPFound",
            "web.HTTPFound",
            "next/navigation.redirect",
            "next/navigation.permanentRedirect",
            "NextResponse.redirect",
            "next/server.NextResponse.redirect",
            "Response.redirect",
        ],
        0,
        "url",
    ),
    Sink::new(&["location.assign", "location.replace"], 0, ""),
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let known = SINKS.iter().find_map(|sink| sink.argument(call));
        let express = call.call.method == "redirect"
            && call.receiver().is_some_and(|of| matches!(of.source(), "res" | "response" | "reply" | "ctx" | "self"));
        let by_header = call.call.method == "writeHead"
            && call.argument(0).and_then(|status| status.number()).is_some_and(|status| (300.0..400.0).contains(&status));
        let opened = module.language != Language::Python && call.is(&["open"]) && call.source().starts_with("window.");
        let target = known.or_else(|| match () {
            () if express => call.arguments().last(),
            () if by_header => call.named("Location").or_else(|| call.named("location")),
            () if opened => call.argument(0),
            () => None,
        });
        if target.is_some_and(is_chosen) {
            call.note(None, seen);
        }
    }
    for (target, value, assignment) in module.assignments() {
        let shown = target.source();
        if (matches!(shown, "location" | "window.location" | "document.location") || shown.ends_with("location.href")) && is_chosen(value) {
            module.note(assignment.target, None, seen);
        }
    }
}

/// Whether the host of an address is the request's to choose: what stands behind a fixed beginning does not choose it.
fn is_chosen(address: View<'_, '_>) -> bool {
    if address.origin(Context::Url) != Origin::Input {
        return false;
    }
    let (text, built) = address.texts();
    let fixed = text.split("{}").next().unwrap_or_default();
    let begun = built
        && (fixed.starts_with('/') && fixed.len() > 1 && !fixed.starts_with("//")
            || fixed.contains("://")
                && fixed.trim_end_matches('/').matches('/').count() >= 2
                && fixed.trim_start_matches("https://").contains('/')
            || fixed.starts_with(['?', '#']));
    // The path of our own request is ours, as is what an address of ours is joined to.
    let shown = address.shown();
    let from_query = shown.contains("searchParams") || shown.contains(".query");
    let own = || {
        let own = ["pathname", ".path", "originalUrl", "req.url", "url_for", "request.url", "nextUrl", "baseUrl", "location.origin"];
        own.iter().any(|word| address.source().contains(word) || !from_query && shown.contains(word))
    };
    !begun && !own() && !begins_with_ours(address)
}
