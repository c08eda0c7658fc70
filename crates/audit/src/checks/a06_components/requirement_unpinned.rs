//! Requirements that any version fits.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Form, Inventory, Source},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "requirement-unpinned",
    title: Words { en: "A requirement takes any version", es: "Un requisito admite cualquier versión" },
    done: Words {
        en: "Reads the ranges of manifests that no lock file fixes, and ranges such as `*` and `latest` anywhere.",
        es: "Se leen los rangos de manifiestos que ningún archivo de bloqueo fija, y rangos como `*` y `latest` en cualquier lugar.",
    },
    why: Words {
        en: "Whoever takes over the component decides what runs in your system.",
        es: "Quien tome el control del componente decide qué se ejecuta en su sistema.",
    },
    fix: Words {
        en: "Name exact versions, or a range and a lock file.",
        es: "Indicar versiones exactas, o un rango y un archivo de bloqueo.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1357, 1104],
    asvs: &["V15.2.4"],
    controls: &["SC-075", "SC-078"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "requirements.txt",
            r#"fastapi>=0.100
uvicorn
"#,
        )],
        green: &[(
            "requirements.txt",
            r#"fastapi==0.118.0
uvicorn==0.37.0
"#,
        )],
    },
};

const NONE: Words = Words { en: "because there is no manifest", es: "porque no hay ningún manifiesto" };

/// Whether a range admits whatever is published next, with no bound at all.
fn is_boundless(ecosystem: Ecosystem, range: &str) -> bool {
    match ecosystem {
        Ecosystem::Npm => matches!(range, "*" | "latest" | "x" | "" | "next") || (range.starts_with(">=") && !range.contains('<')),
        Ecosystem::Cargo => matches!(range, "*" | "") || (range.starts_with(">=") && !range.contains('<')),
        Ecosystem::Maven => range.contains('+') || range.starts_with("latest."),
        Ecosystem::PyPi => !range.contains("==") || range.contains('*') && !range.contains(','),
        _ => false,
    }
}

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        NONE,
        |file| matches!(file.form, Form::Manifest { .. }),
        |file, seen| {
            // Of Python, only requirements files are installed as they are; `.in` files are compiled into them.
            let python = file.ecosystem == Ecosystem::PyPi;
            let installed = file.base().ends_with(".txt") && file.base() != "constraints.txt";
            let constrained = inventory.files.iter().any(|other| other.base() == "constraints.txt" || other.base() == "uv.lock");
            let meant = |name: &str| ["dev", "test", "doc", "lint", "example"].iter().any(|word| name.contains(word));
            if python && (!installed || constrained || meant(&file.name)) {
                return;
            }
            for requirement in file.requirements.iter().filter(|requirement| requirement.source == Source::Registry) {
                if is_boundless(file.ecosystem, &requirement.range) {
                    seen.line(&file.name, requirement.line, &format!("{} {}", requirement.name, requirement.range));
                }
            }
        },
    )
}
