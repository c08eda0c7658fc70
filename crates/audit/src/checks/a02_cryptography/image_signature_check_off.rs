use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-signature-check-off",
    title: Words { en: "Packages are installed without their signature being checked", es: "Se instalan paquetes sin comprobar su firma" },
    done: Words {
        en: "Every `RUN` is read for the switches of package managers that turn the check off.",
        es: "Se buscan en cada `RUN` los interruptores de gestores de paquetes que apagan la comprobación.",
    },
    why: Words {
        en: "Whoever sits on the way, or owns a mirror, puts programs into the image.",
        es: "Quien esté en el camino, o tenga una réplica, mete programas en la imagen.",
    },
    fix: Words {
        en: "Remove the switch; install the key of the repository.",
        es: "Quitar el interruptor; instalar la clave del repositorio.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[347],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN apt-get install -y --allow-unauthenticated tool
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN apt-get install -y tool
"#,
        )],
    },
};

const SWITCHES: [&str; 12] = [
    "--allow-unauthenticated",
    "--force-yes",
    "--nogpgcheck",
    "--no-gpg-check",
    "--no-gpg-checks",
    "--allow-untrusted",
    "[trusted=yes]",
    "trusted=yes",
    "gpgcheck=0",
    "--nosignature",
    "--nodigest",
    "AllowUnauthenticated=true",
];

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.instructions().filter(|instruction| matches!(instruction.word.as_str(), "RUN" | "ENV")) {
            // A package file that lies beside is checked by who built it.
            let local = |command: &str| {
                command.contains("--allow-untrusted")
                    && command.split_whitespace().any(|word| word.ends_with(".apk") && !word.contains("://"))
            };
            for command in instruction.commands() {
                if let Some(switch) = SWITCHES.iter().find(|switch| command.contains(**switch)).filter(|_| !local(command)) {
                    image.note(instruction.line, switch, seen);
                }
            }
        }
    })
}
