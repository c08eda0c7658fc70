//! Pipelines that do not look at components.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, none_does},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-without-dependency-scan",
    title: Words { en: "No pipeline looks for vulnerable components", es: "Ninguna integración busca componentes vulnerables" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "A flaw that was published yesterday stays until somebody happens to hear of it.",
        es: "Un fallo publicado ayer se queda hasta que alguien se entere por casualidad.",
    },
    fix: Words {
        en: "Run cargo deny, npm audit, pip-audit, OSV-Scanner, Trivy or `sunward audit --advisories` on every change and every night.",
        es: "Ejecutar cargo deny, npm audit, pip-audit, OSV-Scanner, Trivy o `sunward audit --advisories` en cada cambio y cada noche.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1395, 1104],
    asvs: &["V15.2.1"],
    controls: &["SC-073", "SC-076"],
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
      - run: pip-audit -r requirements.txt
"#,
        )],
    },
};

/// Any of these says that it is done.
const WORDS: &[&str] = &[
    "cargo deny",
    "cargo-deny",
    "cargo audit",
    "cargo-audit",
    "npm audit",
    "yarn audit",
    "yarn npm audit",
    "pnpm audit",
    "pip-audit",
    "safety check",
    "safety scan",
    "osv-scanner",
    "trivy",
    "grype",
    "snyk",
    "dependency-check",
    "dependency-review",
    "dependency_scanning",
    "dependency-scanning",
    "dependencycheck",
    "audit-check",
    "govulncheck",
    "whitesource",
    "mend",
    "renovate",
];

fn look(pipelines: &[Pipeline]) -> Verdict {
    match none_does(pipelines, WORDS, "no scan of components") {
        Verdict::Fail(_) if pipelines.iter().any(audits_components) => Verdict::Pass,
        verdict => verdict,
    }
}

/// Whether it runs our audit of a repository with advisories; without them the audit knows of no vulnerable component.
fn audits_components(pipeline: &Pipeline) -> bool {
    pipeline.commands().any(|(command, _)| {
        let words: Vec<&str> = command.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect();
        let is_audit = words.windows(2).any(|pair| matches!(pair, [program, "audit"] if program.rsplit('/').next() == Some("sunward")));
        is_audit && ["--repo", "--advisories"].iter().all(|option| words.iter().any(|word| word.starts_with(option)))
    })
}

#[cfg(test)]
mod tests {
    use super::look;
    use crate::{evidence::pipeline::read, finding::Verdict};

    #[test]
    fn our_own_audit_is_a_scan_only_with_advisories() {
        let of = |command: &str| {
            let pipeline = read(".ci/run", &format!("#!/bin/sh\n{command}\n")).unwrap().unwrap();
            look(&[pipeline])
        };
        assert_eq!(of("\"$DIR/release/sunward\" audit --repo . --advisories \"$DATA\" \\\n  --exclude x"), Verdict::Pass);
        assert_eq!(of("sunward audit --repo=. --advisories=db"), Verdict::Pass);
        for command in [
            "sunward audit --repo .",
            "sunward audit --advisories db",
            "echo sunward --repo --advisories",
            "notsunward audit --repo . --advisories x",
        ] {
            assert!(matches!(of(command), Verdict::Fail(_)), "{command}");
        }
    }
}
