//! Scripts that are fetched and run at once.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-pipes-to-shell",
    title: Words {
        en: "A pipeline fetches a script and runs it unseen",
        es: "Una integración descarga un script y lo ejecuta sin mirarlo",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Whoever changes that script runs code with the secrets of the pipeline: it happened to Codecov in 2021.",
        es: "Quien cambie ese script ejecuta código con los secretos de la integración: le pasó a Codecov en 2021.",
    },
    fix: Words {
        en: "Fetch a fixed version, compare its checksum, then run it.",
        es: "Descargar una versión fija, comparar su suma de comprobación y después ejecutarla.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -s https://codecov.io/bash | bash
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -sSfo t https://example.com/t-1.2.3 && sha256sum -c t.sha256 && sh t
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for (command, line) in pipeline.commands() {
        let squeezed = command.split_whitespace().collect::<Vec<_>>().join(" ");
        let fetches = squeezed.find("curl ").or_else(|| squeezed.find("wget ")).or_else(|| squeezed.find("iwr "));
        let Some(after) = fetches.and_then(|at| squeezed.get(at..)) else { continue };
        let shells = ["sh", "bash", "zsh", "python", "python3", "node", "sudo", "iex", "perl"];
        let piped = after.split('|').skip(1).any(|next| {
            let word = next.trim_start().split(' ').next().unwrap_or_default();
            shells.contains(&word.rsplit('/').next().unwrap_or(word)) && !next.contains("-c ") && !next.contains("-m json")
        });
        let substituted = ["bash <(curl", "sh -c \"$(curl", "bash -c \"$(curl", "eval \"$(curl", "bash <(wget"]
            .iter()
            .any(|form| squeezed.contains(form));
        if piped || substituted {
            seen.line(&pipeline.name, line, command);
        }
    }
}
