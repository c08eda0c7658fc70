use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Account, Database, Tls},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-tls-not-required",
    title: Words { en: "The database accepts connections without TLS", es: "La base de datos acepta conexiones sin TLS" },
    done: Words {
        en: "`require_secure_transport` and, where it is off, the requirement of every account that comes over the network are read.",
        es: "Se lee `require_secure_transport` y, si está desactivada, lo que exige cada cuenta que llega por la red.",
    },
    why: Words {
        en: "Whoever is on the network reads queries and results, and takes over connections.",
        es: "Quien esté en la red lee consultas y resultados, y se apodera de conexiones.",
    },
    fix: Words {
        en: "Set `require_secure_transport = ON`, and let accounts demand TLS (`REQUIRE SSL` or `REQUIRE X509`).",
        es: "Configurar `require_secure_transport = ON` y exigir TLS en las cuentas (`REQUIRE SSL` o `REQUIRE X509`).",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.3.1", "V12.3.3"],
    controls: &["SC-041", "SC-040"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"require_secure_transport": "OFF"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"require_secure_transport": "ON"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    if database.on("require_secure_transport") == Some(true) {
        return Verdict::Pass;
    }
    let off = database.variable("require_secure_transport").unwrap_or("absent");
    let remote = |account: &&Account| account.usable() && !account.local();
    match &database.accounts {
        Some(accounts) if database.all_accounts => {
            let mut seen = Observations::new();
            for account in accounts.iter().filter(remote).filter(|account| account.tls == Tls::None) {
                seen.variable(&account.name(), &format!("REQUIRE NONE, require_secure_transport = {off}"));
            }
            Verdict::of(seen)
        }
        _ => {
            let mut seen = Observations::new();
            seen.variable("require_secure_transport", &format!("require_secure_transport = {off}"));
            Verdict::of(seen)
        }
    }
}
