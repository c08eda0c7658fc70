use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-app-changes-schema",
    title: Words {
        en: "The account of the application may change or drop tables",
        es: "La cuenta de la aplicación puede cambiar o borrar tablas",
    },
    done: Words {
        en: "Grants of accounts whose names neither administer nor migrate are looked through for CREATE, ALTER, DROP and their like. ALL PRIVILEGES is another check.",
        es: "Se buscan CREATE, ALTER, DROP y similares en las cuentas cuyo nombre no indica administración ni migración. ALL PRIVILEGES es otra comprobación.",
    },
    why: Words {
        en: "An injected DROP TABLE works, and so does a trigger that copies every password.",
        es: "Un DROP TABLE inyectado funciona, y también un disparador que copia cada contraseña.",
    },
    fix: Words {
        en: "Let a second account change the schema during deployment, and take these rights from the application.",
        es: "Que una segunda cuenta cambie el esquema durante el despliegue, y quitar estos permisos a la aplicación.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284],
    asvs: &["V13.2.2"],
    controls: &["SC-002"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "INSERT", "DROP", "ALTER"], "schema": "shop", "table": "*", "grant_option": false}]}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE"], "schema": "shop", "table": "*", "grant_option": false}]}, {"user": "shop_migrations", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["CREATE", "ALTER", "DROP", "INDEX"], "schema": "shop", "table": "*", "grant_option": false}]}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.application() {
            let mut held: Vec<&str> =
                account.grants.iter().filter(|grant| !grant.all()).flat_map(|grant| &grant.privileges).map(String::as_str).collect();
            held.retain(|privilege| {
                ["CREATE", "ALTER", "DROP", "TRIGGER", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "REFERENCES", "INDEX", "CREATE VIEW"]
                    .contains(privilege)
            });
            held.sort_unstable();
            held.dedup();
            // An index alone harms nobody.
            if held.iter().any(|privilege| !["INDEX", "REFERENCES"].contains(privilege)) {
                seen.variable(&account.name(), &held.join(", "));
            }
        }
    })
}
