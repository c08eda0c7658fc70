use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, without},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-suspicious-udfs",
    title: Words { en: "The database loads any library as a function", es: "La base de datos carga cualquier biblioteca como función" },
    done: Words {
        en: "`allow_suspicious_udfs` is read, and whether `plugin_dir` is a folder that programs write to.",
        es: "Se lee `allow_suspicious_udfs`, y si `plugin_dir` es una carpeta en la que escriben programas.",
    },
    why: Words {
        en: "An attacker who can write a file gets commands of the operating system from SQL.",
        es: "Un atacante que pueda escribir un archivo obtiene órdenes del sistema operativo desde SQL.",
    },
    fix: Words {
        en: "Start without `--allow-suspicious-udfs`, and let `plugin_dir` be writable by root only.",
        es: "Arrancar sin `--allow-suspicious-udfs` y que solo root pueda escribir en `plugin_dir`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16],
    asvs: &["V15.2.3"],
    controls: &["SC-064"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "variables": {"allow_suspicious_udfs": "ON", "plugin_dir": "/usr/lib/mysql/plugin/"}}"#,
        )],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"plugin_dir": "/usr/lib/mysql/plugin/"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    let folder = database
        .variable("plugin_dir")
        .filter(|folder| ["/tmp", "/var/tmp", "/dev/shm", "/home/"].iter().any(|begin| folder.starts_with(begin)));
    let mut seen = Observations::new();
    if database.on("allow_suspicious_udfs") == Some(true) {
        seen.variable("allow_suspicious_udfs", "allow_suspicious_udfs = ON");
    }
    if let Some(folder) = folder {
        seen.variable("plugin_dir", &format!("plugin_dir = {folder}"));
    }
    if database.variable("plugin_dir").is_none() && database.variable("allow_suspicious_udfs").is_none() {
        return without("plugin_dir");
    }
    Verdict::of(seen)
}
