use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-trace-method",
    title: Words { en: "The site answers TRACE", es: "El sitio responde a TRACE" },
    done: Words {
        en: "TRACE is sent with a mark of its own; it counts when the mark comes back.",
        es: "Se envía TRACE con una marca propia; cuenta si la marca vuelve.",
    },
    why: Words {
        en: "The answer repeats what proxies added, keys and addresses of the inner network among it.",
        es: "La respuesta repite lo que añadieron los proxies, como claves y direcciones de la red interna.",
    },
    fix: Words { en: "Switch TRACE off in the server and in the proxy.", es: "Desactivar TRACE en el servidor y en el proxy." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 749],
    asvs: &["V13.4.4"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== method/TRACE
> TRACE /
< 200
< content-type: message/http
| TRACE / HTTP/1.1
| X-Audit: abc
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== method/TRACE
> TRACE /
< 405
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("method/TRACE", |exchange, seen| {
        let echoed = exchange.body.to_ascii_lowercase().contains("x-audit:")
            || exchange.header("content-type").is_some_and(|kind| kind.starts_with("message/http"));
        if exchange.accepted() && echoed {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
