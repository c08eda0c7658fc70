//! Components of Python with a known vulnerability.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory, Kind},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-vulnerable-python",
    title: Words { en: "A component of Python has a known vulnerability", es: "Un componente de Python tiene una vulnerabilidad conocida" },
    done: Words {
        en: "Compares every direct and nested component of the lock files with the advisory database.",
        es: "Se compara cada componente directo y anidado de los archivos de bloqueo con la base de datos de avisos.",
    },
    why: Words {
        en: "The flaw and often the attack are public: nothing needs to be found any more.",
        es: "El fallo, y a menudo el ataque, son públicos: ya no hay que descubrir nada.",
    },
    fix: Words {
        en: "Move to a mended version; where there is none, replace the component or show that the flaw cannot be reached.",
        es: "Pasar a una versión corregida; si no existe, sustituir el componente o demostrar que el fallo no es alcanzable.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1395, 1035],
    asvs: &["V15.2.1"],
    controls: &["SC-073", "SC-074", "SC-076", "SC-077"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            (
                "requirements.txt",
                r#"Django==3.2.1
"#,
            ),
            (
                "advisories/PYSEC-2021-98.yaml",
                r#"id: PYSEC-2021-98
modified: "2026-08-20T00:00:00Z"
affected:
- package: {ecosystem: PyPI, name: django}
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
    - fixed: 3.2.4
"#,
            ),
        ],
        green: &[
            (
                "requirements.txt",
                r#"Django==5.2.8
"#,
            ),
            (
                "advisories/PYSEC-2021-98.yaml",
                r#"id: PYSEC-2021-98
modified: "2026-08-20T00:00:00Z"
affected:
- package: {ecosystem: PyPI, name: django}
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
    - fixed: 3.2.4
"#,
            ),
        ],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_advisories(&[Ecosystem::PyPi], |file, component, advisory, seen| {
        if advisory.kind == Kind::Vulnerable {
            let place = Place::Line { file: file.name.clone(), line: component.line };
            seen.note(place, &advisory.tell(component), advisory.severity);
        }
    })
}
