//! A switch that lets printed text command the pipeline.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-unsafe-commands",
    title: Words { en: "Printed text may set variables of the pipeline", es: "El texto impreso puede fijar variables de la integración" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Whoever gets text into a log sets PATH or NODE_OPTIONS for the steps after it.",
        es: "Quien logre meter texto en el registro fija PATH o NODE_OPTIONS para los pasos siguientes.",
    },
    fix: Words {
        en: "Remove ACTIONS_ALLOW_UNSECURE_COMMANDS; write to $GITHUB_ENV.",
        es: "Quitar ACTIONS_ALLOW_UNSECURE_COMMANDS; escribir en $GITHUB_ENV.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 1, of_2021: 8, of_2025: 8 },
    cwe: &[829, 77],
    asvs: &["V1.2.5"],
    controls: &["SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"env:
  ACTIONS_ALLOW_UNSECURE_COMMANDS: true
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for pair in pipeline.settings().filter(|pair| pair.name == "ACTIONS_ALLOW_UNSECURE_COMMANDS" && pair.value == "true") {
        seen.line(&pipeline.name, pair.line, "ACTIONS_ALLOW_UNSECURE_COMMANDS: true");
    }
}
