//! A token is kept where every script reads it.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, View, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "token-in-web-storage",
    title: Words { en: "A token is kept where every script reads it", es: "Una ficha se guarda donde la lee cualquier programa" },
    done: Words {
        en: "Looks for tokens and passwords written to local or session storage.",
        es: "Se buscan fichas y contraseñas escritas en el almacenamiento local o de sesión.",
    },
    why: Words {
        en: "One injected script takes the sessions of all visitors and uses them elsewhere.",
        es: "Un solo programa inyectado se lleva las sesiones de todos los visitantes y las usa en otra parte.",
    },
    fix: Words {
        en: "Keep the session in a cookie with HttpOnly, Secure and SameSite.",
        es: "Guarde la sesión en una cookie con HttpOnly, Secure y SameSite.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 1, of_2025: 1 },
    cwe: &[922],
    asvs: &["V14.3.3"],
    controls: &["SC-013"],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["localstorage", "sessionstorage", "asyncstorage"], look },
    mutant: Mutant {
        red: &[
            (
                "web/s.tsx",
                r#"export function keep(data: Login) { localStorage.setItem('access_token', data.token); }
"#,
            ),
            (
                "web/s.js",
                r#"localStorage.jwt = answer.jwt;
"#,
            ),
        ],
        green: &[
            (
                "web/s.tsx",
                r#"export function keep(data: Login) { localStorage.setItem('theme', data.theme); localStorage.removeItem('access_token'); }
"#,
            ),
            (
                "web/s.js",
                r#"localStorage.theme = answer.theme;
"#,
            ),
        ],
    },
};

const WORDS: &[&str] =
    &["token", "jwt", "password", "secret", "sessionid", "session_id", "credential", "apikey", "api_key", "authorization"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        if call.call.method == "setItem" && call.receiver().is_some_and(|of| of.source().ends_with("Storage")) {
            let says = |view: View<'_, '_>| {
                let text = view.literal().unwrap_or(view.source()).to_ascii_lowercase();
                WORDS.iter().any(|word| text.contains(word)) && !text.contains("csrf") && !text.contains("tokens_used")
            };
            if call.argument(0).is_some_and(says)
                || call
                    .argument(1)
                    .is_some_and(|value| matches!(value.value().kind, Kind::Member { .. } | Kind::Name { .. }) && says(value))
            {
                call.note(None, seen);
            }
        }
    }
    for (target, _, assignment) in module.assignments() {
        let name = target.last_name().to_ascii_lowercase();
        if target.source().contains("localStorage") && WORDS.iter().any(|word| name.contains(word)) {
            module.note(assignment.target, None, seen);
        }
    }
}
