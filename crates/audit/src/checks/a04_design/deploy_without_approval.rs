//! Deployments that nobody approves.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "deploy-without-approval",
    title: Words {
        en: "Production is deployed to without an environment or an approval",
        es: "Se despliega a producción sin entorno ni aprobación",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "One account that may push, or one that was stolen, changes the running system alone.",
        es: "Una sola cuenta con permiso de subir, o robada, cambia el sistema en marcha.",
    },
    fix: Words {
        en: "Give the job an environment with reviewers (GitHub), `when: manual` on a protected environment (GitLab) or an approval.",
        es: "Dar al trabajo un entorno con revisores (GitHub), `when: manual` en un entorno protegido (GitLab) o una aprobación.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 4, of_2025: 6 },
    cwe: &[269],
    asvs: &["V2.3.5"],
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
      - run: kubectl apply -f k8s/
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - run: kubectl apply -f k8s/
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    let deploys = [
        "kubectl apply",
        "kubectl set image",
        "helm upgrade",
        "terraform apply",
        "aws ecs update-service",
        "eb deploy",
        "cdk deploy",
        "serverless deploy",
        "flyctl deploy",
    ];
    let trial = ["staging", "preview", "kind", "minikube", "k3d", "dry-run", "--dry-run", "localstack"];
    for job in pipeline.jobs.iter().filter(|job| job.environment.is_none() && !job.manual) {
        if trial.iter().any(|word| job.name.contains(word) || pipeline.name.contains(word))
            || pipeline.triggers.iter().all(|on| on == "workflow_dispatch") && !pipeline.triggers.is_empty()
        {
            continue;
        }
        let tried = job.steps.iter().any(|step| {
            let all = step.uses.iter().map(String::as_str).chain(step.run.iter().map(|(command, _)| command.as_str()));
            all.into_iter().any(|text| trial.iter().any(|word| text.contains(word)))
        });
        for (command, line) in job.steps.iter().flat_map(|step| &step.run) {
            if !tried && deploys.iter().any(|word| command.contains(word)) {
                seen.line(&pipeline.name, *line, command);
            }
        }
    }
}
