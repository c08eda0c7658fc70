use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-grants-skipped",
    title: Words { en: "The database runs without checking rights", es: "La base de datos funciona sin comprobar permisos" },
    done: Words {
        en: "`skip_grant_tables` is read, and whether `SHOW GRANTS` answers that grants are not loaded.",
        es: "Se lee `skip_grant_tables`, y si `SHOW GRANTS` responde que los permisos no están cargados.",
    },
    why: Words {
        en: "Everybody is in, with every right, without a password.",
        es: "Cualquiera entra, con todos los permisos y sin contraseña.",
    },
    fix: Words {
        en: "Restart without `skip-grant-tables`, and change every password that was there.",
        es: "Reiniciar sin `skip-grant-tables` y cambiar todas las contraseñas que había.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[306],
    asvs: &["V8.3.1"],
    controls: &["SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"skip_grant_tables": "ON"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"skip_grant_tables": "OFF"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    database.on_variable("skip_grant_tables", |value| value.eq_ignore_ascii_case("on") || value == "1")
}
