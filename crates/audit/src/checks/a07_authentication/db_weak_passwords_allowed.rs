use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-weak-passwords-allowed",
    title: Words {
        en: "The database lets accounts have weak passwords",
        es: "La base de datos permite contraseñas débiles en sus cuentas",
    },
    done: Words {
        en: "Loaded plugins are looked through for `validate_password`, `simple_password_check` or `cracklib_password_check`, and the length that they ask for is read.",
        es: "Se busca `validate_password`, `simple_password_check` o `cracklib_password_check` entre los complementos y se lee la longitud que exigen.",
    },
    why: Words {
        en: "An account made in a hurry gets `app123`, and it stays.",
        es: "Una cuenta creada con prisa recibe `app123`, y así se queda.",
    },
    fix: Words {
        en: "Load the component and ask for at least 12 characters.",
        es: "Cargar el componente y exigir al menos 12 caracteres.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[521],
    asvs: &["V6.2.1", "V6.2.4"],
    controls: &["SC-051", "SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "plugins": ["innodb"]}"#)],
        green: &[(
            "database.json",
            r#"{"version": "8.4.3", "plugins": ["validate_password"], "variables": {"validate_password.length": "14"}}"#,
        )],
    },
};

fn look(database: &Database) -> Verdict {
    let Some(plugins) = &database.plugins else {
        return Verdict::NotTested(NO_PLUGINS.into());
    };
    let mut seen = Observations::new();
    if !plugins.iter().any(|plugin| {
        ["validate_password", "simple_password_check", "cracklib_password_check", "component_validate_password"]
            .iter()
            .any(|name| plugin.contains(name))
    }) {
        seen.variable("plugins", "no password check among the loaded ones");
    }
    for name in ["validate_password.length", "validate_password_length", "simple_password_check_minimal_length"] {
        if let Some(length) = database.variable(name).and_then(|value| value.parse::<u32>().ok()).filter(|length| *length < 12) {
            seen.variable(name, &format!("{name} = {length}"));
        }
    }
    Verdict::of(seen)
}

const NO_PLUGINS: Words = Words {
    en: "because the auditing account may not see the plugins",
    es: "porque la cuenta de auditoría no puede ver los complementos",
};
