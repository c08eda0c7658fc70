use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-interface-described",
    title: Words {
        en: "The description of the interface is open to everybody",
        es: "La descripción de la interfaz está abierta a cualquiera",
    },
    done: Words {
        en: "Well-known addresses are asked for, and the answers are looked into: an error page with status 200 is no finding.",
        es: "Se piden direcciones conocidas y se examinan las respuestas: una página de error con estado 200 no es un hallazgo.",
    },
    why: Words {
        en: "It tells every operation, those that no page uses among them. Fine where it is meant; otherwise a map for attackers.",
        es: "Cuenta todas las operaciones, también las que ninguna página usa. Bien si es intencional; si no, es un mapa para atacantes.",
    },
    fix: Words {
        en: "Switch it off in production (`FastAPI(openapi_url=None)`), or put it behind signing in.",
        es: "Desactivarla en producción (`FastAPI(openapi_url=None)`), o ponerla tras iniciar sesión.",
    },
    severity: Severity::Info,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 200],
    asvs: &["V13.4.5"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== file/docs
> GET /docs
< 200
< content-type: text/html
| <div id="swagger-ui"></div>
"#,
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/docs
> GET /docs
< 200
< content-type: text/html
| <h1>Guide</h1>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let body = exchange.body.trim_start();

        if exchange.accepted()
            && ((body.starts_with('{') && (body.contains("\"openapi\"") || body.contains("\"swagger\"")))
                || body.contains("swagger-ui")
                || body.contains("<redoc")
                || body.contains("redoc.standalone"))
        {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
