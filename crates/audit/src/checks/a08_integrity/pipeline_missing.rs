//! No continuous integration.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, System},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-missing",
    title: Words { en: "The repository defines no continuous integration", es: "El repositorio no define integración continua" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Nothing is tested or scanned before it runs, and what runs is built on somebody's own machine.",
        es: "Nada se prueba ni se analiza antes de ejecutarse, y lo que se ejecuta se compila en el equipo de alguien.",
    },
    fix: Words {
        en: "Define a pipeline that builds, tests and scans every change, and ship only what it built.",
        es: "Definir una integración que compile, pruebe y analice cada cambio, y entregar solo lo que ella compiló.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[1357, 345],
    asvs: &["V15.2.1"],
    controls: &["SC-080"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            "app/main.py",
            r#"print()
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make build
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    let mut seen = Observations::new();
    if !pipelines.iter().any(|pipeline| pipeline.system != System::Updater) {
        seen.variable("pipelines", "none of GitHub, GitLab, Azure, Bitbucket, CircleCI or Jenkins");
    }
    Verdict::of(seen)
}
