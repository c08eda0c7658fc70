//! All secrets for a workflow of others.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-secrets-inherited",
    title: Words { en: "A workflow of others is given all secrets", es: "Se entregan todos los secretos a un flujo de terceros" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Its owner, and whoever takes over his account, has every secret of the repository.",
        es: "Su dueño, y quien tome su cuenta, tiene todos los secretos del repositorio.",
    },
    fix: Words {
        en: "Name the secrets it needs, fix it to a commit, or keep the workflow in your own organisation.",
        es: "Nombrar los secretos que necesita, fijarlo a un commit o tener el flujo en la propia organización.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 8, of_2025: 8 },
    cwe: &[829, 522],
    asvs: &["V13.3.2"],
    controls: &["SC-100", "SC-108"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    uses: someone/flows/.github/workflows/a.yml@main
    secrets: inherit
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    uses: ./.github/workflows/b.yml
    secrets: inherit
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for (uses, line, inherits) in pipeline.jobs.iter().filter_map(|job| job.calls.as_ref()) {
        if *inherits && !uses.starts_with("./") {
            seen.line(&pipeline.name, *line, &format!("{uses}, secrets: inherit"));
        }
    }
}
