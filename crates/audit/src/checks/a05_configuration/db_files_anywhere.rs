use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-files-anywhere",
    title: Words {
        en: "The database may read and write files anywhere",
        es: "La base de datos puede leer y escribir archivos en cualquier lugar",
    },
    done: Words {
        en: "`secure_file_priv` is read: empty means everywhere; `NULL` or a folder limits it.",
        es: "Se lee `secure_file_priv`: vacío significa cualquier lugar; `NULL` o una carpeta lo limita.",
    },
    why: Words {
        en: "An injected `INTO OUTFILE` writes a program into the web folder; `LOAD_FILE` reads keys.",
        es: "Un `INTO OUTFILE` inyectado escribe un programa en la carpeta web; `LOAD_FILE` lee claves.",
    },
    fix: Words {
        en: "Set `secure_file_priv = NULL` (MySQL), or a folder of its own for exports.",
        es: "Configurar `secure_file_priv = NULL` (MySQL), o una carpeta propia para exportaciones.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 552],
    asvs: &["V13.2.2"],
    controls: &["SC-063", "SC-002"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"secure_file_priv": ""}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"secure_file_priv": "/var/lib/mysql-files/"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    database.on_variable("secure_file_priv", |value| value.trim().is_empty() || value.trim() == "/")
}
