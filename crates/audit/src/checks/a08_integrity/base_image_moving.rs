use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Base, Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "base-image-moving",
    title: Words {
        en: "An image is built on whatever its base’s name means today",
        es: "Una imagen se construye sobre lo que el nombre de su base signifique hoy",
    },
    done: Words {
        en: "Every `FROM` is read for a tag without a version: none, `latest`, `alpine` and the like.",
        es: "Se buscan en cada `FROM` etiquetas sin versión: ninguna, `latest`, `alpine` y similares.",
    },
    why: Words {
        en: "Two builds of the same code differ, and nobody tested the second.",
        es: "Dos compilaciones del mismo código difieren, y nadie probó la segunda.",
    },
    fix: Words { en: "Name a version, best with its digest.", es: "Indicar una versión, mejor con su digest." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[829, 494],
    asvs: &["V15.2.4"],
    controls: &["SC-081", "SC-078"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM node:latest
USER 1000
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM node:22.11-slim
USER 1000
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for stage in &image.stages {
            if let Base::Image(reference) = &stage.base
                && reference.is_moving()
            {
                image.note(stage.line, &format!("FROM {}", reference.text), seen);
            }
        }
    })
}
