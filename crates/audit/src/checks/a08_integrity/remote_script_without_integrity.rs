//! A script of another host is loaded without a hash.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "remote-script-without-integrity",
    title: Words { en: "A script of another host is loaded without a hash", es: "Se carga un programa de otro servidor sin hash" },
    done: Words {
        en: "Looks for script elements with a foreign address and no integrity attribute.",
        es: "Se buscan elementos script con una dirección ajena y sin el atributo integrity.",
    },
    why: Words {
        en: "Whoever takes over that host runs scripts in your pages.",
        es: "Quien se apodere de ese servidor ejecuta programas en sus páginas.",
    },
    fix: Words {
        en: "Serve it yourself, or give its integrity hash and crossorigin.",
        es: "Sírvalo usted, o indique su hash integrity y crossorigin.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[353, 829],
    asvs: &["V3.6.1"],
    controls: &["SC-077"],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["<script", "createelement", "importscripts"], look },
    mutant: Mutant {
        red: &[
            (
                "app/layout.tsx",
                r#"export default function Layout() { return <head><script src="https://cdn.example/lib.js"></script></head>; }
"#,
            ),
            (
                "web/w.js",
                r#"importScripts('https://cdn.example/sw.js');
"#,
            ),
        ],
        green: &[
            (
                "app/layout.tsx",
                r#"export default function Layout() { return <head><script src="https://cdn.example/lib.js" integrity="sha384-abc" crossOrigin="anonymous"></script><script src="/own.js" /></head>; }
"#,
            ),
            (
                "web/w.js",
                r#"importScripts('/sw.js');
"#,
            ),
        ],
    },
};

/// These change what they serve: no hash can be given.
const LIVING: &[&str] = &[
    "googletagmanager",
    "google-analytics",
    "js.stripe.com",
    "maps.googleapis",
    "recaptcha",
    "hcaptcha",
    "challenges.cloudflare",
    "plausible",
    "apis.google.com",
    "accounts.google.com",
    "paypal.com",
    "gtag",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for attribute in module.attributes.iter().filter(|attribute| attribute.element == "script" && attribute.name == "src") {
        let Some(source) = attribute.value.map(|id| module.view(id)) else { continue };
        let foreign = source.literal().is_some_and(|address| {
            (address.starts_with("http") || address.starts_with("//")) && !LIVING.iter().any(|host| address.contains(host))
        });
        let hashed = module.attributes.iter().any(|other| other.number == attribute.number && other.name == "integrity");
        if foreign && !hashed {
            module.note(source.id, None, seen);
        }
    }
    for call in module.calls() {
        if call.is(&["importScripts"])
            && call.argument(0).and_then(|address| address.literal()).is_some_and(|address| address.starts_with("http"))
        {
            call.note(None, seen);
        }
    }
}
