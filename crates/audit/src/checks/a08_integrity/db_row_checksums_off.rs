use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, without},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-row-checksums-off",
    title: Words {
        en: "The database does not notice when its files were altered",
        es: "La base de datos no nota si se alteraron sus archivos",
    },
    done: Words {
        en: "`innodb_checksum_algorithm`, `binlog_checksum` and `source_verify_checksum` (`master_verify_checksum`) are read.",
        es: "Se leen `innodb_checksum_algorithm`, `binlog_checksum` y `source_verify_checksum` (`master_verify_checksum`).",
    },
    why: Words {
        en: "Damaged or altered pages and replicated statements are taken for true.",
        es: "Páginas o sentencias replicadas dañadas o alteradas se toman por ciertas.",
    },
    fix: Words {
        en: "Set `innodb_checksum_algorithm = crc32` or stricter and `binlog_checksum = CRC32`.",
        es: "Fijar `innodb_checksum_algorithm = crc32` o más estricto y `binlog_checksum = CRC32`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 8, of_2021: 8, of_2025: 8 },
    cwe: &[353, 345],
    asvs: &["V11.3.3"],
    controls: &["SC-082"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "variables": {"binlog_checksum": "NONE", "innodb_checksum_algorithm": "crc32"}}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "variables": {"binlog_checksum": "CRC32", "innodb_checksum_algorithm": "full_crc32"}}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    let mut seen = Observations::new();
    let mut looked = false;
    for name in ["innodb_checksum_algorithm", "binlog_checksum"] {
        if let Some(value) = database.variable(name) {
            looked = true;
            if value.eq_ignore_ascii_case("none") || value.eq_ignore_ascii_case("innodb_none") {
                seen.variable(name, &format!("{name} = {value}"));
            }
        }
    }
    if looked { Verdict::of(seen) } else { without("innodb_checksum_algorithm") }
}
