use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-sql-mode-lax",
    title: Words {
        en: "The database alters wrong values instead of refusing them",
        es: "La base de datos altera valores incorrectos en lugar de rechazarlos",
    },
    done: Words {
        en: "`sql_mode` is read for STRICT_TRANS_TABLES or STRICT_ALL_TABLES.",
        es: "Se busca STRICT_TRANS_TABLES o STRICT_ALL_TABLES en `sql_mode`.",
    },
    why: Words {
        en: "Names are cut (`admin` plus spaces plus more), numbers clamped, dates become zero: checks of the application are walked around.",
        es: "Los nombres se truncan (`admin` más espacios y más texto), los números se recortan, las fechas pasan a cero: se eluden las comprobaciones de la aplicación.",
    },
    fix: Words {
        en: "Set `sql_mode` with STRICT_ALL_TABLES or STRICT_TRANS_TABLES, NO_ZERO_DATE and ERROR_FOR_DIVISION_BY_ZERO.",
        es: "Configurar `sql_mode` con STRICT_ALL_TABLES o STRICT_TRANS_TABLES, NO_ZERO_DATE y ERROR_FOR_DIVISION_BY_ZERO.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16],
    asvs: &["V2.2.1"],
    controls: &["SC-007", "SC-067"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"sql_mode": "NO_ENGINE_SUBSTITUTION"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"sql_mode": "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    database.on_variable("sql_mode", |value| {
        !value
            .to_ascii_uppercase()
            .split(',')
            .any(|mode| ["STRICT_ALL_TABLES", "STRICT_TRANS_TABLES", "TRADITIONAL"].contains(&mode.trim()))
    })
}
