use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::database::Database,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "db-listens-everywhere",
    title: Words { en: "The database listens on every network interface", es: "La base de datos escucha en todas las interfaces de red" },
    done: Words { en: "The global variable is read from the server.", es: "Se lee la variable global del servidor." },
    why: Words {
        en: "Any network that the machine is ever joined to can reach the port.",
        es: "Cualquier red a la que se conecte la máquina puede alcanzar el puerto.",
    },
    fix: Words {
        en: "Set `bind_address` to the address of the internal network, and close the port to all others.",
        es: "Fijar `bind_address` en la dirección de la red interna y cerrar el puerto a todas las demás.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[16, 668],
    asvs: &["V13.2.2"],
    controls: &["SC-063"],
    examine: Examine::Database(look),
    mutant: Mutant {
        red: &[("database.json", r#"{"version": "8.4.3", "variables": {"bind_address": "*"}}"#)],
        green: &[("database.json", r#"{"version": "8.4.3", "variables": {"bind_address": "127.0.0.1"}}"#)],
    },
};

fn look(database: &Database) -> Verdict {
    if database.on("skip_networking") == Some(true) {
        return Verdict::Pass;
    }
    database.on_variable("bind_address", |value| value.split(',').any(|address| ["*", "0.0.0.0", "::", ""].contains(&address.trim())))
}
