//! Images and releases without a signature.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::pipeline::Pipeline,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "artefacts-unsigned",
    title: Words { en: "Images or releases are published without a signature", es: "Se publican imágenes o versiones sin firma" },
    done: Words {
        en: "Reads every definition of continuous integration (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
        es: "Se leen todas las definiciones de integración continua (GitHub, GitLab, Azure, Bitbucket, CircleCI, Jenkins).",
    },
    why: Words {
        en: "Nobody can tell what your pipeline built from what an attacker pushed to the registry.",
        es: "Nadie puede distinguir lo que compiló su integración de lo que un atacante subió al registro.",
    },
    fix: Words {
        en: "Sign with cosign or attest the build (actions/attest-build-provenance), and check it before deploying.",
        es: "Firmar con cosign o certificar la compilación (actions/attest-build-provenance), y comprobarlo antes de desplegar.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[353, 345],
    asvs: &["V15.2.4"],
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
      - run: docker push registry.solar.mx/app:1
"#,
        )],
        green: &[(
            ".github/workflows/a.yml",
            r#"on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: docker push registry.solar.mx/app:1
      - run: cosign sign --yes registry.solar.mx/app@$DIGEST
"#,
        )],
    },
};

const PUBLISHES: &[&str] = &[
    "docker push",
    "buildx build --push",
    "docker/build-push-action",
    "gh release create",
    "softprops/action-gh-release",
    "podman push",
    "kaniko",
];
const SIGNS: &[&str] = &[
    "cosign",
    "attest",
    "sigstore",
    "slsa",
    "provenance",
    "notation sign",
    "gpg --detach",
    "gpg --sign",
    "minisign",
    "codesign",
    "jarsigner",
    "apksigner",
];

fn look(pipelines: &[Pipeline]) -> Verdict {
    let publishing: Vec<&Pipeline> = pipelines.iter().filter(|pipeline| pipeline.mentions(PUBLISHES)).collect();
    let signed = pipelines.iter().any(|pipeline| pipeline.mentions(SIGNS));
    let nothing = Words {
        en: "because no pipeline publishes an image or a release",
        es: "porque ninguna integración publica una imagen o una versión",
    };
    Verdict::over(&publishing, nothing, |pipeline, seen| {
        if !signed {
            let published = pipeline.steps().find_map(|(_, step)| {
                let uses = step.uses.iter().map(|uses| (uses.as_str(), step.line));
                let all = uses.chain(step.run.iter().map(|(command, line)| (command.as_str(), *line)));
                all.into_iter().find(|(text, _)| PUBLISHES.iter().any(|word| text.contains(word)))
            });
            let (text, line) = published.unwrap_or(("published", 0));
            seen.line(&pipeline.name, line, text);
        }
    })
}
