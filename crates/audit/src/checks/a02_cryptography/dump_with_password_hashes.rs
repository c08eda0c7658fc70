//! Hashes of passwords in dumps.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        dump::{inserts, password_hash},
        place::is_example,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "dump-with-password-hashes",
    title: Words { en: "Hashes of passwords lie in the repository", es: "Hay hashes de contraseñas en el repositorio" },
    done: Words {
        en: "Reads INSERT statements of SQL files for values in the form of password hashes.",
        es: "Se leen las sentencias INSERT de los archivos SQL en busca de valores con forma de hash de contraseña.",
    },
    why: Words {
        en: "Who has the hashes tries passwords at home, without limit and unseen.",
        es: "Quien tiene los hashes prueba contraseñas en su casa, sin límite y sin ser visto.",
    },
    fix: Words {
        en: "Make those accounts choose a new password; create test accounts at run time.",
        es: "Obligar a esas cuentas a elegir otra contraseña; crear las cuentas de prueba en ejecución.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[916, 538],
    asvs: &["V14.2.4", "V11.4.2"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["insert into"], look },
    mutant: Mutant {
        red: &[(
            "db/dump.sql",
            r#"INSERT INTO `accounts` VALUES (1,'ana','$2b$12$Qk3x9QwL7m2Vb5Nc8RtYuIoPaSdFgHjKlZxCvBnMqWeRtYuIoPaSd');
"#,
        )],
        green: &[(
            "db/dump.sql",
            r#"INSERT INTO `accounts` VALUES (1,'ana',NULL);
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if !file.base().contains(".sql") || is_example(file.name) {
        return;
    }
    for insert in inserts(file.text) {
        if let Some(function) = password_hash(insert.values) {
            // One line of a table says it all.
            seen.line(file.name, insert.line, &file.told(&format!("table {}: {function} hashes", insert.table)));
            break;
        }
    }
}
