use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, without},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-guessing-not-slowed",
    title: Words {
        en: "The database does not slow down the guessing of passwords",
        es: "La base de datos no frena los intentos de adivinar contraseñas",
    },
    done: Words {
        en: "MySQL: `connection_control` among the plugins; MariaDB: `max_password_errors`.",
        es: "MySQL: `connection_control` entre los complementos; MariaDB: `max_password_errors`.",
    },
    why: Words {
        en: "Whoever reaches the port tries thousands of passwords a second.",
        es: "Quien alcance el puerto prueba miles de contraseñas por segundo.",
    },
    fix: Words {
        en: "Load `connection_control` (MySQL), or set `max_password_errors` to 10 or so (MariaDB).",
        es: "Cargar `connection_control` (MySQL), o fijar `max_password_errors` en unos 10 (MariaDB).",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[307],
    asvs: &["V6.3.1"],
    controls: &["SC-048", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "plugins": ["innodb"]}"#)],
        green: &[("database.json", r#"{"version": "10.11.6-MariaDB", "variables": {"max_password_errors": "10"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    if database.maria() {
        return database.on_variable("max_password_errors", |value| value.parse::<u64>().is_ok_and(|errors| errors > 1000));
    }
    let Some(loaded) = database.plugins.as_ref().map(|plugins| plugins.iter().any(|plugin| plugin.contains("connection_control"))) else {
        return without("connection_control_failed_connections_threshold");
    };
    let mut seen = Observations::new();
    if !loaded {
        seen.variable("connection_control", "not among the loaded plugins");
    }
    Verdict::of(seen)
}
