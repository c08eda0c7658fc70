//! Releases built from caches that pull requests may fill.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::{Pipeline, over},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "release-cache-shared",
    title: Words {
        en: "A release is built with a cache that other runs may fill",
        es: "Una versión se compila con una caché que otras ejecuciones pueden llenar",
    },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Whoever gets one hostile run into the cache has his code in what you ship.",
        es: "Quien logre una ejecución hostil en la caché tiene su código en lo que usted entrega.",
    },
    fix: Words { en: "Build releases from nothing, without caches.", es: "Compilar las versiones desde cero, sin cachés." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[345, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-081"],
    examine: Examine::Pipelines(look),
    mutant: Mutant {
        red: &[(
            ".github/workflows/a.yml",
            r#"on: release
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830
      - run: npm publish
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: release
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: npm publish
"#,
        )],
    },
};

fn look(pipelines: &[Pipeline]) -> Verdict {
    over(pipelines, examine)
}

fn examine(pipeline: &Pipeline, seen: &mut Observations) {
    for job in &pipeline.jobs {
        let publishes = ["npm publish", "cargo publish", "twine upload", "docker push", "gh release", "pypi-publish", "goreleaser"];
        let ships = job.steps.iter().any(|step| {
            let used = step.uses.iter().map(String::as_str).chain(step.run.iter().map(|(command, _)| command.as_str()));
            used.into_iter().any(|text| publishes.iter().any(|word| text.contains(word)))
        });
        let cache = job.steps.iter().find(|step| step.action() == "actions/cache" || step.action() == "Swatinem/rust-cache");
        if let (true, true, Some(step)) = (ships, pipeline.starts_on("release") || pipeline.starts_on("push"), cache) {
            seen.line(&pipeline.name, step.line, step.uses.as_deref().unwrap_or_default());
        }
    }
}
