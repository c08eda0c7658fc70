use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-http-not-redirected",
    title: Words {
        en: "Plain HTTP is answered instead of being sent to HTTPS",
        es: "Se responde por HTTP sin cifrar en lugar de enviar a HTTPS",
    },
    done: Words { en: "The home page is asked for by plain HTTP.", es: "Se pide la página principal por HTTP sin cifrar." },
    why: Words {
        en: "Whoever types the address without https can be held on the plain site by anybody on the way.",
        es: "A quien escribe la dirección sin https se le puede retener en el sitio sin cifrar.",
    },
    fix: Words {
        en: "Answer every plain request with 308 to the same host by HTTPS, or do not listen at all.",
        es: "Responder a toda petición sin cifrar con 308 al mismo host por HTTPS, o no escuchar.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V4.1.2", "V12.2.1"],
    controls: &["SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== http
> GET http://shop.example:80/
< 200
| <p>Hello
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== http
> GET http://shop.example:80/
< 308
< location: https://shop.example/
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("http", |exchange, seen| {
        let location = exchange.header("location").unwrap_or_default();
        if !exchange.redirects() && exchange.status < 400 {
            seen.url(&site.url(exchange), &exchange.told());
        } else if exchange.redirects() && !location.starts_with("https://") {
            seen.url(&site.url(exchange), &format!("{} Location: {location}", exchange.told()));
        }
    })
}
