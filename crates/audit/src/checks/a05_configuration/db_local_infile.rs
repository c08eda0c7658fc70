use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-local-infile",
    title: Words {
        en: "Clients of the database can be made to send their files",
        es: "Se puede hacer que los clientes de la base de datos envíen sus archivos",
    },
    done: Words { en: "The global variable is read from the server.", es: "Se lee la variable global del servidor." },
    why: Words {
        en: "With an injected `LOAD DATA LOCAL`, or a server that was taken over, files of the application server are read.",
        es: "Con un `LOAD DATA LOCAL` inyectado, o un servidor comprometido, se leen archivos del servidor de aplicación.",
    },
    fix: Words { en: "Set `local_infile = OFF`.", es: "Configurar `local_infile = OFF`." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 552],
    asvs: &["V13.2.2", "V15.2.3"],
    controls: &["SC-063", "SC-064"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"local_infile": "ON"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"local_infile": "OFF"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    database.on_variable("local_infile", |value| value.eq_ignore_ascii_case("on") || value == "1")
}
