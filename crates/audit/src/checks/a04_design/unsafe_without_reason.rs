//! An unsafe block does not say why it is sound.

use std::{cell::LazyCell, collections::BTreeSet};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "unsafe-without-reason",
    title: Words { en: "An unsafe block does not say why it is sound", es: "Un bloque unsafe no dice por qué es correcto" },
    done: Words {
        en: "Looks for unsafe blocks without a SAFETY comment above.",
        es: "Se buscan bloques unsafe sin un comentario SAFETY encima.",
    },
    why: Words {
        en: "There the compiler does not guard memory: one mistake and an attacker reads or writes it.",
        es: "Allí el compilador no protege la memoria: un error y un atacante la lee o la escribe.",
    },
    fix: Words { en: "Do without, or write above it what makes it sound.", es: "Prescinda de él o escriba encima por qué es correcto." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[758, 119],
    asvs: &["V15.1.5"],
    controls: &["SC-096"],
    examine: Examine::Source { languages: &[Language::Rust], words: &["unsafe"], look },
    mutant: Mutant {
        red: &[(
            "src/u.rs",
            r#"fn first(bytes: &[u8]) -> u8 {
    unsafe { *bytes.get_unchecked(0) }
}
"#,
        )],
        green: &[(
            "src/u.rs",
            r#"fn first(bytes: &[u8; 4]) -> u8 {
    // SAFETY: there are four of them.
    unsafe { *bytes.get_unchecked(0) }
}
"#,
        )],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    let notes: BTreeSet<usize> = module.safety_notes.iter().copied().collect();
    let lines = LazyCell::new(|| module.text.lines().collect::<Vec<_>>());
    for line in &module.unsafe_blocks {
        let reasoned = notes.range(line.saturating_sub(6)..=line + 2).next().is_some();
        if !reasoned {
            let text = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
            seen.line(module.name, *line, text.trim());
        }
    }
}
