//! Code of strangers that runs with the rights of the project.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "stranger-code-with-secrets",
    title: Words {
        en: "Code from a stranger's pull request runs with the secrets of the project",
        es: "El código de un pull request ajeno se ejecuta con los secretos del proyecto",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Anybody opens a pull request, reads every secret of the pipeline and writes to the repository.",
        es: "Cualquiera abre un pull request, lee todos los secretos y escribe en el repositorio.",
    },
    fix: Words {
        en: "Use pull_request; do not check out the head in pull_request_target or workflow_run.",
        es: "Usar pull_request; no descargar la rama ajena en pull_request_target ni en workflow_run.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 8, of_2025: 8 },
    cwe: &[829, 94],
    asvs: &["V15.2.4"],
    controls: &["SC-080", "SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: npm test
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    if !(pipeline.starts_on("pull_request_target") || pipeline.starts_on("workflow_run") || pipeline.starts_on("issue_comment")) {
        return;
    }
    let heads = ["github.event.pull_request.head", "github.head_ref", "refs/pull/", "github.event.workflow_run.head"];
    for (_, step) in pipeline.steps() {
        if step.action() == "actions/checkout" {
            let given = step.given("ref").into_iter().chain(step.given("repository"));
            for pair in given.filter(|pair| heads.iter().any(|head| pair.value.contains(head))) {
                seen.line(&pipeline.name, pair.line, &format!("{}: {}", pair.name, pair.value));
            }
        }
        for (command, line) in &step.run {
            if command.contains("gh pr checkout") || (command.contains("git ") && heads.iter().any(|head| command.contains(head))) {
                seen.line(&pipeline.name, *line, command);
            }
        }
    }
}
