use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-pipes-to-shell",
    title: Words {
        en: "A script from the internet is run unread while an image is built",
        es: "Al construir una imagen se ejecuta sin leer un script de internet",
    },
    done: Words {
        en: "Every `RUN` is read for a download that is piped into a shell or an interpreter.",
        es: "Se buscan en cada `RUN` descargas enviadas a una consola o un intérprete.",
    },
    why: Words {
        en: "Whoever controls that address commands the build and the image.",
        es: "Quien controle esa dirección manda en la compilación y en la imagen.",
    },
    fix: Words {
        en: "Download a version, compare its checksum, then run it; or use a package.",
        es: "Descargar una versión, comparar su suma y ejecutarla después; o usar un paquete.",
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
RUN curl -fsSL https://example.org/install.sh | bash -s -- -y
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN curl -fsSLo tool https://example.org/tool && echo "abcd  tool" | sha256sum -c && install tool /usr/local/bin
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.instructions().filter(|instruction| instruction.word == "RUN") {
            for command in instruction.commands() {
                let mut parts = command.split('|').map(str::trim);
                let download = parts.next().is_some_and(|first| {
                    let loads = first.contains("curl ") || first.contains("wget ");
                    loads && first.contains("http")
                });
                let runs = parts.any(|part| {
                    let program = part
                        .split_whitespace()
                        .find(|word| !matches!(*word, "sudo" | "-E" | "env") && !word.contains('='))
                        .unwrap_or_default();
                    matches!(
                        program.rsplit('/').next().unwrap_or_default(),
                        "sh" | "bash" | "zsh" | "dash" | "ash" | "python" | "python3" | "perl" | "ruby" | "node"
                    )
                });
                let substituted =
                    ["sh -c \"$(curl", "bash -c \"$(curl", "bash <(curl", "sh -c \"$(wget"].iter().any(|form| command.contains(form));
                if download && runs || substituted {
                    image.note(instruction.line, command, seen);
                }
            }
        }
    })
}
