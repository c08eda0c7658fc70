use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::{Database, Grant},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-app-reads-accounts",
    title: Words {
        en: "An account of the application can read the accounts of the server",
        es: "Una cuenta de la aplicación puede leer las cuentas del servidor",
    },
    done: Words {
        en: "Grants of accounts that neither administer, watch nor copy are looked through for SELECT everywhere or on the schema `mysql`.",
        es: "En las cuentas que no administran, vigilan ni copian se busca SELECT global o sobre el esquema `mysql`.",
    },
    why: Words {
        en: "Hashes of all passwords of the server are read and guessed at leisure; other applications' data lies open too.",
        es: "Se leen los hashes de todas las contraseñas del servidor y se prueban con calma; también quedan abiertos los datos de otras aplicaciones.",
    },
    fix: Words { en: "Grant SELECT on the schema of the application only.", es: "Conceder SELECT solo en el esquema de la aplicación." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 522],
    asvs: &["V13.2.2", "V8.2.2"],
    controls: &["SC-003"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "*", "table": "*", "grant_option": false}]}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "shop", "table": "*", "grant_option": false}]}, {"user": "backup", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT"], "schema": "*", "table": "*", "grant_option": false}]}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    database.over_accounts(|account, seen| {
        if account.application() && !account.local_administrator() {
            let reads = |grant: &&Grant| {
                !(grant.all() && grant.everywhere())
                    && grant.has("SELECT")
                    && (grant.covers("mysql", "user") || grant.covers("mysql", "global_priv"))
            };
            for grant in account.grants.iter().filter(reads) {
                seen.variable(&account.name(), &format!("SELECT ON {}.{}", grant.schema, grant.table));
            }
        }
    })
}
