//! Components of Rust with a known vulnerability.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory, Kind},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-vulnerable-rust",
    title: Words { en: "A component of Rust has a known vulnerability", es: "Un componente de Rust tiene una vulnerabilidad conocida" },
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
                "Cargo.lock",
                r#"[[package]]
name = "time"
version = "0.1.43"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"
"#,
            ),
            (
                "advisories/crates/time/RUSTSEC-2020-0071.md",
                r#"```toml
[advisory]
id = "RUSTSEC-2020-0071"
package = "time"
date = "2026-08-20"

[versions]
patched = [">= 0.2.23"]
```

# Title
"#,
            ),
        ],
        green: &[
            (
                "Cargo.lock",
                r#"[[package]]
name = "time"
version = "0.2.23"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"
"#,
            ),
            (
                "advisories/crates/time/RUSTSEC-2020-0071.md",
                r#"```toml
[advisory]
id = "RUSTSEC-2020-0071"
package = "time"
date = "2026-08-20"

[versions]
patched = [">= 0.2.23"]
```

# Title
"#,
            ),
        ],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_advisories(&[Ecosystem::Cargo], |file, component, advisory, seen| {
        if advisory.kind == Kind::Vulnerable {
            let place = Place::Line { file: file.name.clone(), line: component.line };
            seen.note(place, &advisory.tell(component), advisory.severity);
        }
    })
}
