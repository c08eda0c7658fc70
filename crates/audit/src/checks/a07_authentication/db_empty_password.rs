use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-empty-password",
    title: Words { en: "An account of the database needs no password", es: "Una cuenta de la base de datos no necesita contraseña" },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words {
        en: "Whoever knows the name is in; names such as root and app are tried first.",
        es: "Entra quien sepa el nombre; root y app son los primeros que se prueban.",
    },
    fix: Words {
        en: "Give it a long random password, a certificate or socket authentication, or lock it.",
        es: "Darle una contraseña larga y aleatoria, un certificado o autenticación por socket, o bloquearla.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[521, 287],
    asvs: &["V6.3.2", "V13.2.3"],
    controls: &["SC-050", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": false, "grants": []}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": []}, {"user": "root", "host": "localhost", "plugin": "unix_socket", "has_password": false, "grants": []}, {"user": "mysql.sys", "host": "localhost", "plugin": "caching_sha2_password", "has_password": false, "grants": [], "locked": true}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.usable() && !account.user.is_empty() && !account.has_password && !account.by_socket() {
            seen.variable(&account.name(), &format!("plugin={}, no password", account.plugin));
        }
    })
}
