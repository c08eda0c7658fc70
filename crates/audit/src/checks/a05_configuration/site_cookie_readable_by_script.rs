use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-cookie-readable-by-script",
    title: Words { en: "Scripts can read the cookie of a session", es: "Los scripts pueden leer la cookie de sesión" },
    done: Words {
        en: "Every cookie that the site sets is looked at; its value is not shown.",
        es: "Se mira cada cookie que pone el sitio; su valor no se muestra.",
    },
    why: Words {
        en: "Any injected script sends the session to an attacker.",
        es: "Cualquier script inyectado envía la sesión a un atacante.",
    },
    fix: Words { en: "Set `HttpOnly` on the cookie of the session.", es: "Poner `HttpOnly` en la cookie de sesión." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1004],
    asvs: &["V3.3.4"],
    controls: &["SC-054", "SC-013"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: sessionid=abc; Secure
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: sessionid=abc; HttpOnly; Secure
< set-cookie: csrftoken=abc; Secure
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_cookies(|exchange, cookie, seen| {
        if cookie.session() && !cookie.http_only {
            seen.url(&site.url(exchange), &format!("Set-Cookie: {}", cookie.told()));
        }
    })
}
