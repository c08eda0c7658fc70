use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Base, Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "base-image-unsupported",
    title: Words {
        en: "An image is built on a version that nobody mends any more",
        es: "Una imagen se construye sobre una versión que ya nadie corrige",
    },
    done: Words {
        en: "Names and tags in `FROM` are compared with a dated table of the ends of support.",
        es: "Nombres y etiquetas de `FROM` se comparan con una tabla fechada de fines de soporte.",
    },
    why: Words { en: "Flaws that are found from now on stay open.", es: "Los fallos que se descubran desde ahora quedan abiertos." },
    fix: Words { en: "Move to a supported version.", es: "Pasar a una versión con soporte." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079", "SC-076"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM python:3.8-slim
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM python:3.13-slim
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for stage in &image.stages {
            if let Base::Image(reference) = &stage.base
                && let Some(day) = reference.ended_on()
            {
                image.note(stage.line, &format!("FROM {}, {day}", reference.text), seen);
            }
        }
    })
}
