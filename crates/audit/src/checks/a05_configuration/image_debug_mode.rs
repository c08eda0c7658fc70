use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-debug-mode",
    title: Words { en: "An image runs its program in debug mode", es: "Una imagen ejecuta su programa en modo de depuración" },
    done: Words {
        en: "Environment and commands of the shipped stages are read for the debug switches of common frameworks.",
        es: "Se buscan en el entorno y las órdenes de las etapas finales los interruptores de depuración de los frameworks habituales.",
    },
    why: Words {
        en: "Error pages show code and settings; some debuggers run commands of whoever opens them.",
        es: "Las páginas de error muestran código y ajustes; algunos depuradores ejecutan órdenes de quien los abra.",
    },
    fix: Words { en: "Leave the switch out of the image.", es: "Dejar el interruptor fuera de la imagen." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[489, 215],
    asvs: &["V13.4.2"],
    controls: &["SC-064", "SC-065"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
CMD ["uvicorn", "app:app", "--reload"]
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
CMD ["uvicorn", "app:app", "--workers", "2"]
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        for instruction in image.shipped().into_iter().flat_map(|stage| &stage.instructions) {
            match instruction.word.as_str() {
                "ENV" => {
                    for (name, value) in instruction.assignments() {
                        let on = matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on");
                        let switch = matches!(name.as_str(), "FLASK_DEBUG" | "DJANGO_DEBUG" | "APP_DEBUG" | "FASTAPI_DEBUG") && on;
                        let stage = matches!(name.as_str(), "FLASK_ENV" | "NODE_ENV" | "RAILS_ENV") && value == "development";
                        if switch || stage {
                            image.note(instruction.line, &format!("{name}={value}"), seen);
                        }
                    }
                }
                "CMD" | "ENTRYPOINT" => {
                    let words = instruction.words();
                    let reloads = words.iter().any(|word| word == "--reload" || word == "--debug" || word.starts_with("--inspect=0.0.0.0"));
                    let server = words.iter().any(|word| word.contains("runserver") || word == "nodemon");
                    if reloads || server {
                        image.note(instruction.line, &format!("{} {}", instruction.word, words.join(" ")), seen);
                    }
                }
                _ => {}
            }
        }
    })
}
