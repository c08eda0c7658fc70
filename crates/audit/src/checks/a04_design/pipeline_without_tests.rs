//! Pipelines that test nothing.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, none_does},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-without-tests",
    title: Words { en: "No pipeline runs a test", es: "Ninguna integración ejecuta pruebas" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Errors and removed protections reach production unseen.",
        es: "Los errores y las protecciones eliminadas llegan a producción sin que nadie lo note.",
    },
    fix: Words {
        en: "Run the tests on every change and let nothing in that fails.",
        es: "Ejecutar las pruebas en cada cambio y no admitir nada que falle.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[1053, 693],
    asvs: &["V15.1.5"],
    controls: &["SC-080", "SC-075"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t api:latest .
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: pytest
"#,
        )],
    },
};

/// Any of these says that it is done.
// "check" by itself would find every checkout.
const WORDS: &[&str] = &[
    "test",
    "pytest",
    "unittest",
    "vitest",
    "phpunit",
    "rspec",
    "make check",
    "run check",
    "just check",
    "cargo check",
    "spec",
    "verify",
    "tox",
    "nox",
    "jest",
    "cypress",
    "playwright",
    "gradlew build",
    "mvn",
];

fn look(pipelines: &[Pipeline]) -> Verdict {
    none_does(pipelines, WORDS, "no tests")
}
