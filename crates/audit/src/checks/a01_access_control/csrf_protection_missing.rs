//! A site with sessions in cookies takes forms from anywhere.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "csrf-protection-missing",
    title: Words {
        en: "A site with sessions in cookies takes forms from anywhere",
        es: "Un sitio con sesiones en cookies acepta formularios de cualquier lugar",
    },
    done: Words {
        en: "Looks for Express applications that keep sessions in cookies of any site, read forms, and use no protection against forged requests.",
        es: "Se buscan aplicaciones Express que guardan la sesión en cookies de cualquier sitio, leen formularios y no usan protección contra peticiones falsificadas.",
    },
    why: Words {
        en: "Another site sends a form in the name of a signed-in visitor.",
        es: "Otro sitio envía un formulario en nombre de un visitante con la sesión abierta.",
    },
    fix: Words {
        en: "Set sameSite to lax or strict on the cookie, and ask for a token that only our own pages know.",
        es: "Ponga sameSite en lax o strict en la cookie y exija una ficha que solo conozcan nuestras páginas.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[352],
    asvs: &["V3.5.1"],
    controls: &[],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["express-session", "cookie-session"], look },
    mutant: Mutant {
        red: &[(
            "web/server.js",
            r#"const express = require('express');
const session = require('express-session');
// const csrf = require('csurf');
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({ secret: process.env.SECRET, resave: false }));
app.listen(3000);
"#,
        )],
        green: &[
            (
                "web/server.js",
                r#"const express = require('express');
const session = require('express-session');
const csrf = require('csurf');
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({ secret: process.env.SECRET, resave: false }));
app.use(csrf());
app.listen(3000);
"#,
            ),
            (
                "web/lax.js",
                r#"const express = require('express');
const session = require('express-session');
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({ secret: process.env.SECRET, cookie: { httpOnly: true, secure: true, sameSite: 'lax' } }));
app.listen(3000);
"#,
            ),
            (
                "web/part.js",
                r#"const session = require('express-session');
module.exports = session({ secret: process.env.SECRET });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    let reads_forms =
        module.calls().any(|call| call.call.method == "urlencoded" || call.is(&["express-fileupload", "multer", "formidable"]));
    if !reads_forms || !module.calls().any(|call| call.is(&["express"])) || is_protected(module) {
        return;
    }
    for call in module.calls().filter(|call| call.is(&["express-session", "cookie-session"])) {
        let bound = call.named("cookie").and_then(|cookie| cookie.entry("sameSite")).or_else(|| call.named("sameSite"));
        // Whatever is not said in the source may be said in the settings.
        let own = bound
            .is_some_and(|bound| bound.boolean() != Some(false) && !bound.literal().is_some_and(|text| text.eq_ignore_ascii_case("none")));
        let known = call.argument(0).is_none_or(|options| !options.entries().is_empty());
        if known && !own {
            call.note_callee(None, seen);
        }
    }
}

/// What stands in comments protects nothing: only what is imported or called counts.
fn is_protected(module: &Module<'_>) -> bool {
    ["csurf", "csrf-csrf", "csrf-sync", "lusca", "tiny-csrf", "csrf", "@dr.pogodin/csurf"].iter().any(|name| module.imports(name))
        || module.calls().any(|call| {
            let callee = call.callee().to_ascii_lowercase();
            ["csrf", "xsrf", "csurf", "sameorigin", "checkorigin"].iter().any(|word| callee.contains(word))
        })
}
