//! Tokens of pipelines whose rights nobody wrote down.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, System, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-token-unlimited",
    title: Words {
        en: "The rights of a pipeline's token are not limited",
        es: "Los permisos del token de una integración no están limitados",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "What the token may do depends on a switch that is not in the repository; its old default is to write everything.",
        es: "Lo que puede el token depende de un ajuste que no está en el repositorio; su valor antiguo es escribirlo todo.",
    },
    fix: Words {
        en: "Begin every workflow with `permissions: contents: read`.",
        es: "Comenzar cada flujo con `permissions: contents: read`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[276],
    asvs: &["V13.2.2"],
    controls: &["SC-080"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make test
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"permissions: {}
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
    let workflow = pipeline.system == System::GitHub && !pipeline.triggers.is_empty();
    let limited = pipeline.permissions.is_some() || pipeline.jobs.iter().all(|job| job.permissions.is_some());
    // A workflow that only others call has the rights of those who call it.
    let called = pipeline.triggers.iter().all(|trigger| trigger == "workflow_call");
    if workflow && !limited && !called {
        seen.line(&pipeline.name, 0, "no permissions");
    }
}
