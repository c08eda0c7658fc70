//! Components that were made to do harm.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory, Kind, Source},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-malicious",
    title: Words { en: "A component was made to do harm", es: "Un componente fue hecho para hacer daño" },
    done: Words {
        en: "Looks for versions into which attackers are known to have put their code, for names that were published to be mistaken for others, and for advisories of malicious packages.",
        es: "Se buscan versiones en las que se sabe que atacantes metieron su código, nombres publicados para confundirse con otros y avisos de paquetes maliciosos.",
    },
    why: Words {
        en: "It runs with all rights of the build and of the program: keys and data are gone already.",
        es: "Se ejecuta con todos los permisos de la compilación y del programa: las claves y los datos ya se perdieron.",
    },
    fix: Words {
        en: "Remove it, change every secret that the machine could read, and examine where it ran.",
        es: "Quitarlo, cambiar todos los secretos que la máquina podía leer y examinar dónde se ejecutó.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 9, of_2021: 8, of_2025: 3 },
    cwe: &[506, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-077"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "package-lock.json",
            r#"{"lockfileVersion":3,"packages":{
"node_modules/event-stream": {
"version": "3.3.6",
"resolved": "https://registry.npmjs.org/event-stream/-/event-stream.tgz",
"integrity": "sha512-x"}}}"#,
        )],
        green: &[(
            "package-lock.json",
            r#"{"lockfileVersion":3,"packages":{
"node_modules/event-stream": {
"version": "4.0.1",
"resolved": "https://registry.npmjs.org/event-stream/-/event-stream.tgz",
"integrity": "sha512-x"}}}"#,
        )],
    },
};

/// Ecosystem, name, and the version that does harm; `*`: all that were ever published.
static KNOWN: &[(Ecosystem, &str, &str)] = &[
    (Ecosystem::Npm, "event-stream", "3.3.6"),
    (Ecosystem::Npm, "flatmap-stream", "*"),
    (Ecosystem::Npm, "ua-parser-js", "0.7.29"),
    (Ecosystem::Npm, "ua-parser-js", "0.8.0"),
    (Ecosystem::Npm, "ua-parser-js", "1.0.0"),
    (Ecosystem::Npm, "coa", "2.0.3"),
    (Ecosystem::Npm, "coa", "2.0.4"),
    (Ecosystem::Npm, "rc", "1.2.9"),
    (Ecosystem::Npm, "rc", "1.3.9"),
    (Ecosystem::Npm, "rc", "2.3.9"),
    (Ecosystem::Npm, "colors", "1.4.1"),
    (Ecosystem::Npm, "colors", "1.4.2"),
    (Ecosystem::Npm, "faker", "6.6.6"),
    (Ecosystem::Npm, "node-ipc", "10.1.1"),
    (Ecosystem::Npm, "node-ipc", "10.1.2"),
    (Ecosystem::Npm, "peacenotwar", "*"),
    (Ecosystem::Npm, "eslint-scope", "3.7.2"),
    (Ecosystem::Npm, "crossenv", "*"),
    (Ecosystem::Npm, "cross-env.js", "*"),
    (Ecosystem::Npm, "mongose", "*"),
    (Ecosystem::Npm, "babelcli", "*"),
    (Ecosystem::Npm, "d3.js", "*"),
    (Ecosystem::Npm, "jquery.js", "*"),
    (Ecosystem::Npm, "electorn", "*"),
    (Ecosystem::Npm, "discordi.js", "*"),
    (Ecosystem::Npm, "lodashs", "*"),
    (Ecosystem::Npm, "chalk", "5.6.1"),
    (Ecosystem::Npm, "debug", "4.4.2"),
    (Ecosystem::Npm, "ansi-styles", "6.2.2"),
    (Ecosystem::Npm, "strip-ansi", "7.1.1"),
    (Ecosystem::Npm, "color-name", "2.0.1"),
    (Ecosystem::Npm, "@solana/web3.js", "1.95.6"),
    (Ecosystem::Npm, "@solana/web3.js", "1.95.7"),
    (Ecosystem::Npm, "@lottiefiles/lottie-player", "2.0.5"),
    (Ecosystem::Npm, "@ctrl/tinycolor", "4.1.1"),
    (Ecosystem::Npm, "@ctrl/tinycolor", "4.1.2"),
    (Ecosystem::Npm, "rand-user-agent", "2.0.83"),
    (Ecosystem::PyPi, "ctx", "0.2.2"),
    (Ecosystem::PyPi, "ctx", "0.2.6"),
    (Ecosystem::PyPi, "jeilyfish", "*"),
    (Ecosystem::PyPi, "python3-dateutil", "*"),
    (Ecosystem::PyPi, "colourama", "*"),
    (Ecosystem::PyPi, "djanga", "*"),
    (Ecosystem::PyPi, "diango", "*"),
    (Ecosystem::PyPi, "python-sqlite", "*"),
    (Ecosystem::PyPi, "request", "*"),
    (Ecosystem::PyPi, "urlib3", "*"),
    (Ecosystem::PyPi, "beautifulsup4", "*"),
    (Ecosystem::PyPi, "acqusition", "*"),
    (Ecosystem::PyPi, "setup-tools", "*"),
    (Ecosystem::PyPi, "ultralytics", "8.3.41"),
    (Ecosystem::PyPi, "ultralytics", "8.3.42"),
    (Ecosystem::PyPi, "ultralytics", "8.3.45"),
    (Ecosystem::PyPi, "ultralytics", "8.3.46"),
    (Ecosystem::PyPi, "torchtriton", "*"),
    (Ecosystem::Cargo, "rustdecimal", "*"),
    (Ecosystem::Cargo, "faster_log", "*"),
    (Ecosystem::Cargo, "async_println", "*"),
];

fn look(inventory: &Inventory) -> Verdict {
    inventory.over(&[Ecosystem::Cargo, Ecosystem::Npm, Ecosystem::PyPi], |file, component, seen| {
        if matches!(component.source, Source::Own | Source::Git(_)) {
            return;
        }
        let named = KNOWN.iter().any(|(ecosystem, name, version)| {
            *ecosystem == component.ecosystem && *name == component.name && (*version == "*" || *version == component.version)
        });
        if named {
            seen.line(&file.name, component.line, &format!("{} {}", component.name, component.version));
        }
        for advisory in inventory.advisories.iter().flat_map(|all| all.of(component)).filter(|advisory| advisory.kind == Kind::Malicious) {
            seen.line(&file.name, component.line, &advisory.tell(component));
        }
    })
}
