use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::{has_secret_shape, is_secret},
        image::{Image, Instruction, over_images},
    },
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-holds-secret",
    title: Words { en: "A secret is built into an image", es: "Un secreto queda dentro de una imagen" },
    done: Words {
        en: "`ENV`, `ARG` and commands are read for secrets by name and by shape, `COPY` for files of keys.",
        es: "Se buscan secretos, por nombre y por forma, en `ENV`, `ARG` y órdenes, y archivos de claves en `COPY`.",
    },
    why: Words {
        en: "Everybody who can pull the image has it; deleting it in a later layer does not help.",
        es: "Lo tiene cualquiera que pueda descargar la imagen; borrarlo en otra capa no ayuda.",
    },
    fix: Words {
        en: "Change it; use `RUN --mount=type=secret` while building, and files or a secret store while running.",
        es: "Cambiarlo; usar `RUN --mount=type=secret` al construir, y archivos o un almacén de secretos al ejecutar.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 522],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
ENV DB_PASSWORD=hunter2
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
ENV DB_PASSWORD_FILE=/run/secrets/db
COPY .env.example /app/
"#,
        )],
    },
};

/// Names of files that hold keys.
const KEY_FILES: [&str; 10] =
    [".env", "id_rsa", "id_ed25519", "id_ecdsa", ".npmrc", ".pypirc", ".netrc", ".git-credentials", ".aws", ".kube"];

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.instructions() {
            match instruction.word.as_str() {
                "ENV" | "ARG" => {
                    for (name, value) in instruction.assignments() {
                        if is_secret(&name, &value) {
                            image.note(instruction.line, &format!("{} {name}=***", instruction.word), seen);
                        }
                    }
                }
                "COPY" | "ADD" if instruction.option("from").is_none() => copied(image, instruction, seen),
                "RUN" if instruction.text.split_whitespace().any(has_secret_shape) => image.note(instruction.line, "RUN ***", seen),
                _ => {}
            }
        }
    })
}

fn copied(image: &Image, instruction: &Instruction, seen: &mut Observations) {
    let operands = instruction.operands();
    let sources = operands.len().saturating_sub(1);
    for source in operands.iter().take(sources) {
        let mut parts = source.split('/');
        let last = parts.next_back().unwrap_or_default();
        let folder = parts.any(|part| matches!(part, ".ssh" | ".aws" | ".kube"));
        let key = last.ends_with(".p12") || last.ends_with(".pfx") || last.ends_with(".key") || last.ends_with(".jks");
        if KEY_FILES.contains(&last) || folder || key {
            image.note(instruction.line, &format!("{} {source}", instruction.word), seen);
        }
    }
}
