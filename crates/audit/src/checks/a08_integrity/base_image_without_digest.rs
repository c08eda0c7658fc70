use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Base, Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "base-image-without-digest",
    title: Words { en: "A base image is named without its digest", es: "Una imagen base se nombra sin su digest" },
    done: Words {
        en: "Every `FROM` is read for a digest; tags that move are named by another check.",
        es: "Se busca un digest en cada `FROM`; las etiquetas que se mueven las señala otra comprobación.",
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
            r#"FROM node:22.11-slim
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM node:22.11-slim@sha256:7b1a6ab2e44dbac178598dabe7cff59bd67233dba0b27e4fbd1f9d4b3c877a54
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for stage in &image.stages {
            if let Base::Image(reference) = &stage.base
                && !reference.is_moving()
                && reference.digest.is_none()
            {
                image.note(stage.line, &format!("FROM {}", reference.text), seen);
            }
        }
    })
}
