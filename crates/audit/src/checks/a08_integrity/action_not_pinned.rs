//! Actions that may change under their name.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, System, over},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "action-not-pinned",
    title: Words { en: "A step of others is not fixed to a commit", es: "Un paso de terceros no está fijado a un commit" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Whoever takes over that repository moves the tag, and his code runs with your secrets: it happened to tj-actions in 2025.",
        es: "Quien tome ese repositorio mueve la etiqueta, y su código se ejecuta con sus secretos: le pasó a tj-actions en 2025.",
    },
    fix: Words {
        en: "Write the full commit with the version as a comment, and let an updater raise it.",
        es: "Escribir el commit completo con la versión en un comentario y dejar que una herramienta lo actualice.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 3 },
    cwe: &[829, 1357],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: tj-actions/changed-files@v45
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: tj-actions/changed-files@2f7c5bfce28377bc069a65ba478de0a74aa0ca32 # v46
      - uses: ./own
"#,
        )],
    },
};

/// Whether what is named can only be one thing.
fn is_fixed(uses: &str) -> bool {
    if uses.starts_with("./") {
        return true;
    }
    if uses.starts_with("docker://") {
        return uses.contains("@sha256:");
    }
    uses.split_once('@').is_some_and(|(_, at)| at.len() == 40 && at.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, |pipeline, seen| {
        let steps = pipeline.steps().filter_map(|(_, step)| Some((step.uses.as_deref()?, step.line)));
        let called = pipeline.jobs.iter().filter_map(|job| job.calls.as_ref()).map(|(uses, line, _)| (uses.as_str(), *line));
        for (uses, line) in steps.chain(called).filter(|_| pipeline.system == System::GitHub) {
            // Those of the host itself could change everything anyway.
            let own = uses.starts_with("actions/") || uses.starts_with("github/");
            if !is_fixed(uses) {
                let place = Place::Line { file: pipeline.name.clone(), line };
                seen.note(place, uses, own.then_some(Severity::Low));
            }
        }
    })
}
