//! Manifests without a lock file.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{File, Form, Inventory},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "lock-file-missing",
    title: Words {
        en: "Nobody fixed which versions are installed: a lock file is missing",
        es: "Nadie fijó qué versiones se instalan: falta el archivo de bloqueo",
    },
    done: Words {
        en: "Looks beside and above every manifest of an application for its lock file. Libraries need none.",
        es: "Se busca el archivo de bloqueo junto al manifiesto de cada aplicación y por encima. Las bibliotecas no lo necesitan.",
    },
    why: Words {
        en: "Every build may take other components; a hostile release is installed the same hour.",
        es: "Cada compilación puede tomar otros componentes; una versión hostil se instala en la misma hora.",
    },
    fix: Words {
        en: "Commit the lock file and install from it alone (npm ci, uv sync --locked, cargo --locked).",
        es: "Guardar el archivo de bloqueo en el repositorio e instalar solo desde él (npm ci, uv sync --locked, cargo --locked).",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1357, 1104],
    asvs: &["V15.2.4", "V15.1.2"],
    controls: &["SC-071", "SC-072", "SC-075"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[("web/package.json", r#"{"private": true, "dependencies": {"next": "15.0.0"}}"#)],
        green: &[
            ("web/package.json", r#"{"private": true, "dependencies": {"next": "15.0.0"}}"#),
            ("package-lock.json", r#"{"lockfileVersion":3,"packages":{}}"#),
        ],
    },
};

const NONE: Words = Words { en: "because there is no manifest", es: "porque no hay ningún manifiesto" };

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        NONE,
        |file| matches!(file.form, Form::Manifest { .. }),
        |file, seen| {
            if file.form != (Form::Manifest { locked: true }) || file.requirements.is_empty() {
                return;
            }
            let is_above = |folder: &str| folder.is_empty() || file.folder() == folder || file.folder().starts_with(&format!("{folder}/"));
            // A requirements file with nothing but pins is a lock file too.
            let locks = |other: &File| {
                let pins = !other.requirements.is_empty() && other.components.len() == other.requirements.len();
                other.ecosystem == file.ecosystem && (other.form == Form::Lock || (other.base().ends_with(".txt") && pins))
            };
            if !inventory.files.iter().any(|other| locks(other) && is_above(other.folder())) {
                seen.line(&file.name, 0, &format!("{} requirements, no lock file", file.requirements.len()));
            }
        },
    )
}
