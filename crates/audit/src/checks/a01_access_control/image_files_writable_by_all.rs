use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-files-writable-by-all",
    title: Words {
        en: "Everybody in a container may change its files",
        es: "Cualquiera dentro de un contenedor puede cambiar sus archivos",
    },
    done: Words {
        en: "`RUN` and `COPY` of the shipped stages are read for modes such as 777.",
        es: "Se buscan modos como 777 en `RUN` y `COPY` de las etapas finales.",
    },
    why: Words {
        en: "An attacker with few rights replaces programs and settings.",
        es: "Un atacante con pocos permisos sustituye programas y ajustes.",
    },
    fix: Words {
        en: "Give the files to the user that needs them, with 750 or 640.",
        es: "Dar los archivos al usuario que los necesita, con 750 o 640.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[276, 732],
    asvs: &["V13.2.2"],
    controls: &["SC-060"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN chmod -R 777 /app
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN chmod -R 750 /app
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.shipped().into_iter().flat_map(|stage| &stage.instructions) {
            if matches!(instruction.word.as_str(), "COPY" | "ADD") && instruction.option("chmod").is_some_and(is_open) {
                image.note(instruction.line, &format!("--chmod={}", instruction.option("chmod").unwrap_or_default()), seen);
            }
            if instruction.word != "RUN" {
                continue;
            }
            for command in instruction.commands() {
                let mut words = command.split_whitespace().skip_while(|word| *word != "chmod");
                // What everybody may write to by nature keeps its mode.
                let temporary = command.ends_with("/tmp");
                if words.next().is_some() && !temporary && words.any(is_open) {
                    image.note(instruction.line, command, seen);
                }
            }
        }
    })
}

/// A mode that lets everybody write, without the bit that keeps others from deleting.
fn is_open(mode: &str) -> bool {
    matches!(mode, "777" | "0777" | "666" | "0666" | "a+w" | "o+w" | "a+rw" | "a+rwx" | "ugo+rwx" | "+w+r")
}
