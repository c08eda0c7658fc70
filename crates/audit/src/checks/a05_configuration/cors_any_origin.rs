//! Every site may call the interface, with the visitor's cookies.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cors-any-origin",
    title: Words {
        en: "Every site may call the interface, with the visitor's cookies",
        es: "Cualquier sitio puede llamar a la interfaz con las cookies del visitante",
    },
    done: Words { en: "Reads the cross-origin rules in the source.", es: "Se leen en el código las reglas de origen cruzado." },
    why: Words {
        en: "A page of the attacker reads the data of whoever visits it while signed in.",
        es: "Una página del atacante lee los datos de quien la visite con la sesión abierta.",
    },
    fix: Words {
        en: "Name the origins. Without cookies, any origin is fine for public data only.",
        es: "Nombre los orígenes. Sin cookies, cualquier origen vale solo para datos públicos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[942],
    asvs: &["V3.4.2"],
    controls: &["SC-059"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["cors", "access-control-allow-origin", "allow_origins", "permissive"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/o.py",
                r#"from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
"#,
            ),
            (
                "web/o.js",
                r#"const cors = require('cors');
app.use(cors({ origin: true, credentials: true }));
app.use((req, res, next) => { res.setHeader('Access-Control-Allow-Origin', req.headers.origin); next(); });
"#,
            ),
            (
                "src/o.rs",
                r#"fn layer() { CorsLayer::very_permissive(); }
"#,
            ),
        ],
        green: &[
            (
                "app/o.py",
                r#"from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"], allow_credentials=True)
"#,
            ),
            (
                "web/o.js",
                r#"const cors = require('cors');
app.use(cors({ origin: 'https://app.example', credentials: true }));
"#,
            ),
            (
                "src/o.rs",
                r#"fn layer() { CorsLayer::new().allow_origin(origin); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let on = |name: &str| call.named(name).is_some_and(|given| given.boolean() == Some(true));
        let any = |view: View<'_, '_>| view.literal() == Some("*") || view.items().iter().any(|item| item.literal() == Some("*"));
        let anywhere = ["allow_origins", "origins", "origin", "resources"].iter().any(|name| call.named(name).is_some_and(any));
        let pattern = call
            .named("allow_origin_regex")
            .and_then(|pattern| pattern.literal())
            .is_some_and(|pattern| matches!(pattern, ".*" | "https?://.*" | "^.*$" | "http.*"));
        let mirrored = call.is(&["cors", "@fastify/cors"]) && on("origin");
        let credentials = on("allow_credentials") || on("credentials") || on("supports_credentials");
        let about = call.named("allow_origins").is_some() || call.callee().to_ascii_lowercase().contains("cors") || pattern;
        if about && (anywhere || mirrored || pattern) {
            if credentials {
                call.note(None, seen);
            } else if anywhere && call.named("allow_origins").is_some() && call.named("allow_credentials").is_none() {
                call.note(Some(Severity::Low), seen);
            }
        } else if call.ends(&["CorsLayer::very_permissive", "Cors::permissive"]) {
            call.note(None, seen);
        }
        let header = matches!(call.call.method, "setHeader" | "header" | "set" | "append");
        if header
            && call.argument(0).and_then(|name| name.literal()).is_some_and(|name| name.eq_ignore_ascii_case("access-control-allow-origin"))
            && call.argument(1).is_some_and(|origin| origin.origin(Context::Url) == Origin::Input)
        {
            call.note(None, seen);
        }
    }
    for (target, value, assignment) in module.assignments() {
        if target.source().to_ascii_lowercase().contains("access-control-allow-origin") && value.origin(Context::Url) == Origin::Input
            || target.source() == "CORS_ALLOW_ALL_ORIGINS" && value.boolean() == Some(true) && module.says("CORS_ALLOW_CREDENTIALS = True")
        {
            module.note(assignment.target, None, seen);
        }
    }
}
