use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-adds-from-address",
    title: Words {
        en: "A file from the internet gets into an image unchecked",
        es: "Un archivo de internet entra en una imagen sin comprobarse",
    },
    done: Words {
        en: "Every `ADD` is read for an address without `--checksum`.",
        es: "Se buscan en cada `ADD` direcciones sin `--checksum`.",
    },
    why: Words {
        en: "Whoever controls that address, or the way to it, puts a file into production.",
        es: "Quien controle esa dirección, o el camino hasta ella, pone un archivo en producción.",
    },
    fix: Words {
        en: "Add `--checksum=sha256:…`, or copy the file from the repository.",
        es: "Añadir `--checksum=sha256:…`, o copiar el archivo desde el repositorio.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
ADD https://example.org/tool.tar.gz /opt/
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
ADD --checksum=sha256:abcd https://example.org/tool.tar.gz /opt/
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.instructions().filter(|instruction| instruction.word == "ADD") {
            let address = instruction.operands().into_iter().find(|word| word.starts_with("http://") || word.starts_with("https://"));
            if let Some(address) = address.filter(|_| instruction.option("checksum").is_none()) {
                image.note(instruction.line, &format!("ADD {}", address.split(['?', '#']).next().unwrap_or_default()), seen);
            }
        }
    })
}
