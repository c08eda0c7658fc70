use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-path-traversal",
    title: Words { en: "Files outside of the site can be read", es: "Se pueden leer archivos fuera del sitio" },
    done: Words {
        en: "Ways out of the folder of static files, and known parameters that look like file names, are tried for `/etc/passwd`.",
        es: "Se prueban salidas de la carpeta de archivos estáticos, y parámetros que parecen nombres de archivo, hacia `/etc/passwd`.",
    },
    why: Words { en: "Configuration, keys and source are downloaded.", es: "Se descargan configuración, claves y código." },
    fix: Words {
        en: "Open files by a name from a list, or resolve the path and check that it lies in the folder.",
        es: "Abrir archivos por un nombre de una lista, o resolver la ruta y comprobar que está en la carpeta.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[22],
    asvs: &["V5.3.2"],
    controls: &["SC-006"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== traversal
> GET /static/..%2f..%2fetc%2fpasswd
< 200
| root:x:0:0:root:/root:/bin/bash
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== traversal
> GET /static/..%2f..%2fetc%2fpasswd
< 400
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("traversal", |exchange, seen| {
        // The form of the file, not a word: a page about it is no proof.
        let leaked = exchange.body.lines().any(|line| line.contains("root:") && line.matches(':').count() >= 6 && line.contains(":0:0:"));
        if exchange.accepted() && leaked {
            seen.url(&site.url(exchange), "root:…:0:0:…");
        }
    })
}
