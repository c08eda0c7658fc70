//! Pages are sent without the headers that protect them.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "page-headers-missing",
    title: Words {
        en: "Pages are sent without the headers that protect them", es: "Se envían páginas sin las cabeceras que las protegen"
    },
    done: Words {
        en: "Looks for Express applications that send pages and set none of the headers against framing, guessing of types and foreign scripts.",
        es: "Se buscan aplicaciones Express que envían páginas y no ponen ninguna de las cabeceras contra marcos, tipos adivinados y programas ajenos.",
    },
    why: Words {
        en: "A single mistake in a page is enough to run a script in it or to lay it under another one.",
        es: "Basta un solo error en una página para ejecutar un programa en ella o ponerla debajo de otra.",
    },
    fix: Words {
        en: "Use helmet with a content security policy, or set the headers in the server before the application.",
        es: "Use helmet con una política de contenido o ponga las cabeceras en el servidor que va delante de la aplicación.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[693, 1021],
    asvs: &["V3.4.3"],
    controls: &[],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["express("], look },
    mutant: Mutant {
        red: &[(
            "web/server.js",
            r#"const express = require('express');
// const helmet = require('helmet');
const app = express();
app.set('view engine', 'ejs');
app.get('/', (req, res) => res.render('home'));
app.listen(3000);
"#,
        )],
        green: &[
            (
                "web/server.js",
                r#"const express = require('express');
const helmet = require('helmet');
const app = express();
app.use(helmet());
app.set('view engine', 'ejs');
app.get('/', (req, res) => res.render('home'));
app.listen(3000);
"#,
            ),
            (
                "web/api.js",
                r#"const express = require('express');
const app = express();
app.get('/orders', (req, res) => res.json([]));
app.listen(3000);
"#,
            ),
            (
                "web/own.js",
                r#"const express = require('express');
const app = express();
app.use((req, res, next) => { res.setHeader('Content-Security-Policy', "default-src 'self'"); next(); });
app.get('/', (req, res) => res.render('home'));
app.listen(3000);
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    let pages = module.calls().any(|call| {
        call.call.method == "render" && call.receiver().is_some_and(|of| matches!(of.source(), "res" | "response"))
            || call.call.method == "set" && call.argument(0).and_then(|name| name.literal()) == Some("view engine")
    });
    let serves = module.calls().any(|call| call.call.method == "listen" || call.ends(&["http.createServer", "https.createServer"]));
    if !pages || !serves || is_protected(module) {
        return;
    }
    if let Some(app) = module.calls().find(|call| call.is(&["express"])) {
        app.note(None, seen);
    }
}

fn is_protected(module: &Module<'_>) -> bool {
    const HEADERS: &[&str] = &["x-frame-options", "content-security-policy", "x-content-type-options", "strict-transport-security"];
    ["helmet", "lusca", "koa-helmet"].iter().any(|name| module.imports(name))
        || module.calls().any(|call| {
            let callee = call.callee().to_ascii_lowercase();
            let sets = call.argument(0).and_then(|name| name.literal()).is_some_and(|name| HEADERS.contains(&name.to_ascii_lowercase().as_str()));
            sets || ["helmet", "securityheaders", "security_headers"].iter().any(|word| callee.contains(word))
        })
        // A program of our own may set them in a module that is only named here.
        || module.calls().any(|call| {
            call.call.method == "use" && call.argument(0).is_some_and(|given| given.source().to_ascii_lowercase().contains("header"))
        })
}
