use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Base, Image, Pinned, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "base-image-without-digest",
    title: Words {
        en: "A base image is named without its digest, while others of its publisher have theirs",
        es: "Una imagen base se nombra sin su digest, mientras otras del mismo origen lo llevan",
    },
    done: Words {
        en: "Where one image of a publisher has a digest, every `FROM` is read for it; tags that move are named by another check.",
        es: "Donde una imagen de un origen lleva digest, se busca en cada `FROM`; las etiquetas que se mueven las señala otra comprobación.",
    },
    why: Words {
        en: "Whoever can push to the registry changes every later build.",
        es: "Quien pueda publicar en el registro cambia toda compilación posterior.",
    },
    fix: Words {
        en: "Write `name:version@sha256:…`; let a tool keep it up to date.",
        es: "Escribir `nombre:versión@sha256:…`; que una herramienta lo mantenga al día.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 345],
    asvs: &["V15.2.4"],
    controls: &["SC-081"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM rust:1.91@sha256:0a1b6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54 AS build
FROM node:22.11-slim
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM rust:1.91@sha256:0a1b6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54 AS build
FROM node:22.11-slim@sha256:7b1a6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    let bases = images.iter().flat_map(|image| &image.stages).filter_map(|stage| match &stage.base {
        Base::Image(reference) => Some(reference),
        _ => None,
    });
    let pinned = Pinned::of(bases);
    over_images(images, |image, seen| {
        for stage in &image.stages {
            if let Base::Image(reference) = &stage.base
                && pinned.left_out(reference)
            {
                image.note(stage.line, &format!("FROM {}", reference.text), seen);
            }
        }
    })
}
