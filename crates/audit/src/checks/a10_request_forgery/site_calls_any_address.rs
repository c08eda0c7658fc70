use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-calls-any-address",
    title: Words { en: "The site calls addresses that a visitor names", es: "El sitio llama a direcciones que indica un visitante" },
    done: Words {
        en: "Parameters that look like addresses are filled with one of the audit's own listener; it counts when the site calls.",
        es: "Se rellenan los parámetros que parecen direcciones con la de un receptor propio de la auditoría; cuenta si el sitio llama.",
    },
    why: Words {
        en: "The site is used as a way into the inner network and to the cloud's keys (169.254.169.254).",
        es: "El sitio sirve de puente hacia la red interna y hacia las claves de la nube (169.254.169.254).",
    },
    fix: Words {
        en: "Call hosts from a list only, check every resolved address, follow no redirects, and restrict outgoing traffic.",
        es: "Llamar solo a hosts de una lista, comprobar cada dirección resuelta, no seguir redirecciones y restringir el tráfico saliente.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V15.3.2"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== ssrf parameter=url called=yes
> GET /fetch?url=x
< 200
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== ssrf parameter=url called=no
> GET /fetch?url=x
< 400
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("ssrf", |exchange, seen| {
        if exchange.fact("called") == Some("yes") {
            seen.url(&site.url(exchange), &format!("parameter {}: the site called back", exchange.fact("parameter").unwrap_or("?")));
        }
    })
}
