use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-host-header-believed",
    title: Words { en: "The site believes whatever host a request names", es: "El sitio cree cualquier host que nombre una petición" },
    done: Words {
        en: "The home page is asked for with a foreign `Host` and `X-Forwarded-Host`; it counts when the name comes back in an address.",
        es: "Se pide la página principal con un `Host` y un `X-Forwarded-Host` ajenos; cuenta si el nombre vuelve en una dirección.",
    },
    why: Words {
        en: "Links in mails for a new password lead to the attacker, and caches keep poisoned pages.",
        es: "Los enlaces para restablecer contraseñas llevan al atacante, y las cachés guardan páginas envenenadas.",
    },
    fix: Words {
        en: "Answer to configured hosts only; build addresses from configuration; drop forwarded fields at the border.",
        es: "Responder solo a hosts configurados; formar direcciones con la configuración; eliminar campos reenviados en la frontera.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[644, 20],
    asvs: &["V4.1.3"],
    controls: &["SC-059"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== host/forwarded
> GET /
< 200
< content-type: text/html
| <a href="https://audit.invalid/reset">
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== host/forwarded
> GET /
< 200
< content-type: text/html
| <a href="/reset">
=== host/host
> GET /
< 421
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("host", |exchange, seen| {
        let location = exchange.header("location").unwrap_or_default();
        let in_page =
            ["https://audit.invalid", "http://audit.invalid", "\"//audit.invalid"].iter().any(|address| exchange.body.contains(address));
        // A redirect that only adds https to what was asked is what every server does without a list of its hosts.
        if exchange.status < 400 && (in_page || location.contains("//audit.invalid")) {
            let severity = (!in_page && exchange.probe == "host/host").then_some(Severity::Low);
            seen.note(
                Place::Url(site.url(exchange)),
                &format!("{} with {} audit.invalid", exchange.told(), exchange.probe.trim_start_matches("host/")),
                severity,
            );
        }
    })
}
