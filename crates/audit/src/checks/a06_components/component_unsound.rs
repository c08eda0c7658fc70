//! Components that break the rules of their language.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory, Kind},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-unsound",
    title: Words {
        en: "A component may corrupt memory through its safe interface",
        es: "Un componente puede corromper la memoria a través de su interfaz segura",
    },
    done: Words {
        en: "Looks for advisories that call a component unsound.",
        es: "Se buscan avisos que califican un componente de no sólido (unsound).",
    },
    why: Words {
        en: "Harmless looking calls can end in a crash or in foreign memory.",
        es: "Llamadas de aspecto inocuo pueden acabar en una caída o en memoria ajena.",
    },
    fix: Words { en: "Move to a mended version or replace it.", es: "Pasar a una versión corregida o sustituirlo." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1395, 758],
    asvs: &["V15.2.1"],
    controls: &["SC-073", "SC-079"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            (
                "Cargo.lock",
                r#"[[package]]
name = "lexical-core"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"
"#,
            ),
            (
                "advisories/crates/x/RUSTSEC-2024-0001.md",
                r#"```toml
[advisory]
id = "RUSTSEC-2024-0001"
package = "lexical-core"
date = "2026-08-20"
informational = "unsound"
[versions]
patched = []
```

# Title
"#,
            ),
        ],
        green: &[
            (
                "Cargo.lock",
                r#"[[package]]
name = "minimal-lexical"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"
"#,
            ),
            (
                "advisories/crates/x/RUSTSEC-2024-0001.md",
                r#"```toml
[advisory]
id = "RUSTSEC-2024-0001"
package = "lexical-core"
date = "2026-08-20"
informational = "unsound"
[versions]
patched = []
```

# Title
"#,
            ),
        ],
    },
};

const ALL: &[Ecosystem] = &[Ecosystem::Cargo, Ecosystem::Npm, Ecosystem::PyPi, Ecosystem::Maven, Ecosystem::CocoaPods, Ecosystem::Go];

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_advisories(ALL, |file, component, advisory, seen| {
        if advisory.kind == Kind::Unsound {
            seen.line(&file.name, component.line, &advisory.tell(component));
        }
    })
}
