use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{SameSite, Site},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-cookie-for-other-sites",
    title: Words {
        en: "Requests from other sites carry the cookie of a session",
        es: "Las peticiones de otros sitios llevan la cookie de sesión",
    },
    done: Words {
        en: "Every cookie that the site sets is looked at; its value is not shown.",
        es: "Se mira cada cookie que pone el sitio; su valor no se muestra.",
    },
    why: Words {
        en: "A page of an attacker acts with the visitor's session.",
        es: "Una página de un atacante actúa con la sesión del visitante.",
    },
    fix: Words {
        en: "Set `SameSite=Lax` or `Strict`, and check tokens or `Sec-Fetch-Site` besides.",
        es: "Poner `SameSite=Lax` o `Strict`, y comprobar además tokens o `Sec-Fetch-Site`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[1275, 352],
    asvs: &["V3.3.2"],
    controls: &["SC-056", "SC-054"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: session=abc; HttpOnly; Secure; SameSite=None
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== session/sign-in
> POST /login
< 303
< set-cookie: session=abc; HttpOnly; Secure; SameSite=Lax
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_cookies(|exchange, cookie, seen| {
        if !cookie.session() {
            return;
        }
        match cookie.same_site {
            Some(SameSite::None) => seen.url(&site.url(exchange), &format!("Set-Cookie: {}", cookie.told())),
            // Some browsers take Lax where nothing is said, for most of the time.
            None => seen.note(Place::Url(site.url(exchange)), &format!("Set-Cookie: {}", cookie.told()), Some(Severity::Low)),
            Some(_) => {}
        }
    })
}
