use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-directory-listing",
    title: Words { en: "Folders of the site can be listed", es: "Se pueden listar carpetas del sitio" },
    done: Words {
        en: "The usual folders are asked for, and answers are compared with the listings of common servers.",
        es: "Se piden las carpetas habituales y se comparan las respuestas con los listados de servidores comunes.",
    },
    why: Words {
        en: "Files that nobody linked, backups and uploads of others, are found at once.",
        es: "Archivos que nadie enlazó, copias y subidas de otros, se encuentran de inmediato.",
    },
    fix: Words {
        en: "Switch listing off (`autoindex off`, `Options -Indexes`).",
        es: "Desactivar el listado (`autoindex off`, `Options -Indexes`).",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[548],
    asvs: &["V13.4.3"],
    controls: &["SC-064"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== file/uploads/
> GET /uploads/
< 200
< content-type: text/html
| <title>Index of /uploads/</title>
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/uploads/
> GET /uploads/
< 403
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let signs = [
            "<title>Index of /",
            "<h1>Index of /",
            "<title>Directory listing for",
            "Directory Listing For",
            "[To Parent Directory]",
            "<ListBucketResult",
        ];
        if exchange.accepted() && signs.iter().any(|sign| exchange.body.contains(sign)) {
            seen.url(&site.url(exchange), "Index of /");
        }
    })
}
