use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-cors-any-origin",
    title: Words { en: "Pages of any site may read answers", es: "Las páginas de cualquier sitio pueden leer las respuestas" },
    done: Words {
        en: "The home page is asked for with a foreign `Origin`, with `null`, and with a host that begins like ours.",
        es: "Se pide la página principal con un `Origin` ajeno, con `null` y con un host que empieza como el nuestro.",
    },
    why: Words {
        en: "A page of an attacker reads a signed-in visitor's data.",
        es: "Una página de un atacante lee los datos de un visitante con sesión.",
    },
    fix: Words {
        en: "Allow named origins only, compared as a whole; never `null`; credentials only where needed.",
        es: "Permitir solo orígenes con nombre, comparados completos; nunca `null`; credenciales solo donde haga falta.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[942, 346],
    asvs: &["V3.4.2"],
    controls: &["SC-028"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== cors/any
> GET /
> Origin: https://audit.invalid
< 200
< access-control-allow-origin: https://audit.invalid
< access-control-allow-credentials: true
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== cors/any
> GET /
> Origin: https://audit.invalid
< 200
< access-control-allow-origin: *
=== cors/null
> GET /
> Origin: null
< 200
< access-control-allow-origin: https://app.shop.example
< access-control-allow-credentials: true
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("cors", |exchange, seen| {
        let Some((_, asked)) = exchange.asked.iter().find(|(name, _)| name.eq_ignore_ascii_case("origin")) else { return };
        let allowed = exchange.header("access-control-allow-origin").unwrap_or_default();
        let credentials = exchange.header("access-control-allow-credentials").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if allowed == asked {
            let told =
                format!("Origin: {asked} → Access-Control-Allow-Origin: {allowed}{}", if credentials { ", with credentials" } else { "" });
            seen.note(Place::Url(site.url(exchange)), &told, (!credentials).then_some(Severity::Low));
        }
    })
}
