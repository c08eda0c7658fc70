use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-diagnostics-open",
    title: Words { en: "Pages for diagnosis are open to everybody", es: "Las páginas de diagnóstico están abiertas a cualquiera" },
    done: Words {
        en: "Well-known addresses are asked for, and the answers are looked into: an error page with status 200 is no finding.",
        es: "Se piden direcciones conocidas y se examinan las respuestas: una página de error con estado 200 no es un hallazgo.",
    },
    why: Words {
        en: "Variables of the environment, requests of others and figures of the inner system are shown.",
        es: "Se muestran variables de entorno, peticiones de otros y cifras internas del sistema.",
    },
    fix: Words {
        en: "Serve them on an inner address only, or behind signing in.",
        es: "Servirlas solo en una dirección interna o tras iniciar sesión.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 497],
    asvs: &["V13.4.5", "V13.4.2"],
    controls: &["SC-064", "SC-067"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== file/actuator/env
> GET /actuator/env
< 200
| {"propertySources":[]}
"#,
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/actuator/env
> GET /actuator/env
< 401
=== file/metrics
> GET /metrics
< 200
| <p>Our metrics</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let body = exchange.body.trim_start();
        let target = exchange.target.as_str();
        if exchange.accepted()
            && ((target.contains("phpinfo") && body.contains("PHP Version"))
                || (target.contains("/server-status") && body.contains("Apache Server Status"))
                || (target.contains("/actuator") && (body.contains("\"_links\"") || body.contains("propertySources")))
                || (target.ends_with("/metrics") && (body.starts_with("# HELP") || body.starts_with("# TYPE")))
                || (target.contains("/debug/vars") && body.contains("memstats"))
                || (target.contains("/debug/pprof") && body.contains("goroutine")))
        {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
