use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Observations, Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-version-told",
    title: Words {
        en: "Answers tell which software runs, and its version",
        es: "Las respuestas dicen qué software se ejecuta y su versión",
    },
    done: Words {
        en: "`Server`, `X-Powered-By` and their like are read from every answer.",
        es: "Se leen `Server`, `X-Powered-By` y similares en todas las respuestas.",
    },
    why: Words {
        en: "Attackers look for the known weaknesses of exactly this version.",
        es: "Los atacantes buscan las debilidades conocidas de esa versión exacta.",
    },
    fix: Words { en: "Remove these fields, or keep a name without a number.", es: "Quitar estos campos, o dejar un nombre sin número." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[497, 200],
    asvs: &["V13.4.6"],
    controls: &["SC-064", "SC-065"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
< server: nginx/1.18.0 (Ubuntu)
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
< server: nginx
| <p>Hello</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    let mut told = std::collections::BTreeSet::new();
    let mut seen = Observations::new();
    for exchange in &site.exchanges {
        for name in ["server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator", "x-runtime-version", "via"] {
            for value in exchange.all(name) {
                let versioned =
                    value.split([' ', '/', '(']).any(|word| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit()));
                if (versioned && name != "via" || name == "x-powered-by" || (name == "via" && value.contains('(')))
                    && told.insert((name, value.to_owned()))
                {
                    seen.note(Place::Url(site.url(exchange)), &format!("{name}: {value}"), (!versioned).then_some(Severity::Info));
                }
            }
        }
    }
    if site.exchanges.is_empty() { site.untested("home") } else { Verdict::of(seen) }
}
