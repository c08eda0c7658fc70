use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-tls-version-old",
    title: Words { en: "The database speaks TLS 1.0 or 1.1, or no TLS at all", es: "La base de datos habla TLS 1.0 o 1.1, o no habla TLS" },
    done: Words { en: "The global variable is read from the server.", es: "Se lee la variable global del servidor." },
    why: Words {
        en: "Old versions are broken in several ways; a client can be talked down to them.",
        es: "Las versiones antiguas están rotas de varias formas; se puede forzar a un cliente a usarlas.",
    },
    fix: Words {
        en: "Set `tls_version = TLSv1.2,TLSv1.3` and give the server a certificate.",
        es: "Configurar `tls_version = TLSv1.2,TLSv1.3` y dar un certificado al servidor.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[326, 327],
    asvs: &["V12.1.1"],
    controls: &["SC-041"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"tls_version": "TLSv1.1,TLSv1.2"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"tls_version": "TLSv1.2,TLSv1.3", "have_ssl": "YES"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    if database.variable("have_ssl").is_some_and(|have| have.eq_ignore_ascii_case("disabled") || have.eq_ignore_ascii_case("no")) {
        return database.on_variable("have_ssl", |_| true);
    }
    database.on_variable("tls_version", |value| {
        value.trim().is_empty() || value.split(',').map(str::trim).any(|version| !["TLSv1.2", "TLSv1.3"].contains(&version))
    })
}
