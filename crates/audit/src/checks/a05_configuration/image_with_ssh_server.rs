use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-with-ssh-server",
    title: Words { en: "An image listens for remote shells", es: "Una imagen espera consolas remotas" },
    done: Words {
        en: "`EXPOSE` is read for SSH and Telnet, `RUN` for the installation of their servers.",
        es: "Se buscan SSH y Telnet en `EXPOSE`, y la instalación de sus servidores en `RUN`.",
    },
    why: Words {
        en: "A second way in, with passwords or keys of its own and without a record.",
        es: "Una segunda entrada, con contraseñas o claves propias y sin registro.",
    },
    fix: Words {
        en: "Leave the server out; use `docker exec` or `kubectl exec`.",
        es: "Prescindir del servidor; usar `docker exec` o `kubectl exec`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1125, 668],
    asvs: &["V15.2.3"],
    controls: &["SC-064", "SC-060"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
EXPOSE 22
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
EXPOSE 8080
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.shipped().into_iter().flat_map(|stage| &stage.instructions) {
            match instruction.word.as_str() {
                "EXPOSE" => {
                    let port = instruction.operands().into_iter().find(|port| matches!(port.split('/').next(), Some("22" | "23")));
                    if let Some(port) = port {
                        image.note(instruction.line, &format!("EXPOSE {port}"), seen);
                    }
                }
                "RUN" => {
                    let server =
                        instruction.text.split_whitespace().find(|word| matches!(*word, "openssh-server" | "telnetd" | "dropbear"));
                    if let Some(server) = server {
                        image.note(instruction.line, server, seen);
                    }
                }
                _ => {}
            }
        }
    })
}
