use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-file-privilege",
    title: Words {
        en: "An account of the application may read and write files of the server",
        es: "Una cuenta de la aplicación puede leer y escribir archivos del servidor",
    },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words {
        en: "An injected statement reads `/etc/passwd` and keys, or writes a program.",
        es: "Una sentencia inyectada lee `/etc/passwd` y claves, o escribe un programa.",
    },
    fix: Words { en: "Take it away: `REVOKE FILE ON *.*`.", es: "Retirarlo: `REVOKE FILE ON *.*`." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[552],
    asvs: &["V13.2.2"],
    controls: &["SC-002", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "FILE"], "schema": "*", "table": "*", "grant_option": false}]}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "shop", "table": "*", "grant_option": false}]}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.usable() && !account.operates() && account.grants.iter().any(|grant| !grant.all() && grant.has("FILE")) {
            seen.variable(&account.name(), "FILE");
        }
    })
}
