use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, Meaning},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-personal-data-clear",
    title: Words { en: "A column holds personal data in the clear", es: "Una columna guarda datos personales en claro" },
    done: Words {
        en: "A bounded sample of every column is counted by shape; the values themselves are neither kept nor shown.",
        es: "Se cuenta por su forma una muestra limitada de cada columna; los valores no se guardan ni se muestran.",
    },
    why: Words {
        en: "A stolen backup or one injected SELECT hands over names, addresses and telephone numbers of all customers.",
        es: "Un respaldo robado o un SELECT inyectado entrega nombres, direcciones y teléfonos de todos los clientes.",
    },
    fix: Words {
        en: "Encrypt these fields in the application with keys outside of the database, and keep a keyed hash for searching.",
        es: "Cifrar estos campos en la aplicación con claves fuera de la base de datos y guardar un hash con clave para buscar.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311, 359],
    asvs: &["V14.2.4", "V14.1.2"],
    controls: &["SC-037", "SC-042"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "contact", "data_type": "varchar", "shapes": {"sampled": 20, "email": 20}}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "columns": [{"schema": "shop", "table": "customers", "name": "email", "data_type": "varchar", "shapes": {"sampled": 20, "cipher": 20}}, {"schema": "shop", "table": "customers", "name": "email_verified", "data_type": "tinyint", "shapes": {"sampled": 20}}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_columns(|column, seen| {
        let shapes = &column.shapes;
        let looks =
            [(shapes.email, "e-mail addresses"), (shapes.phone, "telephone numbers")].into_iter().find(|(count, _)| shapes.mostly(*count));
        let covered = shapes.mostly(shapes.cipher + shapes.sha2 + shapes.slow_hash);
        let named = matches!(
            column.meaning(),
            Some(Meaning::Birth | Meaning::Address | Meaning::Document | Meaning::Bank | Meaning::Phone | Meaning::Email)
        );
        if column.meaning() == Some(Meaning::Password) || shapes.sampled < 3 {
            return;
        }
        if let Some((count, what)) = looks {
            seen.variable(&column.place(), &format!("{count} of {} sampled values look like {what}", shapes.sampled));
        } else if named && !covered {
            seen.variable(
                &column.place(),
                &format!("a column of this name, and {} of {} sampled values look encrypted", shapes.cipher, shapes.sampled),
            );
        }
    })
}
