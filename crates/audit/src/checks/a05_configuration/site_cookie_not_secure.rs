use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-cookie-not-secure",
    title: Words { en: "A cookie may travel without encryption", es: "Una cookie puede viajar sin cifrado" },
    done: Words {
        en: "Every cookie that the site sets is looked at; its value is not shown.",
        es: "Se mira cada cookie que pone el sitio; su valor no se muestra.",
    },
    why: Words {
        en: "One plain request, which an attacker can provoke, gives the session away.",
        es: "Una sola petición sin cifrar, que un atacante puede provocar, entrega la sesión.",
    },
    fix: Words { en: "Set `Secure` on every cookie.", es: "Poner `Secure` en cada cookie." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[614],
    asvs: &["V3.3.1"],
    controls: &["SC-054"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: session=abc; HttpOnly
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: session=abc; HttpOnly; Secure
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_cookies(|exchange, cookie, seen| {
        if !cookie.secure {
            seen.note(
                Place::Url(site.url(exchange)),
                &format!("Set-Cookie: {}", cookie.told()),
                (!cookie.session()).then_some(Severity::Low),
            );
        }
    })
}
