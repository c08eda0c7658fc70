//! Components that their publisher marked.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-deprecated",
    title: Words {
        en: "A direct component is marked as deprecated by its publisher",
        es: "Un componente directo está marcado como obsoleto por quien lo publica",
    },
    done: Words {
        en: "Reads the marks that npm and pnpm keep in their lock files.",
        es: "Se leen las marcas que npm y pnpm guardan en sus archivos de bloqueo.",
    },
    why: Words {
        en: "Deprecated versions get no security mending, and some were marked because of a flaw.",
        es: "Las versiones obsoletas no reciben correcciones, y algunas se marcaron por un fallo.",
    },
    fix: Words { en: "Move to what the message names.", es: "Pasar a lo que indica el mensaje." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.2.1"],
    controls: &["SC-074"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            ("package.json", r#"{"dependencies":{"multer":"1.4.4"}}"#),
            (
                "package-lock.json",
                r#"{"lockfileVersion":3,"packages":{"node_modules/multer": {
"version": "1.4.4",
"integrity":"sha512-x","deprecated": "Multer 1.x is impacted by vulnerabilities"}}}"#,
            ),
        ],
        green: &[
            ("package.json", r#"{"dependencies":{"multer":"2.0.2"}}"#),
            (
                "package-lock.json",
                r#"{"lockfileVersion":3,"packages":{"node_modules/multer": {
"version": "2.0.2",
"integrity":"sha512-x"}}}"#,
            ),
        ],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    let direct = inventory.direct();
    inventory.over(&[Ecosystem::Npm], |file, component, seen| {
        if let Some(message) = &component.deprecated
            && direct.holds(component)
        {
            seen.line(&file.name, component.line, &format!("{} {}: {message}", component.name, component.version));
        }
    })
}
