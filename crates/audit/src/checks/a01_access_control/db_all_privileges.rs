use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-all-privileges",
    title: Words {
        en: "An account of the application may do everything in the database",
        es: "Una cuenta de la aplicación puede hacer todo en la base de datos",
    },
    done: Words {
        en: "Grants of accounts whose names are no administrator's are looked through for ALL PRIVILEGES.",
        es: "Se buscan permisos ALL PRIVILEGES en las cuentas cuyo nombre no es de un administrador.",
    },
    why: Words {
        en: "One injected statement drops tables, reads all accounts or makes new ones.",
        es: "Una sola sentencia inyectada borra tablas, lee todas las cuentas o crea otras nuevas.",
    },
    fix: Words {
        en: "Grant SELECT, INSERT, UPDATE, DELETE on the tables it uses; let another account change the schema.",
        es: "Conceder SELECT, INSERT, UPDATE, DELETE en las tablas que usa; que otra cuenta cambie el esquema.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 250],
    asvs: &["V13.2.2", "V8.2.1"],
    controls: &["SC-002", "SC-019", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["ALL PRIVILEGES"], "schema": "*", "table": "*", "grant_option": false}]}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "INSERT", "UPDATE", "DELETE"], "schema": "shop", "table": "*", "grant_option": false}]}, {"user": "root", "host": "localhost", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["ALL PRIVILEGES"], "schema": "*", "table": "*", "grant_option": true}]}, {"user": "migrator", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["ALL PRIVILEGES"], "schema": "shop", "table": "*", "grant_option": false}]}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.usable() && !account.administers() && !account.local_administrator() {
            for grant in account.grants.iter().filter(|grant| grant.all()) {
                // All of one schema is bad; of every schema, the server is lost.
                let severity = (!grant.everywhere()).then_some(Severity::Medium).filter(|_| !account.migrates());
                if grant.everywhere() || severity.is_some() {
                    seen.note(Place::Variable(account.name()), &grant.told(), severity);
                }
            }
        }
    })
}
