//! Passwords can be tried without end.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, View, value::Kind},
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
        red: &[
            (
                "web/app.js",
                r#"const express = require('express');
const app = express();
app.post('/login', (req, res) => signIn(req.body.name, req.body.password, res));
app.listen(3000);
"#,
            ),
            (
                "web/news.js",
                r#"const express = require('express');
const app = express();
app.get('/news', async (req, res) => res.json(await news.find().limit(10)));
app.post('/login', async (req, res) => signIn(await users.find({ name: req.body.name }).limit(1), req.body.password, res));
app.listen(3000);
"#,
            ),
        ],
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
                "web/shop.js",
                r#"const express = require('express');
const limit = require('./middleware/limit');
const app = express();
app.post('/login', limit, (req, res) => signIn(req.body.name, req.body.password, res));
app.post('/signin', limits.tries(5), (req, res) => signIn(req.body.name, req.body.password, res));
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
    let limited = module.calls().any(|call| limits_tries(call.callee())) || module.imports.iter().any(|name| limits_tries(name));
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
        && !call.arguments().skip(1).any(is_limit)
}

/// What stands between a route and its handler limits tries by its name alone; a handler's own text does not.
fn is_limit(given: View<'_, '_>) -> bool {
    let name = match given.call() {
        Some(call) => call.callee().to_owned(),
        None => given.path(),
    };
    limits_tries(&name) || !matches!(given.value().kind, Kind::Function(_)) && name.to_ascii_lowercase().contains("limit")
}

/// Whether a name tells of tries that are limited. That of a query's rows is a limit too, and so are those of sizes and of
/// work at one time.
fn limits_tries(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let tries =
        ["ratelimit", "rate-limit", "rate_limit", "speed", "request", "login", "signin", "sign-in", "attempt", "tries", "auth", "access"];
    ["limiter", "throttl", "brute", "slow-down", "slowdown", "lockout", "captcha"].iter().any(|word| name.contains(word))
        || name
            .split(['.', '/', '(', ')'])
            .any(|part| part.contains("limit") && !part.contains("size") && tries.iter().any(|word| part.contains(word)))
}
