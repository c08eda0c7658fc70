use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-schemas-shown",
    title: Words {
        en: "Every account can list the names of all schemas",
        es: "Cualquier cuenta puede listar los nombres de todos los esquemas",
    },
    done: Words { en: "The global variable is read from the server.", es: "Se lee la variable global del servidor." },
    why: Words {
        en: "It tells an attacker who else lives on the server and where to go on.",
        es: "Indica a un atacante quién más vive en el servidor y por dónde seguir.",
    },
    fix: Words {
        en: "Set `skip_show_database`, or give each application a server of its own.",
        es: "Activar `skip_show_database`, o dar a cada aplicación su propio servidor.",
    },
    severity: Severity::Info,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 200],
    asvs: &["V13.2.2"],
    controls: &["SC-003", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"skip_show_database": "OFF"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"skip_show_database": "ON"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    database.on_variable("skip_show_database", |value| value.eq_ignore_ascii_case("off") || value == "0")
}
