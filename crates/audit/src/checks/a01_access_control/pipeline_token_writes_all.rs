//! Tokens of pipelines with all rights.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-token-writes-all",
    title: Words { en: "The token of a pipeline may write everything", es: "El token de una integración puede escribirlo todo" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Any step, and every component it installs, can change code, releases and packages.",
        es: "Cualquier paso, y cada componente que instala, puede cambiar código, versiones y paquetes.",
    },
    fix: Words {
        en: "Set `permissions: contents: read` for the whole and give single jobs what they need.",
        es: "Poner `permissions: contents: read` para el conjunto y dar a cada trabajo lo que necesite.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[276, 250],
    asvs: &["V13.2.2"],
    controls: &["SC-080", "SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"permissions: write-all
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make test
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"permissions:
  contents: read
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make test
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    let all = pipeline.permissions.iter().chain(pipeline.jobs.iter().filter_map(|job| job.permissions.as_ref()));
    for permissions in all {
        if permissions.scopes.iter().any(|(scope, right)| scope == "*" && right == "write") {
            seen.line(&pipeline.name, permissions.line, "permissions: write-all");
        }
    }
}
