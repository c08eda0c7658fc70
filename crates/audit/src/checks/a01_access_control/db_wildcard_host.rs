use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, Tls},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-wildcard-host",
    title: Words {
        en: "An account of the database may sign in from anywhere",
        es: "Una cuenta de la base de datos puede entrar desde cualquier lugar",
    },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words {
        en: "A stolen password works from every machine, not only from the application's.",
        es: "Una contraseña robada sirve desde cualquier máquina, no solo desde la de la aplicación.",
    },
    fix: Words {
        en: "Name the hosts or the network of the application (`'app'@'10.0.12.%'`).",
        es: "Indicar los equipos o la red de la aplicación (`'app'@'10.0.12.%'`).",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284],
    asvs: &["V13.2.2"],
    controls: &["SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "%", "plugin": "caching_sha2_password", "has_password": true, "grants": []}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.12.%", "plugin": "caching_sha2_password", "has_password": true, "grants": []}, {"user": "api", "host": "%", "plugin": "caching_sha2_password", "has_password": true, "grants": [], "tls": "certificate"}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        // A whole network behind a client certificate is narrow enough.
        if account.usable()
            && !account.user.is_empty()
            && ["%", "%.%", "%.%.%.%", "0.0.0.0/0.0.0.0", "::/0"].contains(&account.host.as_str())
            && account.tls != Tls::Certificate
        {
            seen.variable(&account.name(), &format!("host={}", account.host));
        }
    })
}
