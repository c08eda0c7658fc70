use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, without},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-binlog-clear",
    title: Words { en: "The binary log is not encrypted", es: "El registro binario no está cifrado" },
    done: Words {
        en: "`binlog_encryption` (MySQL) or `encrypt_binlog` (MariaDB) is read where the binary log is on.",
        es: "Se lee `binlog_encryption` (MySQL) o `encrypt_binlog` (MariaDB) si el registro binario está activo.",
    },
    why: Words {
        en: "Every change of the last weeks can be read from a copied disk or backup, though the tables are encrypted.",
        es: "Cada cambio de las últimas semanas se puede leer de un disco o respaldo copiado, aunque las tablas estén cifradas.",
    },
    fix: Words {
        en: "Set `binlog_encryption = ON` (MariaDB: `encrypt_binlog = ON`) with a key from a keyring.",
        es: "Configurar `binlog_encryption = ON` (MariaDB: `encrypt_binlog = ON`) con una clave de un almacén.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311, 312],
    asvs: &["V14.2.4"],
    controls: &["SC-037", "SC-041"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"log_bin": "ON", "binlog_encryption": "OFF"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"log_bin": "ON", "binlog_encryption": "ON"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    match database.on("log_bin") {
        None => without("log_bin"),
        Some(false) => Verdict::Pass,
        Some(true) => {
            let name = if database.maria() { "encrypt_binlog" } else { "binlog_encryption" };
            database.on_variable(name, |value| !(value.eq_ignore_ascii_case("on") || value == "1"))
        }
    }
}
