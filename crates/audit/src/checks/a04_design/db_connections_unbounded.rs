use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Account, Database, without},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-connections-unbounded",
    title: Words {
        en: "One account may use up all connections of the database",
        es: "Una cuenta puede agotar todas las conexiones de la base de datos",
    },
    done: Words {
        en: "`max_user_connections` is read, and the limits of accounts where it is 0.",
        es: "Se lee `max_user_connections` y, si es 0, los límites de cada cuenta.",
    },
    why: Words {
        en: "A runaway or attacked part of the system keeps everybody else, administrators included, out.",
        es: "Una parte descontrolada o atacada deja fuera a todos los demás, administradores incluidos.",
    },
    fix: Words {
        en: "Set `max_user_connections`, or `WITH MAX_USER_CONNECTIONS` for each account, below `max_connections`.",
        es: "Fijar `max_user_connections`, o `WITH MAX_USER_CONNECTIONS` por cuenta, por debajo de `max_connections`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[770, 799],
    asvs: &["V13.1.2", "V15.2.2"],
    controls: &["SC-101"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"max_user_connections": "0"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"max_user_connections": "80"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    let Some(limit) = database.variable("max_user_connections") else {
        return without("max_user_connections");
    };
    if limit.parse::<u64>().is_ok_and(|limit| limit > 0) {
        return Verdict::Pass;
    }
    let mut seen = Observations::new();
    let unbounded = |account: &&Account| account.application() && account.max_user_connections == 0;
    match &database.accounts {
        Some(accounts) if database.all_accounts => {
            for account in accounts.iter().filter(unbounded) {
                seen.variable(&account.name(), "MAX_USER_CONNECTIONS 0, max_user_connections = 0");
            }
        }
        _ => seen.variable("max_user_connections", "max_user_connections = 0"),
    }
    Verdict::of(seen)
}
