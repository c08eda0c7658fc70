//! Long-lived keys of clouds in pipelines.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-cloud-key-long-lived",
    title: Words {
        en: "A pipeline signs in to the cloud with a key that does not end",
        es: "Una integración entra en la nube con una clave que no caduca",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "One leak of the key, by any step of any run, opens the account until somebody notices.",
        es: "Una sola fuga de la clave, por cualquier paso, abre la cuenta hasta que alguien lo note.",
    },
    fix: Words {
        en: "Let the pipeline prove who it is (OpenID Connect, role-to-assume) and get credentials for minutes.",
        es: "Dejar que la integración demuestre quién es (OpenID Connect, role-to-assume) y reciba credenciales por minutos.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 522],
    asvs: &["V13.3.4"],
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
      - uses: aws-actions/configure-aws-credentials@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        with:
          aws-access-key-id: ${{ secrets.AWS_KEY }}
          aws-secret-access-key: ${{ secrets.AWS_SECRET }}
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        with:
          role-to-assume: arn:aws:iam::123456789012:role/deploy
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for (_, step) in pipeline.steps() {
        let keys = match step.action() {
            "aws-actions/configure-aws-credentials" => step.given("aws-secret-access-key"),
            "google-github-actions/auth" => step.given("credentials_json"),
            "azure/login" | "Azure/login" => step.given("creds"),
            _ => None,
        };
        if let Some(pair) = keys.filter(|_| step.given("role-to-assume").is_none()) {
            seen.line(&pipeline.name, pair.line, &format!("{}: {}", step.action(), pair.name));
        }
    }
    for pair in pipeline.settings().filter(|pair| pair.name == "AWS_SECRET_ACCESS_KEY" && pair.value.contains("secrets.")) {
        seen.line(&pipeline.name, pair.line, "AWS_SECRET_ACCESS_KEY");
    }
}
