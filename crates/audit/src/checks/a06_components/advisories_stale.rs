//! An advisory database that is old.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::Inventory,
    finding::{Observations, Severity, Verdict},
    words::{Sentence, Words},
};

pub(crate) static CHECK: Check = Check {
    id: "advisories-stale",
    title: Words { en: "The advisory database is older than 30 days", es: "La base de datos de avisos tiene más de 30 días" },
    done: Words {
        en: "Compares the day of its newest entry with the day of the audit.",
        es: "Se compara el día de su entrada más reciente con el día de la auditoría.",
    },
    why: Words {
        en: "What was published since is not seen: a clean result says little.",
        es: "Lo publicado desde entonces no se ve: un resultado limpio dice poco.",
    },
    fix: Words {
        en: "Fetch a new snapshot before every audit, at least weekly.",
        es: "Obtener una copia nueva antes de cada auditoría, al menos cada semana.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1395],
    asvs: &["V15.2.1", "V15.1.1"],
    controls: &["SC-073"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            (
                "Cargo.lock",
                r#"[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"
"#,
            ),
            ("advisories/today", r#"2026-11-21"#),
            (
                "advisories/crates/a/RUSTSEC-2026-0001.md",
                r#"```toml
[advisory]
id = "RUSTSEC-2026-0001"
package = "b"
date = "2026-08-20"

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
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"
"#,
            ),
            ("advisories/today", r#"2026-09-01"#),
            (
                "advisories/crates/a/RUSTSEC-2026-0001.md",
                r#"```toml
[advisory]
id = "RUSTSEC-2026-0001"
package = "b"
date = "2026-08-20"

[versions]
patched = []
```

# Title
"#,
            ),
        ],
    },
};

/// An older database is stale, days.
const OLDEST: i32 = 30;

fn look(inventory: &Inventory) -> Verdict {
    let known = inventory.advisories.as_ref().and_then(|advisories| Some((advisories.newest?, advisories.age_days()?)));
    let Some((newest, age)) = known else {
        return Verdict::NotTested(Sentence::new(
            "because no advisory database was named (--advisories)",
            "porque no se indicó ninguna base de datos de avisos (--advisories)",
        ));
    };
    let mut seen = Observations::new();
    if age > OLDEST {
        seen.variable("advisories", &format!("newest entry {newest}, {age} days old"));
    }
    Verdict::of(seen)
}
