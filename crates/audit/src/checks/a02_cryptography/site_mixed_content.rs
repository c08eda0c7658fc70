use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, elements},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-mixed-content",
    title: Words { en: "An encrypted page loads or sends something unencrypted", es: "Una página cifrada carga o envía algo sin cifrar" },
    done: Words {
        en: "The home page, pages linked from it and pages of a session are looked at.",
        es: "Se miran la página principal, las páginas enlazadas desde ella y las de una sesión.",
    },
    why: Words {
        en: "Scripts can be exchanged on the way, and forms are read.",
        es: "Los scripts se pueden cambiar por el camino, y los formularios se leen.",
    },
    fix: Words {
        en: "Use https or relative addresses, and `upgrade-insecure-requests`.",
        es: "Usar https o direcciones relativas, y `upgrade-insecure-requests`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-039", "SC-040"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <form action="http://shop.example/in" method=post></form>
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <form action="/in" method=post></form><a href="http://other.example/">x</a>
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    if !site.https() {
        return Verdict::NotTested(PLAIN.into());
    }
    site.over_pages(|page, seen| {
        for element in elements(&page.body) {
            let name = match element.name.as_str() {
                "script" | "iframe" | "embed" => "src",
                "form" => "action",
                "link" if element.attribute("rel") == Some("stylesheet") => "href",
                _ => continue,
            };
            if let Some(target) = element.attribute(name).filter(|target| target.starts_with("http://")) {
                seen.url(&site.url(page), &format!("<{} {name}={target}>", element.name));
            }
        }
    })
}

const PLAIN: Words = Words { en: "because the site does not speak HTTPS", es: "porque el sitio no habla HTTPS" };
