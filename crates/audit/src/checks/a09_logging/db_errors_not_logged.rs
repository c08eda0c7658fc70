use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-errors-not-logged",
    title: Words {
        en: "Failed sign-ins to the database are not written down",
        es: "Los inicios de sesión fallidos en la base de datos no se registran",
    },
    done: Words {
        en: "`log_error_verbosity` (MySQL) or `log_warnings` (MariaDB) is read: from 2 on, refused connections are logged.",
        es: "Se lee `log_error_verbosity` (MySQL) o `log_warnings` (MariaDB): desde 2 se registran las conexiones rechazadas.",
    },
    why: Words {
        en: "Guessing of passwords and probing from other hosts leaves no trace.",
        es: "Adivinar contraseñas y sondear desde otros equipos no deja rastro.",
    },
    fix: Words {
        en: "Set `log_error_verbosity = 2` or more (MariaDB: `log_warnings = 2`), and collect the error log.",
        es: "Configurar `log_error_verbosity = 2` o más (MariaDB: `log_warnings = 2`) y recopilar el registro de errores.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.3.1", "V16.3.4"],
    controls: &["SC-084"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"log_error_verbosity": "1"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"log_error_verbosity": "2"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    let name = if database.maria() { "log_warnings" } else { "log_error_verbosity" };
    database.on_variable(name, |value| value.trim().parse::<u32>().is_ok_and(|level| level < 2))
}
