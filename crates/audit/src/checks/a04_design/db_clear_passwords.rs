use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, Meaning},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-clear-passwords",
    title: Words { en: "A column holds passwords in the clear", es: "Una columna guarda contraseñas en claro" },
    done: Words {
        en: "A bounded sample of every column is counted by shape; the values themselves are neither kept nor shown.",
        es: "Se cuenta por su forma una muestra limitada de cada columna; los valores no se guardan ni se muestran.",
    },
    why: Words {
        en: "Whoever reads the table, a backup or one injected SELECT signs in as everybody, here and wherever the password was used again.",
        es: "Quien lea la tabla, un respaldo o un SELECT inyectado entra como cualquiera, aquí y donde se reutilizó la contraseña.",
    },
    fix: Words {
        en: "Hash with Argon2id at once, in place, and let everybody choose a new password.",
        es: "Aplicar Argon2id de inmediato y hacer que todos elijan una contraseña nueva.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[256, 312],
    asvs: &["V11.4.2"],
    controls: &["SC-031", "SC-034"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "password", "data_type": "varchar", "shapes": {"sampled": 20, "word": 20}}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "password", "data_type": "varchar", "shapes": {"sampled": 20, "slow_hash": 20}}, {"schema": "shop", "table": "customers", "name": "password_changed_at", "data_type": "varchar", "shapes": {"sampled": 20, "word": 20}}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_columns(|column, seen| {
        let shapes = &column.shapes;
        // Addresses, days and numbers are passwords too, where the column is one.
        let clear = shapes.word + shapes.email + shapes.day + shapes.phone;
        if column.meaning() == Some(Meaning::Password) && shapes.mostly(clear) {
            seen.variable(&column.place(), &format!("{clear} of {} sampled values look like clear text", shapes.sampled));
        }
    })
}
