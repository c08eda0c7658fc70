//! Names that two registries may answer.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Form, Inventory, Source},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "registry-second-index",
    title: Words {
        en: "A second index may answer for names of private packages",
        es: "Un segundo índice puede responder por nombres de paquetes privados",
    },
    done: Words {
        en: "Looks for extra-index-url and find-links beside the public index: pip takes the highest version of any of them.",
        es: "Se buscan extra-index-url y find-links junto al índice público: pip toma la versión más alta de cualquiera de ellos.",
    },
    why: Words {
        en: "Whoever publishes a private name on the public index with a higher version runs code in the build (dependency confusion).",
        es: "Quien publique un nombre privado en el índice público con una versión más alta ejecuta código en la compilación (confusión de dependencias).",
    },
    fix: Words {
        en: "Name one index that serves both, or fix each package to its index (uv: explicit = true), and check hashes.",
        es: "Nombrar un solo índice que sirva ambos, o fijar cada paquete a su índice (uv: explicit = true), y comprobar los hashes.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 3 },
    cwe: &[427, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "requirements.txt",
            r#"--extra-index-url https://pip.solar.mx/simple
solar-auth==1.2.0
"#,
        )],
        green: &[(
            "requirements.txt",
            r#"--index-url https://pip.solar.mx/simple
solar-auth==1.2.0
"#,
        )],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        Words { en: "because there are no requirements of Python", es: "porque no hay requisitos de Python" },
        |file| {
            file.ecosystem == Ecosystem::PyPi && (file.form == Form::Settings || !file.requirements.is_empty() || !file.settings.is_empty())
        },
        |file, seen| {
            // With a hash for each, another content is refused.
            let all_hashed = !file.components.is_empty()
                && file.components.len() == file.requirements.iter().filter(|of| of.source == Source::Registry).count()
                && file.components.iter().all(|component| component.checksum.is_some());
            let public = ["https://pypi.org", "https://download.pytorch.org", "https://pypi.nvidia.com", "https://wheels"];
            for setting in file.settings.iter().filter(|setting| setting.name == "extra-index-url") {
                let address = setting.value.split('@').next_back().unwrap_or_default();
                if !all_hashed && !public.iter().any(|start| setting.value.starts_with(start)) {
                    seen.line(&file.name, setting.line, &format!("extra-index-url {address}"));
                }
            }
        },
    )
}
