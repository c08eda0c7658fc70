//! Components that nobody mends any more.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory, Kind},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-unmaintained",
    title: Words { en: "A component is unmaintained", es: "Un componente ya no tiene mantenimiento" },
    done: Words {
        en: "Looks for advisories that say of a component that its makers gave it up.",
        es: "Se buscan avisos que dicen de un componente que sus autores lo abandonaron.",
    },
    why: Words { en: "The next flaw in it stays open.", es: "El próximo fallo que aparezca quedará abierto." },
    fix: Words { en: "Replace it; the advisory names alternatives.", es: "Sustituirlo; el aviso nombra alternativas." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.2.1"],
    controls: &["SC-073", "SC-079"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            (
                "Cargo.lock",
                r#"[[package]]
name = "ansi_term"
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
package = "ansi_term"
date = "2026-08-20"
informational = "unmaintained"
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
name = "anstyle"
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
package = "ansi_term"
date = "2026-08-20"
informational = "unmaintained"
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
        if advisory.kind == Kind::Unmaintained {
            seen.line(&file.name, component.line, &advisory.tell(component));
        }
    })
}
