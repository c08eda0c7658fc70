use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-test-database",
    title: Words { en: "The database brings a schema for testing along", es: "La base de datos conserva un esquema de prueba" },
    done: Words {
        en: "Names of schemas are compared with those that installations and tutorials leave behind.",
        es: "Se comparan los nombres de los esquemas con los que dejan instalaciones y tutoriales.",
    },
    why: Words {
        en: "On older servers everybody may write to `test` and fill the disk; examples have known weak data.",
        es: "En servidores antiguos cualquiera puede escribir en `test` y llenar el disco; los ejemplos tienen datos débiles conocidos.",
    },
    fix: Words { en: "`DROP DATABASE test` and the like.", es: "`DROP DATABASE test` y similares." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16],
    asvs: &["V15.2.3"],
    controls: &["SC-064"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "schemas": ["shop", "test"]}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "schemas": ["shop", "mysql"]}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    Verdict::over(&database.schemas, NO_SCHEMA, |schema, seen| {
        if ["test", "sakila", "world", "world_x", "employees", "menagerie", "classicmodels", "northwind"]
            .contains(&schema.to_lowercase().as_str())
        {
            seen.variable(schema, &format!("schema {schema}"));
        }
    })
}

const NO_SCHEMA: Words =
    Words { en: "because the auditing account sees no schema", es: "porque la cuenta de auditoría no ve ningún esquema" };
