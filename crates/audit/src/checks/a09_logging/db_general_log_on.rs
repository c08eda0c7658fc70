use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-general-log-on",
    title: Words {
        en: "The database writes every statement with its values to a log",
        es: "La base de datos escribe cada sentencia con sus valores en un registro",
    },
    done: Words { en: "The global variable is read from the server.", es: "Se lee la variable global del servidor." },
    why: Words {
        en: "Names, addresses and password hashes pile up in a plain file that backups and helpers copy on.",
        es: "Nombres, direcciones y hashes de contraseñas se acumulan en un archivo en claro que copian respaldos y herramientas.",
    },
    fix: Words {
        en: "Set `general_log = OFF`; use an audit plugin, which can leave values out.",
        es: "Configurar `general_log = OFF`; usar un complemento de auditoría, que puede omitir los valores.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[532],
    asvs: &["V16.2.5"],
    controls: &["SC-042", "SC-084"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"general_log": "ON"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"general_log": "OFF"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    database.on_variable("general_log", |value| value.eq_ignore_ascii_case("on") || value == "1")
}
