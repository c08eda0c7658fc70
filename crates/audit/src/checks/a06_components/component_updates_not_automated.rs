//! Nobody raises versions.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, System},
    finding::{Observations, Severity, Verdict},
    words::{Sentence, Words},
};

pub(crate) static CHECK: Check = Check {
    id: "component-updates-not-automated",
    title: Words { en: "Nothing proposes updates of components", es: "Nada propone actualizaciones de componentes" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Versions age until a jump is too large to dare.",
        es: "Las versiones envejecen hasta que el salto es demasiado grande.",
    },
    fix: Words {
        en: "Add Dependabot or Renovate, and merge what passes the tests.",
        es: "Añadir Dependabot o Renovate e integrar lo que pase las pruebas.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.1.1"],
    controls: &["SC-074", "SC-075"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make build
"#,
        )],
        green: &[
            (
                ".github/workflows/a.yml",
                r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make build
"#,
            ),
            (
                ".github/dependabot.yml",
                r#"version: 2
updates: []
"#,
            ),
        ],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    let Some(first) = pipelines.iter().find(|pipeline| pipeline.system == System::GitHub) else {
        return Verdict::NotTested(Sentence::new(
            "because the repository is not on a host where this could be seen",
            "porque el repositorio no está en un servidor donde esto pueda verse",
        ));
    };
    let mut seen = Observations::new();
    let renews = |pipeline: &Pipeline| {
        pipeline.system == System::Updater || pipeline.mentions(&["renovate", "dependabot", "cargo update", "ncu -u"])
    };
    if !pipelines.iter().any(renews) {
        seen.line(&first.name, 0, "neither Dependabot nor Renovate");
    }
    Verdict::of(seen)
}
