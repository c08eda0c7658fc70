use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::Site,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-backup-open",
    title: Words { en: "A backup can be downloaded", es: "Se puede descargar una copia de seguridad" },
    done: Words {
        en: "Well-known addresses are asked for, and the answers are looked into: an error page with status 200 is no finding.",
        es: "Se piden direcciones conocidas y se examinan las respuestas: una página de error con estado 200 no es un hallazgo.",
    },
    why: Words {
        en: "All customers in one file, for whoever guesses a usual name.",
        es: "Todos los clientes en un archivo, para quien adivine un nombre habitual.",
    },
    fix: Words {
        en: "Keep backups elsewhere, encrypted; serve named kinds of files only.",
        es: "Guardar las copias en otro lugar, cifradas; servir solo tipos de archivo previstos.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[552, 530],
    asvs: &["V13.4.7"],
    controls: &["SC-064", "SC-042"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            "@base https://shop.example
=== file/dump.sql
> GET /dump.sql
< 200
| -- MySQL dump 10.13
",
        )],
        green: &[(
            "site.http",
            "@base https://shop.example
=== file/dump.sql
> GET /dump.sql
< 200
< content-type: text/html
| <p>Sign in</p>
",
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over("file", |exchange, seen| {
        let body = exchange.body.trim_start();
        let target = exchange.target.as_str();
        if exchange.accepted()
            && ((target.ends_with(".sql")
                && ["CREATE TABLE", "MySQL dump", "MariaDB dump", "INSERT INTO", "PostgreSQL database dump"]
                    .iter()
                    .any(|sign| body.contains(sign)))
                || (target.ends_with(".sqlite3") && body.starts_with("SQLite format 3"))
                || (target.ends_with(".zip") && body.starts_with("PK\u{3}\u{4}"))
                || (target.ends_with(".gz")
                    && exchange.header("content-type").is_some_and(|kind| kind.contains("gzip"))
                    && !body.starts_with('<')))
        {
            seen.url(&site.url(exchange), &exchange.told());
        }
    })
}
