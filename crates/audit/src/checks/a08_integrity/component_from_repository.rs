//! Components that are taken from a repository that moves.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Form, Inventory, Source},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-from-repository",
    title: Words {
        en: "A component is taken from a repository without a fixed commit",
        es: "Un componente se toma de un repositorio sin un commit fijo",
    },
    done: Words {
        en: "Looks for requirements that name a repository or an archive without a full commit; where a lock file fixes the commit, it is fixed.",
        es: "Se buscan requisitos que nombran un repositorio o un archivo sin un commit completo; donde el archivo de bloqueo fija el commit, está fijo.",
    },
    why: Words {
        en: "Who may write to that repository changes what is built here, unseen.",
        es: "Quien pueda escribir en ese repositorio cambia, sin ser visto, lo que aquí se compila.",
    },
    fix: Words {
        en: "Take a released version from the registry, or name the full commit.",
        es: "Tomar una versión publicada del registro, o indicar el commit completo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[829, 494],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "requirements.txt",
            r#"git+https://github.com/someone/solar-tools.git@main#egg=solar-tools
"#,
        )],
        green: &[(
            "requirements.txt",
            r#"git+https://github.com/someone/solar-tools.git@0123456789abcdef0123456789abcdef01234567#egg=solar-tools
"#,
        )],
    },
};

const ALL: &[Ecosystem] = &[Ecosystem::Cargo, Ecosystem::Npm, Ecosystem::PyPi, Ecosystem::CocoaPods];

/// Whether an address names a commit by 40 (or 64) hexadecimal digits.
fn is_fixed(address: &str) -> bool {
    address.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part.len() >= 40 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_files(
        Words { en: "because there is no manifest", es: "porque no hay ningún manifiesto" },
        |file| ALL.contains(&file.ecosystem) && !(file.components.is_empty() && file.requirements.is_empty()),
        |file, seen| {
            let requirements = file.requirements.iter().map(|of| (&of.name, &of.source, of.line));
            let components = file.components.iter().filter(|_| file.form == Form::Lock).map(|of| (&of.name, &of.source, of.line));
            for (name, source, line) in requirements.chain(components) {
                let locked = file.form != Form::Lock
                    && inventory
                        .files
                        .iter()
                        .any(|other| other.form == Form::Lock && other.ecosystem == file.ecosystem && !other.components.is_empty());
                if let Source::Git(address) = source
                    && !is_fixed(address)
                    && !locked
                {
                    let address = address.split('@').next_back().unwrap_or(address);
                    seen.line(&file.name, line, &format!("{name}: {address}"));
                }
            }
        },
    )
}
