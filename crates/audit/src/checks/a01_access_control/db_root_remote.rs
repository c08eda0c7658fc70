use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-root-remote",
    title: Words {
        en: "An administrator of the database may sign in over the network",
        es: "Un administrador de la base de datos puede entrar por la red",
    },
    done: Words {
        en: "Every account that can sign in and its grants are read from the server.",
        es: "Se leen del servidor todas las cuentas que pueden iniciar sesión y sus permisos.",
    },
    why: Words {
        en: "The account that may do everything can be attacked from every machine that reaches the port.",
        es: "La cuenta que puede hacerlo todo se puede atacar desde cualquier máquina que alcance el puerto.",
    },
    fix: Words {
        en: "Keep `root` on `localhost`; administrators come through a jump host with accounts of their own.",
        es: "Mantener `root` en `localhost`; los administradores entran por un servidor de salto con cuentas propias.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284],
    asvs: &["V13.2.2"],
    controls: &["SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "root", "host": "%", "plugin": "caching_sha2_password", "has_password": true, "grants": []}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "root", "host": "localhost", "plugin": "caching_sha2_password", "has_password": true, "grants": []}, {"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": []}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.usable() && account.user.eq_ignore_ascii_case("root") && !account.local() {
            let wide = account.host.contains('%').then_some(Severity::Critical);
            seen.note(Place::Variable(account.name()), &format!("host={}", account.host), wide);
        }
    })
}
