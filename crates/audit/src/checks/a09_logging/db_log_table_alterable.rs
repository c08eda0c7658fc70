use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-log-table-alterable",
    title: Words {
        en: "The application may change or delete its own record of what was done",
        es: "La aplicación puede cambiar o borrar su propio registro de lo que se hizo",
    },
    done: Words {
        en: "Tables whose names say audit, trail, history or log are compared with UPDATE and DELETE rights of accounts that do not administer.",
        es: "Las tablas cuyo nombre indica auditoría, historial o registro se comparan con los permisos UPDATE y DELETE de cuentas que no administran.",
    },
    why: Words {
        en: "An attacker in the application removes the traces, and nobody can rely on the rest.",
        es: "Un atacante en la aplicación borra sus huellas, y ya no se puede confiar en el resto.",
    },
    fix: Words {
        en: "Grant INSERT and SELECT only on these tables; keep them in another schema.",
        es: "Conceder solo INSERT y SELECT en estas tablas; tenerlas en otro esquema.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778, 284],
    asvs: &["V16.4.2"],
    controls: &["SC-083", "SC-002", "SC-082"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "INSERT", "UPDATE", "DELETE"], "schema": "shop", "table": "*", "grant_option": false}]}], "columns": [{"schema": "shop", "table": "audit_log", "name": "actor", "data_type": "varchar", "shapes": {}}]}"#,
        )],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "all_accounts": true, "accounts": [{"user": "app", "host": "10.0.0.5", "plugin": "caching_sha2_password", "has_password": true, "grants": [{"privileges": ["SELECT", "INSERT", "UPDATE", "DELETE"], "schema": "shop", "table": "orders", "grant_option": false}, {"privileges": ["SELECT", "INSERT"], "schema": "shop", "table": "audit_log", "grant_option": false}]}], "columns": [{"schema": "shop", "table": "audit_log", "name": "actor", "data_type": "varchar", "shapes": {}}, {"schema": "shop", "table": "login", "name": "login", "data_type": "varchar", "shapes": {}}]}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    let logs: std::collections::BTreeSet<(&str, &str)> = database
        .columns
        .iter()
        .flatten()
        .map(|column| (column.schema.as_str(), column.table.as_str()))
        .filter(|(_, table)| records(table))
        .collect();
    if logs.is_empty() {
        return Verdict::NotTested(NO_LOG.into());
    }
    database.over_accounts(|account, seen| {
        if account.application() {
            for (schema, table) in &logs {
                let held = ["UPDATE", "DELETE"]
                    .into_iter()
                    .filter(|privilege| account.grants.iter().any(|grant| grant.covers(schema, table) && grant.has(privilege)));
                let held: Vec<&str> = held.collect();
                if !held.is_empty() {
                    seen.variable(&account.name(), &format!("{} ON {schema}.{table}", held.join(", ")));
                }
            }
        }
    })
}

const NO_LOG: Words =
    Words { en: "because no table looks like a record of what was done", es: "porque ninguna tabla parece un registro de lo que se hizo" };

/// Whether a table's name says that it records what was done.
fn records(table: &str) -> bool {
    table
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ["audit", "audits", "auditlog", "log", "logs", "trail", "journal", "ledger", "auditoria"].contains(&word))
}
