use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Image, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-health-unknown",
    title: Words { en: "An image does not say how to see whether it works", es: "Una imagen no dice cómo ver si funciona" },
    done: Words {
        en: "Shipped stages that serve a port are read for `HEALTHCHECK`; not where manifests run the image, for Kubernetes ignores it.",
        es: "Se busca `HEALTHCHECK` en las etapas finales que sirven un puerto; no donde un manifiesto ejecuta la imagen, pues Kubernetes lo ignora.",
    },
    why: Words { en: "A hung container is not restarted.", es: "Un contenedor colgado no se reinicia." },
    fix: Words { en: "Add `HEALTHCHECK`, or probes in the manifest.", es: "Añadir `HEALTHCHECK`, o sondas en el manifiesto." },
    severity: Severity::Info,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[693],
    asvs: &["V15.2.2"],
    controls: &["SC-102"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
EXPOSE 8080
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
EXPOSE 8080
HEALTHCHECK CMD ["/app", "health"]
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| {
        if image.deployed.is_some() {
            return;
        }
        let shipped = image.shipped();
        let has = |word: &str| shipped.iter().flat_map(|stage| &stage.instructions).find(|instruction| instruction.word == word);
        if let Some(expose) = has("EXPOSE").filter(|_| has("HEALTHCHECK").is_none()) {
            image.note(expose.line, "EXPOSE, HEALTHCHECK unset", seen);
        }
    })
}
