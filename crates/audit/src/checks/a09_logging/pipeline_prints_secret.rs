//! Secrets that are printed.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-prints-secret",
    title: Words { en: "A pipeline prints a secret", es: "Una integración imprime un secreto" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Logs are read by more people than secrets are for; masking fails as soon as the text is changed.",
        es: "Los registros los lee más gente de la debida; el enmascarado falla en cuanto el texto cambia.",
    },
    fix: Words {
        en: "Never echo secrets, `env` or `set -x` where secrets are set; hand them over by files or standard input.",
        es: "No imprimir secretos, ni `env`, ni usar `set -x` donde haya secretos; pasarlos por archivos o por la entrada estándar.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 9, of_2025: 9 },
    cwe: &[532],
    asvs: &["V16.2.5"],
    controls: &["SC-100"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ secrets.DB_PASSWORD }}
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ secrets.DB_PASSWORD }} | docker login --password-stdin
      - run: echo "${{ secrets.KEY }}" > key.pem
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for (command, line) in pipeline.commands() {
        // What is piped or written elsewhere is not printed.
        let printed = command.split("&&").flat_map(|part| part.split(';')).find(|part| {
            let part = part.trim();
            let says = part.starts_with("echo ") || part.starts_with("printf ") || part.starts_with("print(");
            let secret = part.contains("secrets.") && part.contains("${{");
            let printed = !part.contains('|') && !part.contains('>') && !part.contains("::add-mask::");
            says && secret && printed
        });
        if let Some(part) = printed {
            seen.line(&pipeline.name, line, part.trim());
        }
    }
}
