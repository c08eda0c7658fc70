//! Components and registries over plain HTTP.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Form, Inventory, Source},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-over-plain-http",
    title: Words {
        en: "Components are fetched over plain HTTP or without checking the certificate",
        es: "Se descargan componentes por HTTP sin cifrar o sin comprobar el certificado",
    },
    done: Words {
        en: "Reads registries, sources and switches of pip, npm, Yarn, Gradle, CocoaPods and the addresses in lock files.",
        es: "Se leen registros, fuentes y opciones de pip, npm, Yarn, Gradle, CocoaPods y las direcciones de los archivos de bloqueo.",
    },
    why: Words {
        en: "Anybody on the way puts his own code into the build.",
        es: "Cualquiera en el camino mete su propio código en la compilación.",
    },
    fix: Words {
        en: "Use https, remove trusted-host and strict-ssl=false; add an own authority to the trust store instead.",
        es: "Usar https, quitar trusted-host y strict-ssl=false; en su lugar, añadir la autoridad propia al almacén de confianza.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 319],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "requirements.txt",
            r#"--index-url http://pip.solar.mx/simple
flask==3.1.0
"#,
        )],
        green: &[(
            "requirements.txt",
            r#"--index-url https://pip.solar.mx/simple
flask==3.1.0
"#,
        )],
    },
};

const SWITCHES: [(&str, &str); 4] =
    [("strict-ssl", "false"), ("allowInsecureProtocol", "true"), ("checksumBehavior", "ignore"), ("trusted-host", "")];

fn is_plain(address: &str) -> bool {
    let own = ["http://localhost", "http://127.0.0.1", "http://[::1]"];
    address.starts_with("http://") && !own.iter().any(|start| address.starts_with(start))
}

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        Words { en: "because nothing names a source of components", es: "porque nada nombra una fuente de componentes" },
        |file| file.ecosystem != Ecosystem::Image && (file.form != Form::Settings || !file.settings.is_empty()),
        |file, seen| {
            for setting in &file.settings {
                let off = SWITCHES.iter().any(|(name, value)| *name == setting.name && (value.is_empty() || *value == setting.value));
                let own = setting.value.starts_with("localhost") || setting.value.starts_with("127.");
                if is_plain(&setting.value) || (off && !own) {
                    seen.line(&file.name, setting.line, &format!("{} = {}", setting.name, setting.value));
                }
            }
            for component in &file.components {
                if let Source::Other(address) | Source::Url(address) | Source::Git(address) = &component.source
                    && is_plain(address.trim_start_matches("git+"))
                {
                    seen.line(&file.name, component.line, &format!("{}: {address}", component.name));
                }
            }
        },
    )
}
