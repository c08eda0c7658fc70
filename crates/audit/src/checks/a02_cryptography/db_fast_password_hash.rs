use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-fast-password-hash",
    title: Words { en: "A column holds passwords with a fast hash", es: "Una columna guarda contraseñas con un hash rápido" },
    done: Words {
        en: "A bounded sample of every column is counted by shape; the values themselves are neither kept nor shown.",
        es: "Se cuenta por su forma una muestra limitada de cada columna; los valores no se guardan ni se muestran.",
    },
    why: Words {
        en: "MD5, SHA-1 and SHA-256 are tried billions of times a second: most passwords of a stolen table are known within a day.",
        es: "MD5, SHA-1 y SHA-256 se prueban miles de millones de veces por segundo: la mayoría de las contraseñas de una tabla robada se conocen en un día.",
    },
    fix: Words {
        en: "Wrap the old hashes in Argon2id now and hash anew at each sign-in.",
        es: "Envolver ya los hashes antiguos en Argon2id y recalcular en cada inicio de sesión.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[916, 328],
    asvs: &["V11.4.2"],
    controls: &["SC-032", "SC-033", "SC-035"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "password_hash", "data_type": "varchar", "shapes": {"sampled": 20, "md5": 20}}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "password_hash", "data_type": "varchar", "shapes": {"sampled": 20, "slow_hash": 20}}, {"schema": "shop", "table": "customers", "name": "etag", "data_type": "varchar", "shapes": {"sampled": 20, "md5": 20}}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_columns(|column, seen| {
        let shapes = &column.shapes;
        for (count, name) in
            [(shapes.md5, "MD5"), (shapes.sha1, "SHA-1"), (shapes.sha2, "SHA-2"), (shapes.fast_hash, "a fast hash with a salt")]
        {
            if column.hashes_passwords() && shapes.mostly(count) {
                let severity = (name == "MD5" || name == "SHA-1").then_some(Severity::Critical);
                seen.note(
                    Place::Variable(column.place()),
                    &format!("{count} of {} sampled values look like {name}", shapes.sampled),
                    severity,
                );
            }
        }
    })
}
