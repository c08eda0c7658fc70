//! Installations that pass over the lock file.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-install-unlocked",
    title: Words {
        en: "A pipeline installs components past the lock file",
        es: "Una integración instala componentes sin respetar el archivo de bloqueo",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "What was reviewed is not what is built; a hostile release is installed the same hour.",
        es: "Lo revisado no es lo que se compila; una versión hostil se instala en la misma hora.",
    },
    fix: Words {
        en: "Use npm ci, yarn --immutable, pnpm --frozen-lockfile, pip --require-hashes, uv sync --locked.",
        es: "Usar npm ci, yarn --immutable, pnpm --frozen-lockfile, pip --require-hashes, uv sync --locked.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 8, of_2025: 3 },
    cwe: &[829, 1357],
    asvs: &["V15.2.4"],
    controls: &["SC-075", "SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: npm install
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: npm ci
      - run: npm install -g npm@11.0.0
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for (command, line) in pipeline.commands() {
        for part in command.split("&&").flat_map(|part| part.split(';')).map(str::trim) {
            let words: Vec<&str> = part.split_whitespace().collect();
            let found = match words.as_slice() {
                // Alone it takes the whole manifest; with a name it is another thing.
                ["npm", "install" | "i", rest @ ..] => {
                    rest.iter().all(|word| word.starts_with("--")) && !rest.contains(&"--package-lock-only")
                }
                ["yarn", "install", rest @ ..] => {
                    rest.iter().any(|word| matches!(*word, "--no-lockfile" | "--no-immutable" | "--pure-lockfile"))
                }
                ["pnpm", "install" | "i", rest @ ..] => rest.contains(&"--no-frozen-lockfile"),
                ["pip" | "pip3", "install", rest @ ..] => rest.contains(&"--pre"),
                _ => false,
            };
            if found {
                seen.line(&pipeline.name, line, part);
            }
        }
    }
}
