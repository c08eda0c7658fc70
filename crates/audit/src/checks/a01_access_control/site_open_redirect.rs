use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, elements},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-open-redirect",
    title: Words { en: "The site sends visitors wherever a link says", es: "El sitio envía a los visitantes a donde diga un enlace" },
    done: Words {
        en: "Usual and known parameters are filled with a foreign address, and `Location` is read.",
        es: "Se rellenan parámetros habituales y conocidos con una dirección ajena, y se lee `Location`.",
    },
    why: Words {
        en: "A link to the true site ends on a false one: the best bait for passwords.",
        es: "Un enlace al sitio verdadero termina en uno falso: el mejor cebo para contraseñas.",
    },
    fix: Words {
        en: "Send to own paths only: begin with one `/`, followed by neither `/` nor `\\\\`.",
        es: "Enviar solo a rutas propias: que empiecen por una `/`, sin otra `/` ni `\\\\` detrás.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[601],
    asvs: &["V3.7.2"],
    controls: &["SC-058"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== redirect
> GET /login?next=//audit.invalid/
< 302
< location: //audit.invalid/
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== redirect
> GET /login?next=//audit.invalid/
< 302
< location: /login?next=%2F%2Faudit.invalid%2F
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("redirect", |exchange, seen| {
        let location = exchange.header("location").unwrap_or_default().trim().to_ascii_lowercase();
        let place = location.trim_start_matches("https:").trim_start_matches("http:").replace('\\', "/");
        let refreshed = elements(&exchange.body).iter().any(|element| {
            element.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
                && element.attribute("content").is_some_and(|content| {
                    content.to_ascii_lowercase().contains("url=https://audit.invalid") || content.contains("url=//audit.invalid")
                })
        });
        let foreign = place.strip_prefix("//").is_some_and(|host| host.split(['/', '?', '#', ':']).next() == Some("audit.invalid"));
        if (exchange.redirects() && foreign) || refreshed {
            seen.url(&site.url(exchange), &format!("{} Location: {location}", exchange.told()));
        }
    })
}
