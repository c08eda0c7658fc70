//! Text of strangers in commands.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "script-from-event",
    title: Words {
        en: "Text that a stranger writes becomes part of a command of the pipeline",
        es: "Texto que escribe un desconocido pasa a formar parte de un comando de la integración",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "A title of an issue or a name of a branch with `$(…)` in it runs as a command, with the secrets of the job.",
        es: "Un título de incidencia o un nombre de rama con `$(…)` se ejecuta como comando, con los secretos del trabajo.",
    },
    fix: Words {
        en: "Hand the value over in an environment variable and quote it.",
        es: "Pasar el valor en una variable de entorno y entrecomillarla.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[78, 94],
    asvs: &["V1.2.5"],
    controls: &["SC-080"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "${{ github.event.issue.title }}"
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "$TITLE"; echo ${{ github.event.issue.number }}
        env:
          TITLE: ${{ github.event.issue.title }}
"#,
        )],
    },
};

/// Ends of expressions whose text strangers choose.
const CHOSEN: [&str; 16] = [
    "event.issue.title",
    "event.issue.body",
    "event.pull_request.title",
    "event.pull_request.body",
    "event.comment.body",
    "event.review.body",
    "event.review_comment.body",
    "event.discussion.title",
    "event.discussion.body",
    "event.pull_request.head.ref",
    "event.pull_request.head.label",
    "github.head_ref",
    "event.head_commit.message",
    "event.head_commit.author.name",
    "event.workflow_run.head_branch",
    "event.pull_request.head.repo.default_branch",
];

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, |pipeline, seen| {
        let scripts =
            pipeline.steps().filter(|(_, step)| step.action() == "actions/github-script").filter_map(|(_, step)| step.given("script"));
        let scripts = scripts.map(|pair| (pair.value.as_str(), pair.line));
        for (command, line) in pipeline.commands().chain(scripts) {
            for expression in command.split("${{").skip(1).filter_map(|rest| rest.split("}}").next()) {
                let text = expression.replace(' ', "");
                // Compared or made into JSON, it is no text of a command any more.
                let harmless = ["==", "!=", "contains(", "startsWith(", "hashFiles("].iter().any(|word| text.contains(word));
                if !harmless && CHOSEN.iter().any(|chosen| text.contains(chosen)) {
                    seen.line(&pipeline.name, line, command);
                }
            }
        }
    })
}
