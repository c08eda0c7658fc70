//! A cookie lacks Secure, HttpOnly or SameSite.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cookie-without-flags",
    title: Words { en: "A cookie lacks Secure, HttpOnly or SameSite", es: "A una cookie le falta Secure, HttpOnly o SameSite" },
    done: Words { en: "Reads how session cookies are set.", es: "Se lee cómo se fijan las cookies de sesión." },
    why: Words {
        en: "A script in the page or a listener on the line takes the session over.",
        es: "Un programa en la página o alguien en la línea se apodera de la sesión.",
    },
    fix: Words {
        en: "Set Secure, HttpOnly and SameSite, and the prefix __Host-.",
        es: "Ponga Secure, HttpOnly y SameSite, y el prefijo __Host-.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[614, 1004],
    asvs: &["V3.3.1", "V3.3.4"],
    controls: &["SC-054"],
    examine: Examine::Source { languages: Language::WEB, words: &["cookie", "express-session", "httponly"], look },
    mutant: Mutant {
        red: &[
            (
                "app/k.py",
                r#"from fastapi import Response
def login(response: Response, token: str):
    response.set_cookie("session", token)
"#,
            ),
            (
                "app/a.py",
                r#"from aiohttp_session.redis_storage import RedisStorage
def sessions(app):
    return RedisStorage(app["redis"], httponly=False)
"#,
            ),
            (
                "app/u.py",
                r#"def enter(response, user):
    response.set_cookie("userid", user.id, secure=False)
"#,
            ),
            (
                "web/k.js",
                r#"app.post('/login', (req, res) => { res.cookie('session', token, { httpOnly: false }); });
"#,
            ),
            (
                "site/settings.py",
                r#"SESSION_COOKIE_SECURE = False
"#,
            ),
        ],
        green: &[
            (
                "app/k.py",
                r#"from fastapi import Response
def login(response: Response, token: str):
    response.set_cookie("session", token, httponly=True, secure=True, samesite="lax")
    response.set_cookie("theme", "dark")
    response.set_cookie("session", "", expires=0)
    response.set_cookie("session", None)
"#,
            ),
            (
                "web/k.js",
                r#"app.post('/login', (req, res) => { res.cookie('session', token, { httpOnly: true, secure: true, sameSite: 'lax' }); res.cookie('theme', 'dark'); });
"#,
            ),
            (
                "site/settings.py",
                r#"SESSION_COOKIE_SECURE = True
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let off = |name: &str| call.named(name).is_some_and(|given| given.boolean() == Some(false));
        let absent = |name: &str| call.named(name).is_none();
        let name = call
            .argument(0)
            .or_else(|| call.named("key"))
            .map(|name| name.literal().unwrap_or(name.source()).to_ascii_lowercase())
            .unwrap_or_default();
        let sensitive = ["session", "token", "auth", "jwt", "sid", "login", "remember"].iter().any(|word| name.contains(word))
            || name.split(['_', '-', '.']).any(|part| {
                matches!(part, "admin" | "user" | "userid" | "uid" | "role" | "username" | "account" | "email" | "credentials" | "apikey")
            });
        // Nothing is lost with a cookie that is being taken away.
        let emptied = call.either(1, "value").is_some_and(|value| matches!(value.value().kind, Kind::Null) || value.literal() == Some(""))
            || ["expires", "max_age"].iter().any(|name| call.named(name).and_then(|given| given.number()) == Some(0.0));
        let sensitive = sensitive && !emptied;
        let opened = call.arguments().any(|argument| argument.source().starts_with("**"));
        let given = call.argument(2).map(|options| options.resolved());
        let unknown = given.is_some_and(|options| !matches!(options.kind, Kind::Map(_)))
            || call.argument(2).is_some_and(|options| options.entry("...").is_some());
        let python = call.call.method == "set_cookie" && module.language == Language::Python && !opened;
        let express = call.call.method == "cookie"
            && call.receiver().is_some_and(|of| matches!(of.source(), "res" | "response" | "reply") || of.source().starts_with("res."))
            && !unknown;
        if python && sensitive && (absent("httponly") || absent("secure") || off("httponly") || off("secure"))
            || express && sensitive && (absent("httpOnly") || absent("secure") || off("httpOnly") || off("secure"))
        {
            call.note_callee(None, seen);
        } else if python
            && !emptied
            && (off("httponly") || off("secure"))
            && !["theme", "lang", "locale", "csrf", "xsrf", "consent", "banner"].iter().any(|word| name.contains(word))
        {
            // Who writes the flag down to switch it off has a cookie in mind that matters.
            call.note_callee(None, seen);
        } else if call.ends(&["RedisStorage", "EncryptedCookieStorage", "MemcachedStorage", "SimpleCookieStorage", "NaClCookieStorage"])
            && call.begins("aiohttp_session")
            && off("httponly")
        {
            call.note_callee(None, seen);
        } else if call.is(&["express-session", "cookie-session"]) {
            let cookie = call.named("cookie");
            let off = |name: &str| {
                cookie
                    .and_then(|cookie| cookie.entry(name))
                    .or_else(|| call.named(name))
                    .is_some_and(|given| given.boolean() == Some(false))
            };
            let unset = cookie.is_none_or(|cookie| cookie.entry("secure").is_none() && !cookie.entries().is_empty())
                && call.named("secure").is_none();
            if off("httpOnly") || off("secure") {
                call.note_callee(None, seen);
            } else if unset {
                call.note_callee(Some(Severity::Low), seen);
            }
        }
    }
    for (target, value, assignment) in module.assignments() {
        let name = target.source().trim_end_matches(['"', '\'', ']']);
        let setting = [
            "SESSION_COOKIE_SECURE",
            "SESSION_COOKIE_HTTPONLY",
            "CSRF_COOKIE_SECURE",
            "REMEMBER_COOKIE_SECURE",
            "REMEMBER_COOKIE_HTTPONLY",
        ]
        .iter()
        .any(|setting| name.ends_with(setting));
        let dev = ["dev", "local"].iter().any(|word| module.name.contains(word));
        if setting && value.boolean() == Some(false) && !dev {
            module.note(assignment.target, None, seen);
        }
    }
}
