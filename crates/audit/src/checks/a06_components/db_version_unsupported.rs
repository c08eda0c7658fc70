use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, Release},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-version-unsupported",
    title: Words {
        en: "The database is no longer mended by its makers",
        es: "El fabricante ya no corrige esta versión de la base de datos",
    },
    done: Words {
        en: "The version that the server tells is compared with a dated table of the ends of MySQL's and MariaDB's releases.",
        es: "La versión que declara el servidor se compara con una tabla fechada de fines de soporte de MySQL y MariaDB.",
    },
    why: Words {
        en: "Weaknesses found from now on stay open, and attacks on them are published.",
        es: "Las debilidades que se hallen quedan abiertas, y los ataques se publican.",
    },
    fix: Words {
        en: "Move to a release with long support (MySQL 8.4, MariaDB 10.11 or 11.4).",
        es: "Pasar a una versión con soporte largo (MySQL 8.4, MariaDB 10.11 u 11.4).",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079", "SC-070"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "5.7.44-log", "today": "2026-11-21"}"#)],
        green: &[("database.json", r#"{"version": "10.11.19-MariaDB-0+deb12u1", "today": "2026-11-21"}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    let (Some(release), Some(today)) = (Release::of(&database.version), database.today) else {
        return Verdict::NotTested(UNKNOWN.into());
    };
    let mut seen = Observations::new();
    if release.end < today {
        seen.variable("version", &format!("{}, supported until {}", database.version, release.end));
    }
    Verdict::of(seen)
}

const UNKNOWN: Words = Words {
    en: "because the end of this version's support is not in the table",
    es: "porque el fin de soporte de esta versión no está en la tabla",
};
