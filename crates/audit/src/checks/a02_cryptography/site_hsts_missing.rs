use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-hsts-missing",
    title: Words { en: "Browsers are not told to use HTTPS only", es: "No se indica a los navegadores que usen solo HTTPS" },
    done: Words {
        en: "`Strict-Transport-Security` of the pages is read: at least half a year.",
        es: "Se lee `Strict-Transport-Security` de las páginas: al menos medio año.",
    },
    why: Words {
        en: "The first request goes out in the clear again and again and can be taken over.",
        es: "La primera petición sale en claro una y otra vez y se puede interceptar.",
    },
    fix: Words {
        en: "Send `Strict-Transport-Security: max-age=63072000; includeSubDomains`.",
        es: "Enviar `Strict-Transport-Security: max-age=63072000; includeSubDomains`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319, 523],
    asvs: &["V3.4.1"],
    controls: &["SC-039"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< strict-transport-security: max-age=300
| <p>Hello</p>
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< strict-transport-security: max-age=63072000; includeSubDomains
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    if !site.https() {
        return Verdict::NotTested(PLAIN.into());
    }
    site.over("home", |exchange, seen| {
        let field = exchange.header("strict-transport-security").unwrap_or_default();
        let age = field.split(';').find_map(|part| {
            part.trim().to_ascii_lowercase().strip_prefix("max-age=").and_then(|age| age.trim_matches('"').parse::<u64>().ok())
        });
        if age.unwrap_or(0) < HALF_A_YEAR {
            let told =
                if field.is_empty() { "no Strict-Transport-Security".to_owned() } else { format!("Strict-Transport-Security: {field}") };
            seen.url(&site.url(exchange), &told);
        }
    })
}

/// The least that protects between two visits, seconds.
const HALF_A_YEAR: u64 = 15_768_000;

const PLAIN: Words = Words { en: "because the site does not speak HTTPS", es: "porque el sitio no habla HTTPS" };
