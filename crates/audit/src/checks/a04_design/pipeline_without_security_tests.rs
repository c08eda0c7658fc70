//! Pipelines that look for no flaws.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, none_does},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-without-security-tests",
    title: Words {
        en: "No pipeline looks for security flaws in the code",
        es: "Ninguna integración busca fallos de seguridad en el código",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Flaws that a program finds in a minute wait for whoever looks first.",
        es: "Los fallos que un programa encuentra en un minuto esperan a quien mire primero.",
    },
    fix: Words {
        en: "Run a scanner for source (Semgrep, CodeQL, Bandit, `sunward audit`) on every change.",
        es: "Ejecutar un analizador de código (Semgrep, CodeQL, Bandit, `sunward audit`) en cada cambio.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[693, 1053],
    asvs: &["V15.2.1"],
    controls: &["SC-009", "SC-080", "SC-097"],
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
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: semgrep ci
"#,
        )],
    },
};

/// Any of these says that it is done.
const WORDS: &[&str] = &[
    "codeql",
    "semgrep",
    "bandit",
    "sast",
    "sonar",
    "sunward audit",
    "brakeman",
    "gosec",
    "checkov",
    "njsscan",
    "snyk code",
    "clippy",
    "eslint-plugin-security",
    "zaproxy",
    "zap-",
    "mobsf",
    "detekt",
    "veracode",
    "checkmarx",
    "fortify",
    "horusec",
    "opengrep",
];

fn look(pipelines: &[Pipeline]) -> Verdict {
    none_does(pipelines, WORDS, "no security tests")
}
