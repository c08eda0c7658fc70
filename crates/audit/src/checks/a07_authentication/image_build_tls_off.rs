use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-build-tls-off",
    title: Words {
        en: "An image is built or runs without verifying whom it talks to",
        es: "Una imagen se construye o se ejecuta sin verificar con quién habla",
    },
    done: Words {
        en: "Commands and environment are read for the switches that turn the verification of certificates off.",
        es: "Se buscan en órdenes y entorno los interruptores que apagan la verificación de certificados.",
    },
    why: Words {
        en: "Whoever sits on the way answers in the name of the other side.",
        es: "Quien esté en el camino responde en nombre de la otra parte.",
    },
    fix: Words {
        en: "Remove the switch; add the certificate of the authority.",
        es: "Quitar el interruptor; añadir el certificado de la autoridad.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[295],
    asvs: &["V12.3.2"],
    controls: &["SC-040", "SC-078"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN curl -ksSL https://example.org/tool -o tool
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
RUN curl -sSL https://example.org/tool -o tool
"#,
        )],
    },
};

const ANYWHERE: [&str; 11] = [
    "--no-check-certificate",
    "--trusted-host",
    "strict-ssl false",
    "strict-ssl=false",
    "http.sslVerify false",
    "http.sslverify false",
    "http.sslVerify=false",
    "sslverify=0",
    "sslverify=false",
    "--insecure-skip-tls-verify",
    "Verify-Peer=false",
];
const VARIABLES: [(&str, &str); 7] = [
    ("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
    ("PYTHONHTTPSVERIFY", "0"),
    ("GIT_SSL_NO_VERIFY", "true"),
    ("GIT_SSL_NO_VERIFY", "1"),
    ("NPM_CONFIG_STRICT_SSL", "false"),
    ("GOINSECURE", "*"),
    ("PIP_TRUSTED_HOST", "pypi.org"),
];

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.instructions() {
            if matches!(instruction.word.as_str(), "ENV" | "ARG") {
                for (name, value) in instruction.assignments() {
                    if VARIABLES.contains(&(name.as_str(), value.as_str())) {
                        image.note(instruction.line, &format!("{name}={value}"), seen);
                    }
                }
            }
            if instruction.word != "RUN" {
                continue;
            }
            for command in instruction.commands() {
                let insecure = |word: &str| {
                    word == "--insecure" || word.starts_with('-') && !word.starts_with("--") && word.len() < 8 && word.contains('k')
                };
                let mut words = command.split_whitespace().skip_while(|word| *word != "curl");
                let curl = words.next().is_some() && words.any(insecure);
                // On loopback there is nobody on the way.
                let near = command.contains("//localhost") || command.contains("//127.0.0.1");
                if (curl || ANYWHERE.iter().any(|switch| command.contains(switch))) && !near {
                    image.note(instruction.line, command, seen);
                }
            }
        }
    })
}
