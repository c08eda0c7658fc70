//! Passwords can be tried without end.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "sign-in-unlimited",
    title: Words { en: "Passwords can be tried without end", es: "Se pueden probar contraseñas sin límite" },
    done: Words {
        en: "Looks for Express applications in one file whose route of sign-in is behind no limit of any kind.",
        es: "Se buscan aplicaciones Express de un solo archivo cuya ruta de entrada no está detrás de ningún límite.",
    },
    why: Words {
        en: "A program tries the passwords that leaked elsewhere until one fits.",
        es: "Un programa prueba las contraseñas filtradas en otros sitios hasta que una sirve.",
    },
    fix: Words {
        en: "Limit the tries of an account and of an address, with express-rate-limit or in front of the application.",
        es: "Limite los intentos por cuenta y por dirección, con express-rate-limit o delante de la aplicación.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[307],
    asvs: &["V6.3.1"],
    controls: &[],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["login", "signin", "sign-in"], look },
    mutant: Mutant {
        red: &[(
            "web/app.js",
            r#"const express = require('express');
const app = express();
app.post('/login', (req, res) => signIn(req.body.name, req.body.password, res));
app.listen(3000);
"#,
        )],
        green: &[
            (
                "web/app.js",
                r#"const express = require('express');
const { rateLimit } = require('express-rate-limit');
const app = express();
app.post('/login', rateLimit({ limit: 10 }), (req, res) => signIn(req.body.name, req.body.password, res));
app.listen(3000);
"#,
            ),
            (
                "web/routes.js",
                r#"const router = require('express').Router();
router.post('/login', signIn);
module.exports = router;
"#,
            ),
            (
                "web/page.js",
                r#"const express = require('express');
const app = express();
app.get('/login', (req, res) => res.render('login'));
app.listen(3000);
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    // Where routes stand in files of their own, a limit may stand where the application is put together.
    let whole = module.calls().any(|call| call.is(&["express"])) && module.calls().any(|call| call.call.method == "listen");
    let limited = module.calls().any(|call| says_limit(call.callee())) || module.imports.iter().any(|name| says_limit(name));
    if !whole || limited {
        return;
    }
    for call in module.calls().filter(|call| signs_in(*call)) {
        let path = call.argument(0).and_then(|path| path.literal()).unwrap_or_default();
        seen.line(module.name, call.line(), &format!("POST {path}"));
    }
}

/// A route with its own handler that asks for a password.
fn signs_in(call: CallView<'_, '_>) -> bool {
    let path = call.argument(0).and_then(|path| path.literal()).unwrap_or_default().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    call.call.method == "post"
        && path.starts_with('/')
        && matches!(last, "login" | "signin" | "sign-in" | "log-in" | "authenticate")
        && call.argument(1).is_some()
        && !call.arguments().skip(1).any(|given| says_limit(given.source().get(..given.source().len().min(60)).unwrap_or_default()))
}

fn says_limit(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["limit", "throttl", "brute", "slow-down", "slowdown", "lockout", "captcha"].iter().any(|word| name.contains(word))
}
