use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-server-privileges",
    title: Words {
        en: "An account of the application holds rights over the server itself",
        es: "Una cuenta de la aplicación tiene permisos sobre el propio servidor",
    },
    done: Words {
        en: "Grants of accounts that neither administer, watch nor copy are looked through for SUPER, PROCESS, SHUTDOWN, RELOAD, REPLICATION and their like.",
        es: "En las cuentas que no administran, vigilan ni copian se buscan SUPER, PROCESS, SHUTDOWN, RELOAD, REPLICATION y similares.",
    },
    why: Words {
        en: "It sees the statements of everybody else, stops the server, or changes how it logs.",
        es: "Ve las sentencias de los demás, detiene el servidor o cambia cómo se registran.",
    },
    fix: Words {
        en: "Revoke them; monitoring and backup have accounts of their own.",
        es: "Revocarlos; la vigilancia y las copias tienen cuentas propias.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[266, 250],
    asvs: &["V13.2.2"],
    controls: &["SC-002", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "PROCESS", "SUPER"], "schema": "*", "table": "*", "grant_option": false}]}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "shop", "table": "*", "grant_option": false}]}, {"user": "exporter", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["PROCESS", "REPLICATION CLIENT"], "schema": "*", "table": "*", "grant_option": false}]}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.application() && !account.local_administrator() {
            let mut held: Vec<&str> =
                account.grants.iter().filter(|grant| !grant.all()).flat_map(|grant| &grant.privileges).map(String::as_str).collect();
            held.retain(|privilege| OF_THE_SERVER.contains(privilege));
            held.sort_unstable();
            held.dedup();
            if !held.is_empty() {
                seen.variable(&account.name(), &held.join(", "));
            }
        }
    })
}

/// Rights that reach beyond tables.
const OF_THE_SERVER: [&str; 22] = [
    "SUPER",
    "PROCESS",
    "SHUTDOWN",
    "RELOAD",
    "REPLICATION CLIENT",
    "REPLICATION SLAVE",
    "REPLICATION SLAVE ADMIN",
    "REPLICATION MASTER ADMIN",
    "BINLOG ADMIN",
    "BINLOG MONITOR",
    "BINLOG REPLAY",
    "CONNECTION ADMIN",
    "READ_ONLY ADMIN",
    "SET USER",
    "FEDERATED ADMIN",
    "CREATE TABLESPACE",
    "SYSTEM_VARIABLES_ADMIN",
    "SET_USER_ID",
    "SET_ANY_DEFINER",
    "BINLOG_ADMIN",
    "CONNECTION_ADMIN",
    "AUDIT_ADMIN",
];
