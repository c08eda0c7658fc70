//! Secrets in definitions of pipelines.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::{has_secret_shape, is_secret_name},
        pipeline::{Pipeline, over},
        text::secret::is_drawn,
    },
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-secret-written-out",
    title: Words {
        en: "A secret stands in the definition of a pipeline",
        es: "Hay un secreto escrito en la definición de una integración",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Everybody who reads the repository, now or later, has it.",
        es: "Lo tiene cualquiera que lea el repositorio, hoy o más adelante.",
    },
    fix: Words {
        en: "Put it into the secret store of the pipeline and refer to it.",
        es: "Ponerlo en el almacén de secretos de la integración y referirse a él.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"env:
  NPM_PASSWORD: kT9vQ2mLx8Zp4WsR
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
            r#"env:
  NPM_PASSWORD: ${{ secrets.NPM }}
  MYSQL_ROOT_PASSWORD: root
on: push
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
    let given = pipeline.steps().flat_map(|(_, step)| &step.with);
    for pair in pipeline.settings().chain(given) {
        // Databases that live as long as a test have passwords that are words.
        if has_secret_shape(&pair.value) || is_secret_name(&pair.name) && is_drawn(&pair.value) {
            seen.line(&pipeline.name, pair.line, &format!("{}: ***", pair.name));
        }
    }
}
