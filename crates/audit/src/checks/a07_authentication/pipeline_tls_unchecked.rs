//! Pipelines that do not check certificates.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pipeline-tls-unchecked",
    title: Words {
        en: "A pipeline fetches or sends without checking the certificate",
        es: "Una integración descarga o envía sin comprobar el certificado",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Anybody on the way changes what is built, or reads the credentials that are sent.",
        es: "Cualquiera en el camino cambia lo que se compila o lee las credenciales que se envían.",
    },
    fix: Words {
        en: "Remove the switch; add an own authority to the trust store.",
        es: "Quitar la opción; añadir la autoridad propia al almacén de confianza.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 7, of_2025: 7 },
    cwe: &[295],
    asvs: &["V12.3.2"],
    controls: &["SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -k https://get.solar.mx/tool -o tool
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl --fail https://get.solar.mx/tool -o tool
      - run: curl -k https://localhost:8443/health
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for (command, line) in pipeline.commands() {
        let own = ["localhost", "127.0.0.1", "0.0.0.0"].iter().any(|host| command.contains(host));
        let words: Vec<&str> = command.split_whitespace().collect();
        let curl = words.iter().any(|word| *word == "curl" || word.ends_with("/curl"))
            && words.iter().any(|word| {
                *word == "--insecure" || (word.starts_with('-') && !word.starts_with("--") && word.contains('k') && word.len() <= 6)
            });
        let switches = [
            "--no-check-certificate",
            "http.sslVerify=false",
            "http.sslVerify false",
            "strict-ssl false",
            "strict-ssl=false",
            "--trusted-host ",
            "NODE_TLS_REJECT_UNAUTHORIZED=0",
            "GIT_SSL_NO_VERIFY=1",
            "GIT_SSL_NO_VERIFY=true",
            "StrictHostKeyChecking=no",
            "StrictHostKeyChecking no",
            "--insecure-skip-tls-verify",
            "PYTHONHTTPSVERIFY=0",
        ];
        if !own && (curl || switches.iter().any(|switch| command.contains(switch))) {
            seen.line(&pipeline.name, line, command);
        }
    }
    for pair in pipeline.settings() {
        let off = matches!(pair.name.as_str(), "NODE_TLS_REJECT_UNAUTHORIZED" | "PYTHONHTTPSVERIFY") && pair.value == "0";
        let skip = pair.name == "GIT_SSL_NO_VERIFY" && matches!(pair.value.as_str(), "1" | "true");
        if off || skip {
            seen.line(&pipeline.name, pair.line, &format!("{}: {}", pair.name, pair.value));
        }
    }
}
