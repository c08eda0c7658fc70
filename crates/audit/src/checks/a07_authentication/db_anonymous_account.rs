use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-anonymous-account",
    title: Words { en: "The database has an account without a name", es: "La base de datos tiene una cuenta sin nombre" },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words { en: "Anybody who reaches the port is let in.", es: "Entra cualquiera que alcance el puerto." },
    fix: Words { en: "`DROP USER ''@'…'` for each of them.", es: "`DROP USER ''@'…'` para cada una." },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[306],
    asvs: &["V6.3.2"],
    controls: &["SC-050", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": []}, {"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": []}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": []}, {"user": "", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [], "locked": true}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.user.is_empty() && !account.locked && !account.is_role {
            seen.variable(&account.name(), &format!("plugin={}", account.plugin));
        }
    })
}
