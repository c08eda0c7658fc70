//! Languages whose support has ended.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        components::{Form, Inventory},
        support::ended_on,
    },
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "runtime-unsupported",
    title: Words {
        en: "The system is made for a language version that nobody mends any more",
        es: "El sistema está hecho para una versión del lenguaje que ya nadie corrige",
    },
    done: Words {
        en: "Compares .python-version, .nvmrc, engines, requires-python, .tool-versions and go.mod with a dated table of the ends of support.",
        es: "Se comparan .python-version, .nvmrc, engines, requires-python, .tool-versions y go.mod con una tabla fechada de fines de soporte.",
    },
    why: Words { en: "Flaws in the language itself stay open.", es: "Los fallos del propio lenguaje quedan abiertos." },
    fix: Words {
        en: "Move to a supported version and say so in these files.",
        es: "Pasar a una versión con soporte e indicarla en estos archivos.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            (
                ".python-version",
                r#"3.8.10
"#,
            ),
            (
                ".nvmrc", r#"v16
"#,
            ),
        ],
        green: &[
            (
                ".python-version",
                r#"3.13.1
"#,
            ),
            (
                ".nvmrc", r#"v24
"#,
            ),
        ],
    },
};

const NONE: Words = Words {
    en: "because there is no file that names a language version",
    es: "porque no hay ningún archivo que indique la versión de un lenguaje",
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        NONE,
        |file| !file.runtimes.is_empty(),
        |file, seen| {
            for runtime in &file.runtimes {
                if let Some(day) = ended_on(runtime.product, &runtime.version) {
                    // What a library still admits is not yet what runs.
                    let range = matches!(file.form, Form::Manifest { .. });
                    let place = Place::Line { file: file.name.clone(), line: runtime.line };
                    let severity = if range { Some(Severity::Low) } else { None };
                    seen.note(place, &format!("{}, support ended {day}", runtime.written), severity);
                }
            }
        },
    )
}
