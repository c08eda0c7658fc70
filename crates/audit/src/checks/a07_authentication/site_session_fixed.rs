use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-session-fixed",
    title: Words {
        en: "The session before signing in stays the same afterwards",
        es: "La sesión previa al inicio de sesión sigue igual después",
    },
    done: Words {
        en: "Cookies of a session before and after signing in with a given account are compared.",
        es: "Se comparan las cookies de sesión antes y después de iniciar sesión con una cuenta indicada.",
    },
    why: Words {
        en: "An attacker plants a session, waits, and is signed in as the visitor.",
        es: "Un atacante planta una sesión, espera y queda dentro como el visitante.",
    },
    fix: Words {
        en: "Make a new session whenever somebody signs in or gains rights, and forget the old one.",
        es: "Crear una sesión nueva cada vez que alguien inicia sesión o gana permisos, y olvidar la anterior.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[384],
    asvs: &["V7.2.4"],
    controls: &["SC-054"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in signed-in=yes renewed=no
> POST /login
< 303
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in signed-in=yes renewed=yes
> POST /login
< 303
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    if site.of("session/sign-in").all(|exchange| exchange.fact("signed-in") != Some("yes")) {
        return site.untested("session");
    }
    site.over("session/sign-in", |exchange, seen| {
        if exchange.fact("renewed") == Some("no") {
            seen.url(&site.url(exchange), "the cookie of the session is the same before and after");
        }
    })
}
