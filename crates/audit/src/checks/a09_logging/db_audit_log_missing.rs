use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-audit-log-missing",
    title: Words { en: "The database keeps no record of who read what", es: "La base de datos no registra quién leyó qué" },
    done: Words {
        en: "Loaded plugins and components are looked through for an audit log (MariaDB `server_audit`, MySQL `audit_log`, Percona, McAfee); for MariaDB it must be switched on.",
        es: "Se busca un registro de auditoría entre los complementos cargados (MariaDB `server_audit`, MySQL `audit_log`, Percona, McAfee); en MariaDB debe estar activado.",
    },
    why: Words {
        en: "When customers' data appears elsewhere nobody can tell which account took it, or when.",
        es: "Cuando los datos de clientes aparecen en otro lugar, nadie puede decir qué cuenta los tomó ni cuándo.",
    },
    fix: Words {
        en: "Load the audit plugin, log connections and statements on tables with personal data, and send the log away.",
        es: "Cargar el complemento de auditoría, registrar conexiones y sentencias sobre tablas con datos personales, y enviar el registro a otro sistema.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.3.3", "V16.2.1"],
    controls: &["SC-084", "SC-027", "SC-083"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "plugins": ["innodb", "validate_password"]}"#)],
        green: &[(
            "database.json",
            r#"{"version": "10.11.6-MariaDB", "plugins": ["innodb", "server_audit"], "variables": {"server_audit_logging": "ON"}}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    let Some(plugins) = &database.plugins else {
        return Verdict::NotTested(NO_PLUGINS.into());
    };
    let mut seen = Observations::new();
    if !plugins.iter().any(|plugin| plugin.contains("audit")) {
        seen.variable("plugins", "no audit plugin among the loaded ones");
    } else if database.on("server_audit_logging") == Some(false) {
        seen.variable("server_audit_logging", "server_audit_logging = OFF");
    }
    Verdict::of(seen)
}

const NO_PLUGINS: Words = Words {
    en: "because the auditing account may not see the plugins",
    es: "porque la cuenta de auditoría no puede ver los complementos",
};
