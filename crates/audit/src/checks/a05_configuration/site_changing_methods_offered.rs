use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-changing-methods-offered",
    title: Words { en: "The site offers methods that change files", es: "El sitio ofrece métodos que cambian archivos" },
    done: Words {
        en: "`Allow` of an answer to OPTIONS on the home page is read for PUT, DELETE, TRACE, CONNECT and WebDAV.",
        es: "Se leen en `Allow` de la respuesta a OPTIONS en la página principal PUT, DELETE, TRACE, CONNECT y WebDAV.",
    },
    why: Words {
        en: "What nobody uses nobody protects: a file is written or removed from outside.",
        es: "Lo que nadie usa nadie lo protege: se escribe o borra un archivo desde fuera.",
    },
    fix: Words {
        en: "Allow GET, HEAD and POST, and other methods only at addresses that need them.",
        es: "Permitir GET, HEAD y POST, y otros métodos solo donde hagan falta.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 650],
    asvs: &["V4.1.4"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== method/OPTIONS
> OPTIONS /
< 200
< allow: GET, HEAD, PUT, DELETE, TRACE
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== method/OPTIONS
> OPTIONS /
< 204
< allow: GET, HEAD, OPTIONS
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("method/OPTIONS", |exchange, seen| {
        let offered = exchange.header("allow").unwrap_or_default().to_ascii_uppercase();
        let bad: Vec<&str> = offered
            .split(',')
            .map(str::trim)
            .filter(|method| ["PUT", "DELETE", "TRACE", "TRACK", "CONNECT", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK"].contains(method))
            .collect();
        if !bad.is_empty() {
            seen.url(&site.url(exchange), &format!("Allow: {}", bad.join(", ")));
        }
    })
}
