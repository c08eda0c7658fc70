//! Own machines that run the code of strangers.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "own-runner-for-strangers",
    title: Words { en: "Pull requests run on an own machine", es: "Los pull requests se ejecutan en una máquina propia" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "A stranger's code stays on the machine, in your network, and waits for the next job with secrets.",
        es: "El código de un desconocido queda en la máquina, dentro de su red, y espera al siguiente trabajo con secretos.",
    },
    fix: Words {
        en: "Run pull requests on machines of the host that are thrown away.",
        es: "Ejecutar los pull requests en máquinas desechables del proveedor.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 8, of_2025: 8 },
    cwe: &[829],
    asvs: &["V15.2.5"],
    controls: &["SC-080"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: pull_request
jobs:
  a:
    runs-on: [self-hosted, linux]
    steps:
      - run: make
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: pull_request
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
    if !pipeline.starts_on("pull_request") && !pipeline.starts_on("pull_request_target") {
        return;
    }
    for job in &pipeline.jobs {
        let own = job.runs_on.iter().any(|on| on == "self-hosted");
        let ours = job.condition.contains("head.repo.full_name") || job.condition.contains("github.event_name == 'push'");
        if own && !ours {
            seen.line(&pipeline.name, job.line, &format!("{}: self-hosted", job.name));
        }
    }
}
