use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-cookie-without-prefix",
    title: Words {
        en: "A neighbouring host could plant the cookie of a session", es: "Un host vecino podría plantar la cookie de sesión"
    },
    done: Words {
        en: "Every cookie that the site sets is looked at; its value is not shown.",
        es: "Se mira cada cookie que pone el sitio; su valor no se muestra.",
    },
    why: Words {
        en: "A taken-over subdomain sets a session of the attacker's choice for the visitor.",
        es: "Un subdominio comprometido impone al visitante una sesión elegida por el atacante.",
    },
    fix: Words {
        en: "Name it `__Host-…` with `Secure`, `Path=/` and no `Domain`.",
        es: "Llamarla `__Host-…` con `Secure`, `Path=/` y sin `Domain`.",
    },
    severity: Severity::Info,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 565],
    asvs: &["V3.3.3", "V3.3.1"],
    controls: &["SC-054"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: session=abc; HttpOnly; Secure; Domain=example
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: __Host-session=abc; HttpOnly; Secure; Path=/; SameSite=Lax
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_cookies(|exchange, cookie, seen| {
        if cookie.session() && !cookie.name.starts_with("__Host-") {
            seen.note(
                Place::Url(site.url(exchange)),
                &format!("Set-Cookie: {}", cookie.told()),
                cookie.domain.is_some().then_some(Severity::Low),
            );
        }
    })
}
