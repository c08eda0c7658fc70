use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, Grant},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-grant-option",
    title: Words {
        en: "An account of the application may hand on its rights",
        es: "Una cuenta de la aplicación puede conceder sus permisos",
    },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words {
        en: "An attacker in the application makes an account that nobody knows of and comes back with it.",
        es: "Un atacante en la aplicación crea una cuenta que nadie conoce y vuelve con ella.",
    },
    fix: Words {
        en: "`REVOKE GRANT OPTION` and `CREATE USER`; only administrators give rights.",
        es: "`REVOKE GRANT OPTION` y `CREATE USER`; solo los administradores conceden permisos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[269],
    asvs: &["V13.2.2"],
    controls: &["SC-002", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "shop", "table": "*", "grant_option": true}]}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "shop", "table": "*", "grant_option": false}]}, {"user": "dba", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["ALL PRIVILEGES"], "schema": "*", "table": "*", "grant_option": true}]}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.usable() && !account.administers() && !account.local_administrator() {
            let hands_on = |grant: &&Grant| {
                grant.grant_option
                    || grant
                        .privileges
                        .iter()
                        .any(|held| ["CREATE USER", "GRANT OPTION", "ROLE_ADMIN", "SYSTEM_USER"].contains(&held.as_str()))
            };
            for grant in account.grants.iter().filter(hands_on) {
                seen.variable(&account.name(), &grant.told());
            }
        }
    })
}
