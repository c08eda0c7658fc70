use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-old-password-plugin",
    title: Words {
        en: "Passwords of the database are kept by an old method",
        es: "Las contraseñas de la base de datos se guardan con un método antiguo",
    },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words {
        en: "`mysql_native_password` is SHA-1 twice without salt: a stolen table of accounts is guessed in hours, `mysql_old_password` in seconds.",
        es: "`mysql_native_password` es SHA-1 doble sin sal: una tabla de cuentas robada se descifra en horas, `mysql_old_password` en segundos.",
    },
    fix: Words {
        en: "Use `caching_sha2_password` (MySQL), `ed25519` or `parsec` (MariaDB), a certificate or the socket.",
        es: "Usar `caching_sha2_password` (MySQL), `ed25519` o `parsec` (MariaDB), un certificado o el socket.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[327, 916],
    asvs: &["V11.4.2"],
    controls: &["SC-063", "SC-032"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "mysql_native_password", "has_password": true, "grants": []}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": []}, {"user": "root", "host": "localhost", "plugin": "unix_socket", "has_password": false, "grants": []}, {"user": "api", "host": "10.0.0.5", "plugin": "ed25519", "has_password": true, "grants": []}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.usable()
            && account.has_password
            && ["mysql_native_password", "mysql_old_password", "sha256_password", "mysql_clear_password"].contains(&account.plugin.as_str())
        {
            let severity = match account.plugin.as_str() {
                // Slow enough, but retired.
                "sha256_password" => Some(Severity::Low),
                "mysql_native_password" if account.local() => Some(Severity::Low),
                "mysql_native_password" => None,
                _ => Some(Severity::High),
            };
            seen.note(Place::Variable(account.name()), &format!("plugin={}", account.plugin), severity);
        }
    })
}
