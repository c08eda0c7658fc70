//! Components that nobody can recognise again.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Form, Inventory, Source},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-without-checksum",
    title: Words {
        en: "A lock file has components without a checksum",
        es: "Un archivo de bloqueo tiene componentes sin suma de comprobación",
    },
    done: Words {
        en: "Looks in lock files for components of registries or addresses without a hash of their content.",
        es: "Se buscan en los archivos de bloqueo componentes de registros o direcciones sin un hash de su contenido.",
    },
    why: Words {
        en: "Whoever stands between you and the registry, or owns it, can put in another content.",
        es: "Quien esté entre usted y el registro, o lo controle, puede poner otro contenido.",
    },
    fix: Words {
        en: "Make the lock file anew with a current tool and install in the mode that checks hashes.",
        es: "Volver a generar el archivo de bloqueo con una herramienta actual e instalar en el modo que comprueba los hashes.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[353, 494],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "package-lock.json",
            r#"{"lockfileVersion":3,"packages":{"node_modules/a": {
"version": "1.0.0",
"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"}}}"#,
        )],
        green: &[(
            "package-lock.json",
            r#"{"lockfileVersion":3,"packages":{
"node_modules/lodash": {
"version": "4.17.21",
"resolved": "https://registry.npmjs.org/lodash/-/lodash.tgz",
"integrity": "sha512-x"}}}"#,
        )],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        Words { en: "because there is no lock file with checksums", es: "porque no hay archivo de bloqueo con sumas de comprobación" },
        |file| {
            file.form == Form::Lock
                && matches!(file.ecosystem, Ecosystem::Cargo | Ecosystem::Npm | Ecosystem::PyPi)
                && file.components.iter().any(|component| component.source != Source::Own)
        },
        |file, seen| {
            let without = |source: &Source| matches!(source, Source::Registry | Source::Other(_) | Source::Url(_));
            let bare: Vec<_> =
                file.components.iter().filter(|component| without(&component.source) && component.checksum.is_none()).collect();
            if let Some(first) = bare.first() {
                let all = if bare.len() > 1 { format!(" and {} more", bare.len() - 1) } else { String::new() };
                seen.line(&file.name, first.line, &format!("{} {}{all}", first.name, first.version));
            }
        },
    )
}
