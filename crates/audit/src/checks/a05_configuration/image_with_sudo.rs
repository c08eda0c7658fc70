use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-with-sudo",
    title: Words {
        en: "An image brings a program that makes its user root",
        es: "Una imagen trae un programa que convierte a su usuario en root",
    },
    done: Words {
        en: "Every `RUN` of the shipped stages is read for `sudo` without a password, and for its installation.",
        es: "Se buscan en cada `RUN` de las etapas finales `sudo` sin contraseña y su instalación.",
    },
    why: Words {
        en: "The user that was to hold the attacker back becomes root.",
        es: "El usuario que debía frenar al atacante pasa a ser root.",
    },
    fix: Words {
        en: "Do what needs root before `USER`, and leave `sudo` out.",
        es: "Hacer lo que necesite root antes de `USER`, y prescindir de `sudo`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250, 269],
    asvs: &["V15.2.3"],
    controls: &["SC-064", "SC-060"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN apt-get install -y sudo && echo "app ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN apt-get install -y ca-certificates
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.shipped().into_iter().flat_map(|stage| &stage.instructions).filter(|instruction| instruction.word == "RUN")
        {
            for command in instruction.commands() {
                let mut words = command.split_whitespace();
                let installs = ["apt-get", "apt", "apk", "yum", "dnf", "microdnf"].contains(&words.next().unwrap_or_default());
                let brings = installs && words.any(|word| word == "sudo");
                if brings || command.contains("NOPASSWD") {
                    image.note(instruction.line, if brings { "sudo" } else { "NOPASSWD" }, seen);
                }
            }
        }
    })
}
